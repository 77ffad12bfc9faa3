import { describe, expect, it } from "vitest";
import { instant, toMs } from "../../src/clock.ts";
import type { Command } from "../../src/domain/decide/index.ts";
import { replay } from "../../src/domain/evolve.ts";
import { isOverdue, nextDue, nextStep } from "../../src/domain/lead.ts";
import type { OverrideAct } from "../../src/domain/overrides.ts";
import { POLICY, policyOf } from "../support/fixtures.ts";
import { JANE, overriding, Story, said } from "../support/story.ts";

const HOUR = 3_600_000;
const RIVAL = { ...JANE, company: { domain: "rival.example", employees: 100 }, title: "Clerk" };
const BOTH = policyOf(
  `${POLICY}\noverrides: { second_approver: [unsuppress, extend], evidence: [unsuppress] }\n`,
);

const override = (story: Story, act: OverrideAct, more?: Parameters<typeof overriding>[2]) =>
  said(story.do(overriding(story.lead, act, more)));

function suppressed(policy = policyOf()): Story {
  const story = new Story({ submission: RIVAL, policy });
  story.nextTick();
  expect(story.lead.state).toBe("suppressed");
  return story;
}

/** A team with a second manager. */
function withTwo(story: Story): Story {
  story.team = { ...story.team, roles: { ...story.team.roles, managers: ["U0MANAGER", "U0SECOND"] } };
  return story;
}

