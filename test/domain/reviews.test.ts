import { describe, expect, it } from "vitest";
import type { Submission } from "../../src/domain/person.ts";
import { policyOf, teamOf } from "../support/fixtures.ts";
import { REVIEW_POLICY, REVIEW_TEAM } from "../support/reviews.ts";
import { JANE, START, Story, said } from "../support/story.ts";

const policy = policyOf(REVIEW_POLICY);
const team = teamOf(REVIEW_TEAM);
const ANSWERS = { basis: "They asked us to.", sure: true };

/** 95 points unless changed: past triage. */
const CLEAR = JANE;
/** 40 points, the lowest that triage looks at. */
const AMBIGUOUS: Submission = { ...JANE, title: "Clerk", company: { name: "Acme" } };
const REGULATED: Submission = { ...JANE, company: { ...JANE.company, industry: "healthcare" } };
const PARTNERED: Submission = { ...JANE, product: "partner" };
const ALL: Submission = { ...AMBIGUOUS, product: "partner", company: { industry: "healthcare" } };

function decided(submission: Submission, start = START): Story {
  const story = new Story({ submission, policy, team, start });
  story.nextTick();
  return story;
}

const approve = (by: string, turn = 1, answers: Record<string, string | number | boolean> = {}) =>
  ({ do: "approve", by, turn, answers }) as const;
const reject = (by: string, turn = 1, answers: Record<string, string | number | boolean> = {}) =>
  ({ do: "reject", by, turn, answers }) as const;

describe("the rules ask a person first", () => {
  it.each([
    ["a score between the two thresholds", AMBIGUOUS, "triage", "triage", "triage", "U0TINA", "U0TOM"],
    ["a partner's lead that its source reviews", PARTNERED, "partner", "source", "source", "U0PAULA", null],
    ["a check that holds", REGULATED, "compliance", "hold", "regulated", "U0LEGAL", "U0LEA"],
  ])("%s", (_name, submission, queue, step, rule, owner, secondary) => {
    const story = decided(submission);
    expect(story.lead).toMatchObject({ state: "review", owner, queue });
    expect(story.last("review_asked")).toMatchObject({ queue, step, rule, owner, secondary, turn: 1 });
    expect(story.last("qualified")).toMatchObject({ decision: "review", tier: story.lead.tier });
    expect(story.last("qualified").rules[0]).toBe(rule);
  });

  it("and of nothing else: a clear lead goes to a rep at once", () => {
    expect(decided(CLEAR).lead.state).toBe("offered");
  });

  it("asks holds, source and triage one after the other, each as soon as the one before is approved", () => {
    const story = decided(ALL);
    const asked: string[] = [];
    for (let turn = 1; story.lead.state === "review"; turn++) {
      asked.push(story.last("review_asked").rule);
      story.do(approve(story.owner ?? "", turn, ANSWERS));
    }
    expect(asked).toEqual(["regulated", "source", "triage"]);
    expect(story.lead).toMatchObject({ state: "offered", passed: ["check:regulated", "source", "triage"] });
  });

  it("what came before the review is not asked again: what has gone stale meanwhile changes nothing", () => {
    const fresh = `icp:\n  - { id: fresh, when: 'now < timestamp("2026-03-02T10:10:00Z")' }`;
    const story = new Story({
      submission: AMBIGUOUS,
      policy: policyOf(REVIEW_POLICY.replace("icp:", fresh)),
      team,
    });
    story.nextTick();
    story.turnClock(20 * 60_000);
    expect(said(story.do(approve("U0TINA")))).toBe("approved+qualified+offered");
  });

  it("a person suppressed meanwhile, by another lead of theirs, is not offered all the same", () => {
    const story = decided(AMBIGUOUS);
    story.suppressed = { until: null, because: "not_icp" };
    expect(said(story.do(approve("U0TINA")))).toBe("approved+qualified+suppressed");
  });

  it("after a yes the minimum and the tiers still decide", () => {
    const strict = policyOf(REVIEW_POLICY.replace("minimum: 20", "minimum: 55"));
    const story = new Story({ submission: AMBIGUOUS, policy: strict, team });
    story.nextTick();
    expect(said(story.do(approve("U0TINA")))).toBe("approved+qualified+nurtured");
    expect(story.lead).toMatchObject({ state: "nurture", because: "minimum" });
  });
});

describe("an answer", () => {
  it("no to the ambiguous ends in nurture, no to a hold in suppression, as long as the policy suppresses", () => {
    const ambiguous = decided(AMBIGUOUS);
    expect(said(ambiguous.do(reject("U0TOM")))).toBe("rejected+nurtured");
    expect(ambiguous.lead).toMatchObject({ state: "nurture", because: "rejected" });
    const held = decided(REGULATED);
    const decision = held.do(reject("U0LEGAL", 1, ANSWERS));
    expect(held.lead).toMatchObject({
      state: "suppressed",
      because: "rejected",
      until: "2027-03-02T10:00:00.000Z",
    });
    expect(decision).toMatchObject({ effects: { suppress: { because: "rejected" } } });
  });

  it.each(["U0TINA", "U0TOM"])("may be any of the queue's reviewers', asked or not: %s", (by) => {
    expect(said(decided(AMBIGUOUS).do(approve(by)))).toBe("approved+qualified+offered");
  });

  it.each(["U0MANAGER", "U0ALICE", "U0PAULA", "U0STRANGER"])(
    "is nobody else's, which is on record: %s",
    (by) => {
      const decision = decided(AMBIGUOUS).do(approve(by));
      expect(decision).toMatchObject({
        ok: false,
        refused: "not_reviewer",
        record: { by, attempt: "approve" },
      });
    },
  );

  it("given twice is one, given by two is the first's, and who was too late is told", () => {
    const story = decided(AMBIGUOUS);
    story.do(approve("U0TINA"));
    const { length } = story.events;
    expect(said(story.do(approve("U0TINA")))).toBe("nothing");
    expect(said(story.do(reject("U0TINA")))).toBe("moved_on");
    expect(said(story.do(approve("U0TOM")))).toBe("moved_on");
    expect(story.events).toHaveLength(length);
  });

  it("to a hold with a form keeps what was filled in with the person, and only a commitment in the event", () => {
    const story = decided(REGULATED);
    const fields = { ...ANSWERS, contract: "Signed", seats: 12.5, until: "2026-12-24" };
    const decision = story.do(approve("U0LEA", 1, { ...fields, more: "of the same" }));
    const answers = [{ turn: 1, by: "U0LEA", fields }];
    expect(decision).toMatchObject({ ok: true, effects: { answers } });
    expect(story.last("approved").answers).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(story.events)).not.toContain("They asked us to");
  });

  it("of a person who was rejected is said to be so when they come again", () => {
    const story = new Story({ submission: REGULATED, policy, team });
    story.suppressed = { until: null, because: "rejected" };
    const decision = story.do({ do: "tick", ladder: "buffer", step: 0 });
    expect(decision).toMatchObject({
      effects: { trace: { why: [{ rule: "suppressed", text: "Rejected in a review before" }, {}, {}, {}] } },
    });
  });

  it("a field may be called as something that every object has, and be left empty", () => {
    const named = policyOf(
      REVIEW_POLICY.replace("{ id: contract, label", "{ id: constructor, label").replace(
        "{ id: seats, label",
        "{ id: toString, label",
      ),
    );
    const story = new Story({ submission: REGULATED, policy: named, team });
    story.nextTick();
    const decision = story.do(approve("U0LEGAL", 1, ANSWERS));
    expect(decision).toMatchObject({ ok: true, effects: { answers: [{ fields: ANSWERS }] } });
  });

  it.each([
    ["what must be filled in is not", { sure: true }],
    ["an empty text", { basis: "", sure: true }],
    ["no text", { basis: 7, sure: true }],
    ["a text beyond measure", { basis: "x".repeat(3_001), sure: true }],
    ["no yes or no", { ...ANSWERS, sure: "yes" }],
    ["none of the options", { ...ANSWERS, contract: "Lost" }],
    ["no number", { ...ANSWERS, seats: Number.NaN }],
    ["a day that is not", { ...ANSWERS, until: "2026-02-30" }],
  ])("to a hold with a form does not count when it will not do: %s", (_name, answers) => {
    const story = decided(REGULATED);
    expect(said(story.do(approve("U0LEGAL", 1, answers)))).toBe("form_incomplete");
    expect(story.lead.state).toBe("review");
  });
});