describe("an override", () => {
  it("gives an offer to another rep, with a window of its own, and says who took it away", () => {
    const story = new Story().offered();
    const other = story.owner === "U0ALICE" ? "U0BOB" : "U0ALICE";
    expect(override(story, { do: "reassign", rep: other })).toBe("overridden+taken_away+offered");
    expect(story.lead).toMatchObject({ state: "offered", owner: other, overdue: false, timer: null });
    expect(story.lead.turns[0]?.end).toMatchObject({ how: "taken_away", why: "reassigned", by: "U0MANAGER" });
    story.cardPosted();
    expect(nextStep(story.lead)?.at).toBe(instant(toMs(story.now) + 2 * HOUR));
  });

  it.each(["tank", "overflow"] as const)("takes a lead out of the %s", (state) => {
    const story = state === "tank" ? new Story().tanked() : new Story().overflowed();
    expect(override(story, { do: "reassign", rep: "U0BOB" })).toBe("overridden+offered");
    expect(story.lead.turns.at(-2)?.end).toMatchObject({
      how: "overridden",
      by: "U0MANAGER",
      act: "reassign",
    });
    expect(story.lead).toMatchObject({ state: "offered", owner: "U0BOB" });
  });

  it("accepts for the rep who has the lead, or for another one", () => {
    const own = new Story().offered();
    const rep = own.owner ?? "";
    expect(override(own, { do: "force_accept", rep })).toBe("overridden+accepted");
    expect(own.lead).toMatchObject({ state: "accepted", owner: rep });
    const tank = new Story().tanked();
    expect(override(tank, { do: "force_accept", rep: "U0BOB" })).toBe("overridden+offered+accepted");
    expect(tank.lead).toMatchObject({ state: "accepted", owner: "U0BOB" });
  });

  it("recycles in the manager's name, from wherever nobody has taken the lead", () => {
    for (const story of [new Story().offered(), new Story().tanked(), new Story().overflowed()]) {
      expect(override(story, { do: "force_recycle", answer: { reason: "budget" } })).toBe(
        "overridden+recycled",
      );
      expect(story.lead.turns.at(-1)?.end).toMatchObject({
        how: "recycled",
        by: "U0MANAGER",
        reason: "budget",
      });
    }
  });

  it("puts every step off, and what lies ahead again is not overdue", () => {
    const story = new Story().offered();
    const begun = toMs(story.now);
    story.nextTick();
    expect(isOverdue(story.lead)).toBe(true);
    expect(override(story, { do: "extend", byMs: 3 * HOUR })).toBe("overridden+extended");
    expect(isOverdue(story.lead)).toBe(false);
    expect(nextStep(story.lead)).toMatchObject({ do: "overdue", at: instant(begun + 5 * HOUR) });
    story.nextTick();
    expect(isOverdue(story.lead)).toBe(true);
    expect(story.last("overdue").notice).toBe(`notice:${story.lead.id}:1:1`);
    story.nextTick();
    expect(toMs(story.now)).toBe(begun + 7 * HOUR);
    expect(story.lead.state).toBe("tank");
  });

  it("leaves overdue what is overdue still, and passes over no step that is due", () => {
    const story = new Story().offered();
    story.nextTick(HOUR);
    expect(override(story, { do: "extend", byMs: HOUR / 2 })).toBe("overridden+extended");
    expect(isOverdue(story.lead)).toBe(true);
    const late = new Story().offered();
    late.turnClock(3 * HOUR);
    override(late, { do: "extend", byMs: HOUR / 2 });
    expect(nextStep(late.lead)?.do).toBe("overdue");
  });

  it("lifts a suppression: the rule does not count in the new cycle, the others do", () => {
    const story = suppressed();
    const decision = story.do(overriding(story.lead, { do: "unsuppress" }));
    expect(said(decision)).toBe("overridden+reopened+qualified+offered");
    expect(decision.ok && decision.effects.liftSuppression).toBe(true);
    expect(story.lead).toMatchObject({
      cycle: 2,
      score: 40,
      tier: "2",
      lifted: ["rule:competitor", "score", "routing"],
    });
    expect(story.last("overridden")).toMatchObject({
      rule: "competitor",
      rulesWouldHave: { state: "suppressed", next: null, rep: null },
    });
  });

  it("reopens what was accepted, recycled or in nurture, in the next cycle and before a rep", () => {
    const accepted = new Story().offered();
    accepted.do({ do: "accept", by: accepted.owner ?? "", turn: 1 });
    expect(override(accepted, { do: "reopen" })).toBe("overridden+reopened+qualified+offered");
    const nurture = new Story({ submission: { ...JANE, country: "FR" } });
    nurture.nextTick();
    expect(nurture.lead.state).toBe("nurture");
    expect(override(nurture, { do: "reopen" })).toMatch(
      /^overridden\+reopened\+qualified\+(offered|unrouted)$/,
    );
    expect(nurture.lead.cycle).toBe(2);
  });

  it("is a manager's alone, and an attempt by anybody else goes on record", () => {
    const story = new Story().offered();
    for (const by of [story.owner ?? "", "U0STEWARD", "U0OVERFLOW", "U0STRANGER"]) {
      const decision = story.do(overriding(story.lead, { do: "reassign", rep: "U0BOB" }, { by }));
      expect(decision).toMatchObject({ ok: false, refused: "not_manager" });
      expect(decision.ok || decision.record).toMatchObject({ type: "refused", attempt: "override", by });
    }
  });

  it.each([
    ["an unknown reason code", { reasonCode: "because" }, "reason_unknown"],
    ["a justification of blanks", { justification: `too short${" ".repeat(40)}` }, "justification_short"],
    ["evidence that is no link", { evidence: "javascript:alert(1)" }, "evidence_no_link"],
  ])("is refused with %s", (_, more, code) => {
    const story = new Story().offered();
    expect(override(story, { do: "extend", byMs: HOUR }, more)).toBe(code);
  });

  it("is refused for a rep who is not there, for the one who has it, and where it makes no sense", () => {
    const story = new Story().offered();
    expect(override(story, { do: "reassign", rep: "U0NOBODY" })).toBe("rep_unavailable");
    expect(override(story, { do: "reassign", rep: story.owner ?? "" })).toBe("rep_has_it");
    expect(override(story, { do: "unsuppress" })).toBe("override_unfit");
    expect(override(story, { do: "extend", byMs: 400 * 24 * HOUR })).toBe("extend_too_long");
    expect(
      said(story.do({ ...overriding(story.lead, { do: "extend", byMs: HOUR }), turn: 0 } as Command)),
    ).toBe("moved_on");
    expect(override(new Story(), { do: "reassign", rep: "U0BOB" })).toBe("override_unfit");
  });
});

describe("an override that needs a second manager", () => {
  const asked = () => {
    const story = withTwo(suppressed(BOTH));
    expect(override(story, { do: "unsuppress" })).toBe("evidence_missing");
    expect(override(story, { do: "unsuppress" }, { evidence: "https://crm.example/deal/1" })).toBe(
      "override_asked",
    );
    return story;
  };

  it("is refused at once where there is nobody else who could approve", () => {
    const alone = suppressed(BOTH);
    const link = { evidence: "https://crm.example/deal/1" };
    expect(override(alone, { do: "unsuppress" }, link)).toBe("no_approver");
    const two = withTwo(suppressed(BOTH));
    two.gone.set("U0SECOND", "deactivated");
    expect(override(two, { do: "unsuppress" }, link)).toBe("no_approver");
  });

  it("changes nothing until somebody else approves", () => {
    const story = asked();
    expect(story.lead.state).toBe("suppressed");
    expect(nextDue(story.lead)).toMatchObject({ ladder: "override", do: "remind" });
    expect(said(story.do({ do: "approve_override", by: "U0MANAGER", no: 1 }))).toBe("own_override");
    expect(said(story.do({ do: "approve_override", by: "U0STEWARD", no: 1 }))).toBe("not_manager");
    expect(said(story.do({ do: "approve_override", by: "U0SECOND", no: 1 }))).toBe(
      "overridden+reopened+qualified+offered",
    );
    expect(story.lead.overrides[0]?.standing).toMatchObject({ is: "done", approvedBy: "U0SECOND" });
    expect(said(story.do({ do: "approve_override", by: "U0SECOND", no: 1 }))).toBe("nothing");
    expect(said(story.do({ do: "reject_override", by: "U0SECOND", no: 1 }))).toBe("override_answered");
    expect(nextDue(story.lead)?.ladder).not.toBe("override");
  });

  it("reminds, and ends by the clock when nobody answers", () => {
    const story = asked();
    for (const [at, type] of [
      [4, "override_reminded"],
      [24, "override_rejected"],
    ] as const) {
      const next = nextDue(story.lead);
      if (!next) throw new Error("nothing is due");
      expect((toMs(next.at) - toMs(story.now)) / HOUR).toBe(at === 4 ? 4 : 20);
      story.now = next.at;
      story.do({ do: "tick", ladder: next.ladder, step: next.step });
      expect(story.types().at(-1)).toBe(type);
    }
    expect(story.lead.overrides[0]?.standing.is).toBe("expired");
    expect(nextDue(story.lead)).toBeNull();
  });

  it("runs beside the lead's own clock, and is off when the lead has moved on", () => {
    const story = withTwo(new Story({ policy: BOTH })).offered();
    expect(override(story, { do: "extend", byMs: HOUR })).toBe("override_asked");
    expect(override(story, { do: "reassign", rep: "U0BOB" })).toBe("override_pending");
    expect(nextDue(story.lead)).toMatchObject({ ladder: "offer", do: "overdue" });
    story.do({ do: "accept", by: story.owner ?? "", turn: 1 });
    expect(nextDue(story.lead)).toMatchObject({ ladder: "override", do: "remind" });
    expect(said(story.do({ do: "approve_override", by: "U0SECOND", no: 1 }))).toBe("override_rejected");
    expect(story.lead.overrides[0]?.standing).toMatchObject({ is: "moved_on", by: "U0SECOND" });
    expect(replay(story.events)).toEqual(story.lead);
  });
});

describe("before the form opens", () => {
  const may = (story: Story, by: string) => said(story.do({ do: "open_override", by }));

  it("it may for a manager, where there is something to decide", () => {
    expect(may(new Story().offered(), "U0MANAGER")).toBe("nothing");
    expect(may(new Story(), "U0MANAGER")).toBe("override_unfit");
  });

  it("an attempt by anybody else goes on record", () => {
    const decision = new Story().offered().do({ do: "open_override", by: "U0ALICE" });
    expect(decision).toMatchObject({
      ...{ ok: false, refused: "not_manager" },
      record: { type: "refused", attempt: "override", by: "U0ALICE", code: "not_manager" },
    });
  });
});

describe("an override in the way of another", () => {
  it("is in nobody's way once the lead has moved on: it ends, and the other one is done", () => {
    const story = withTwo(new Story({ policy: BOTH })).offered();
    override(story, { do: "extend", byMs: HOUR });
    expect(said(story.do({ do: "open_override", by: "U0SECOND" }))).toBe("override_pending");
    story.nextTick();
    story.nextTick();
    expect(story.lead.state).toBe("tank");
    expect(said(story.do({ do: "open_override", by: "U0SECOND" }))).toBe("nothing");
    expect(override(story, { do: "reassign", rep: "U0BOB" }, { by: "U0SECOND" })).toBe(
      "override_rejected+overridden+offered",
    );
    expect(story.lead.overrides.map(({ standing }) => standing.is)).toEqual(["moved_on", "done"]);
    expect(replay(story.events)).toEqual(story.lead);
  });
});

describe("a review of an override", () => {
  it("is a steward's, once, and never of one's own", () => {
    const story = new Story().offered();
    const stewards = ["U0STEWARD", "U0MANAGER"];
    story.team = { ...story.team, roles: { ...story.team.roles, stewards } };
    override(story, { do: "extend", byMs: HOUR });
    const review = (by: string) => said(story.do({ do: "review_override", by, no: 1, note: "fine" }));
    expect(review("U0ALICE")).toBe("not_steward");
    expect(review("U0MANAGER")).toBe("own_override");
    expect(review("U0STEWARD")).toBe("override_reviewed");
    expect(review("U0STEWARD")).toBe("nothing");
    expect(story.person.overrides[0]).toMatchObject({ no: 1, note: "fine", evidence: null });
  });
});