describe("nobody answers", () => {
  it("triage approves itself after half an hour of working time, late by what it is late", () => {
    // Monday 08:50 in London; the day begins at nine.
    const hours = teamOf(`${REVIEW_TEAM}\nhours: { mon-fri: "09:00-18:00" }\n`);
    const business = policyOf(REVIEW_POLICY.replace("clock: wall", "clock: business"));
    const start = "2026-03-02T08:50:00.000Z";
    const story = new Story({ submission: AMBIGUOUS, policy: business, team: hours, start });
    story.nextTick();
    expect(story.lead).toMatchObject({
      timer: { steps: [{ do: "approve", at: "2026-03-02T09:30:00.000Z" }] },
    });
    story.nextTick(7_000);
    expect(story.last("approved")).toMatchObject({ by: null, lateMs: 7_000, answers: null });
    expect(story.lead.state).toBe("offered");
  });

  it("a hold reminds, goes to the secondary, then to the managers, and after two days is closed", () => {
    const story = decided(REGULATED);
    story.nextTick();
    expect(story.lead).toMatchObject({ state: "review", owner: "U0LEGAL" });
    story.nextTick();
    expect(story.last("escalated")).toMatchObject({ to: "U0LEA" });
    expect(story.lead).toMatchObject({
      owner: "U0LEA",
      turns: [{ holder: "U0LEA", review: { secondary: null } }],
    });
    story.nextTick();
    expect(story.last("escalated").to).toBeUndefined();
    expect(story.lead).toMatchObject({ state: "review", owner: "U0LEA" });
    story.nextTick();
    expect(story.types().slice(-2)).toEqual(["rejected", "suppressed"]);
    expect(story.last("rejected")).toMatchObject({ by: null });
  });

  it("a secondary whom Slack does not reach is passed over for the next", () => {
    const story = decided(REGULATED);
    story.gone.set("U0LEA", "unreachable");
    story.nextTick();
    story.nextTick();
    expect(story.lead).toMatchObject({ owner: "U0LUKE" });
  });
});

describe("who is asked", () => {
  const at = (start: string, text = REVIEW_TEAM) => {
    const story = new Story({ submission: AMBIGUOUS, policy, team: teamOf(text), start });
    story.nextTick();
    return story.last("review_asked");
  };

  it("the first on shift, then the next: a reviewer who is a rep by their own hours", () => {
    const text = REVIEW_TEAM.replace("triage: [U0TINA, U0TOM]", "triage: [U0ALICE, U0TINA]").replace(
      "name: Alice,",
      'name: Alice, timezone: America/New_York, hours: { mon-fri: "09:00-17:00" },',
    );
    expect(at("2026-03-02T10:00:00.000Z", text)).toMatchObject({ owner: "U0TINA", secondary: "U0ALICE" });
    expect(at("2026-03-02T15:00:00.000Z", text)).toMatchObject({ owner: "U0ALICE", secondary: "U0TINA" });
  });

  it("never somebody whom Slack does not reach; with nobody left the Overflow Manager, who may answer then", () => {
    const story = new Story({ submission: AMBIGUOUS, policy, team });
    story.gone.set("U0TINA", "deactivated");
    story.gone.set("U0TOM", "unreachable");
    story.nextTick();
    expect(story.lead).toMatchObject({ state: "review", owner: "U0OVERFLOW" });
    expect(said(story.do(approve("U0OVERFLOW")))).toBe("approved+qualified+offered");
  });

  it("a reviewer who turns out not to be there loses it to the next, and the last to the Overflow Manager", () => {
    const story = decided(AMBIGUOUS);
    story.do({ do: "lose_rep", rep: "U0TINA", why: "deactivated" });
    expect(story.lead).toMatchObject({
      state: "review",
      owner: "U0TOM",
      turns: [{ end: { how: "taken_away" } }, {}],
    });
    story.do({ do: "lose_rep", rep: "U0TOM", why: "unreachable" });
    expect(story.lead).toMatchObject({ state: "review", owner: "U0OVERFLOW" });
    expect(said(story.do({ do: "lose_rep", rep: "U0TOM", why: "unreachable" }))).toBe("stale");
  });

  it("a rep who is taken off the roster, but not off the reviewers, keeps their reviews", () => {
    const story = decided(AMBIGUOUS);
    expect(said(story.do({ do: "lose_rep", rep: "U0TINA", why: "removed" }))).toBe("stale");
    story.team = teamOf(REVIEW_TEAM.replace("triage: [U0TINA, U0TOM]", "triage: [U0TOM]"));
    expect(said(story.do({ do: "lose_rep", rep: "U0TINA", why: "removed" }))).toBe("taken_away+review_asked");
    expect(story.owner).toBe("U0TOM");
  });

  it("a reviewer who lost it and is a rep, too, may be offered it", () => {
    const text = REVIEW_TEAM.replace("triage: [U0TINA, U0TOM]", "triage: [U0BOB, U0TOM]");
    const story = new Story({ submission: { ...AMBIGUOUS, country: "DE" }, policy, team: teamOf(text) });
    story.gone.set("U0CAROL", "unreachable");
    story.nextTick();
    story.do({ do: "lose_rep", rep: "U0BOB", why: "unreachable" });
    story.do(approve("U0TOM", 2));
    expect(story.owner).toBe("U0BOB");
  });

  it("a queue that the team has no more is the Overflow Manager's", () => {
    expect(at(START, REVIEW_TEAM.replace("triage: [U0TINA, U0TOM], ", ""))).toMatchObject({
      owner: "U0OVERFLOW",
    });
  });
});
