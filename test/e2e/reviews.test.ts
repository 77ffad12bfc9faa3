// People are asked before a rep is: reviews as they are seen in Slack.
import { describe, expect, it } from "vitest";
import {
  AMBIGUOUS,
  buttons,
  COMPLIANCE,
  only,
  openReviews,
  posted,
  REGULATED,
  TRIAGE,
  told,
  visible,
} from "../support/reviews.ts";
import { MANAGERS } from "../support/workspace.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe.each(["http", "socket"] as const)("over %s", (transport) => {
  it("the ambiguous is asked of triage in its channel, approved there, and with a rep at once", async () => {
    await using space = await openReviews({ transport });
    const id = await posted(space, AMBIGUOUS);
    expect(await space.lead(id)).toMatchObject({
      state: "review",
      owner: { slack: "U0TINA" },
      tier: "2",
      nextDeadline: { does: "approve", at: "2026-03-02T10:30:00.000Z" },
      why: [{ rule: "triage", read: { score: 40 } }, { rule: "demo" }],
    });
    const card = only(space, TRIAGE);
    for (const words of [
      "Acme, GB",
      "Score 40",
      "<@U0TINA>",
      "<@U0TOM>",
      "between 40 and 60",
      "Asked for a demo",
    ]) {
      expect(visible(card)).toContain(words);
    }
    expect(visible(card)).not.toMatch(/Jane|Doe|jane@|7946|Clerk|call me/);
    expect(card.text).toContain("Review (triage): Acme, GB");

    await space.sim.user("U0TOM").press(card, "Approve");
    await space.settle();
    const { state, owner } = (await space.lead(id)) as { state: string; owner: { slack: string } };
    expect(state).toBe("offered");
    expect(visible(only(space, TRIAGE))).toContain("Approved by Tom");
    expect(buttons(only(space, TRIAGE))).toBe(0);
    expect(visible(space.card(owner.slack))).toContain("Approved by Tom in triage");
    expect(space.sim.violations).toEqual([]);
  });

  it("a hold asks for its form: what is wrong is said at the field, what is right goes on record", async () => {
    await using space = await openReviews({ transport });
    const id = await posted(space, REGULATED);
    const card = only(space, COMPLIANCE);
    for (const words of ["On hold: No regulated industry", "company.industry: healthcare", "suppressed"]) {
      expect(visible(card)).toContain(words);
    }
    const lea = space.sim.user("U0LEA");
    await lea.press(card, "Approve");
    await space.sim.waitFor(() => lea.modal());
    expect(lea.modal()).toMatchObject({ title: { text: "Approve lead" }, submit: { text: "Approve" } });
    expect(JSON.stringify(lea.modal())).toContain("Jane Doe");
    await lea.fill("Why is it in order?", "<!channel> *They* asked us to.");
    await lea.fill("Contract", "Signed");
    await lea.fill("Seats", "12.5");
    await lea.fill("Cleared until", "2026-12-24");
    await lea.fill("Are you sure?", "Yes");
    expect(await lea.submit()).toMatchObject({ outcome: "closed" });
    await space.settle();
    expect(await space.lead(id)).toMatchObject({ state: "offered" });
    const record = await space.baton.services.leads.load(id);
    const fields = { basis: "<!channel> *They* asked us to.", contract: "Signed", seats: 12.5 };
    expect(record?.person.answers).toEqual([
      { turn: 1, by: "U0LEA", fields: { ...fields, until: "2026-12-24", sure: true } },
    ]);
    expect(visible(only(space, COMPLIANCE))).toContain("Approved by Lea");

    await space.sim.user("U0MANAGER").command(`/leads show ${id}`);
    const story = await space.sim.waitFor(() =>
      space.sim.user("U0MANAGER").find(({ ephemeralTo }) => ephemeralTo !== undefined),
    );
    expect(visible(story)).toContain("asked us to.");
    expect(visible(story)).not.toContain("<!channel>");
    expect(space.sim.violations).toEqual([]);
  });
});

it("a no is confirmed, and ends in nurture", async () => {
  await using space = await openReviews();
  const id = await posted(space, AMBIGUOUS);
  const tina = space.sim.user("U0TINA");
  await tina.press(only(space, TRIAGE), "Reject", { confirm: false });
  await space.settle();
  expect(await space.lead(id)).toMatchObject({ state: "review" });
  await tina.press(only(space, TRIAGE), "Reject");
  await space.settle();
  expect(await space.lead(id)).toMatchObject({ state: "nurture", owner: null });
  expect(visible(only(space, TRIAGE))).toContain("Rejected by Tina");
});

it("nobody answers: triage approves itself, and the card says so", async () => {
  await using space = await openReviews();
  const id = await posted(space, AMBIGUOUS);
  await space.turn(30 * MINUTE - 1000);
  expect(await space.lead(id)).toMatchObject({ state: "review" });
  await space.turn(2000);
  expect(await space.lead(id)).toMatchObject({ state: "offered" });
  expect(visible(only(space, TRIAGE))).toContain("Approved: nobody answered in time");
});

it("nobody answers: a hold is reminded of, handed on, told to the managers, and closed after two days", async () => {
  await using space = await openReviews();
  const id = await posted(space, REGULATED);
  const inChannel = () => space.sim.messages(COMPLIANCE);
  await space.turn(2 * HOUR);
  expect(inChannel()).toHaveLength(2);
  expect(visible(inChannel()[1])).toContain("asked: <@U0LEGAL>");
  await space.turn(4 * HOUR);
  expect(inChannel()).toHaveLength(3);
  expect(visible(inChannel()[2])).toContain("asked: <@U0LEA>");
  expect(visible(inChannel()[0])).toContain("<@U0LEA>");
  expect(await space.lead(id)).toMatchObject({ state: "review", owner: { slack: "U0LEA" } });
  expect(space.sim.messages(MANAGERS)).toHaveLength(0);
  await space.turn(6 * HOUR);
  expect(visible(space.sim.messages(MANAGERS)[0])).toContain("in review (compliance) for 12 h");
  await space.turn(36 * HOUR);
  expect(await space.lead(id)).toMatchObject({ state: "suppressed" });
  expect(visible(inChannel()[0])).toContain("Rejected: nobody answered in time");
  // The steps' messages are brought up to date, and no other is posted.
  expect(inChannel()).toHaveLength(3);
  for (const message of inChannel()) expect(visible(message)).toContain("nobody answered in time");
  expect(space.sim.violations).toEqual([]);
});

it("only the queue's reviewers answer; anybody else is told who can, and it is on record", async () => {
  await using space = await openReviews();
  const id = await posted(space, AMBIGUOUS);
  for (const person of ["U0PAULA", "U0MANAGER"]) {
    await space.sim.user(person).press(only(space, TRIAGE), "Approve");
    const answer = visible(await told(space, person, TRIAGE));
    expect(answer).toMatch(/Only the triage reviewers can answer this, such as (Tina|<@U0TINA>)/);
  }
  await space.settle();
  const events = (await space.baton.services.leads.events(id)).map(({ body }) => body);
  expect(events).toContainEqual({ type: "refused", attempt: "approve", by: "U0PAULA", code: "not_reviewer" });
  expect(await space.lead(id)).toMatchObject({ state: "review" });
});

it("Open shows the person to a reviewer, and to nobody else who is in the channel", async () => {
  await using space = await openReviews();
  await posted(space, AMBIGUOUS);
  await space.sim.user("U0TOM").press(only(space, TRIAGE), "Open");
  const modal = await space.sim.waitFor(() => space.sim.user("U0TOM").modal() ?? undefined);
  expect(JSON.stringify(modal)).toContain("jane@acme.example");
  await space.sim.user("U0PAULA").press(only(space, TRIAGE), "Open");
  await told(space, "U0PAULA", TRIAGE);
  expect(space.sim.user("U0PAULA").modal()).toBeNull();
});

it("a form that is old by the time it is sent changes nothing, and whoever sent it is told", async () => {
  await using space = await openReviews();
  const id = await posted(space, REGULATED);
  const card = only(space, COMPLIANCE);
  const [legal, lea] = [space.sim.user("U0LEGAL"), space.sim.user("U0LEA")];
  for (const [person, verb] of [
    [legal, "Approve"],
    [lea, "Reject"],
  ] as const) {
    await person.press(card, verb);
    await space.sim.waitFor(() => person.modal());
    await person.fill("Why is it in order?", "It is.");
    await person.fill("Are you sure?", "No");
  }
  await lea.submit();
  await legal.submit();
  await space.settle();
  const told = await space.sim.waitFor(() => legal.find(({ ephemeralTo }) => ephemeralTo === "U0LEGAL"));
  expect(visible(told)).toMatch(/(Lea|<@U0LEA>) rejected this lead/);
  expect(await space.lead(id)).toMatchObject({ state: "suppressed" });
});

it("managers see reviews in the queue, with whom is asked and when they end", async () => {
  await using space = await openReviews();
  await posted(space, AMBIGUOUS);
  await space.sim.user("U0MANAGER").command("/leads queue");
  const queue = await space.sim.waitFor(() =>
    space.sim.user("U0MANAGER").find(({ ephemeralTo }) => ephemeralTo !== undefined),
  );
  expect(visible(queue)).toContain("1 open: 0 overdue · 0 tank · 0 offered");
  for (const words of ["In review: triage", "U0TINA", "Approved by itself"])
    expect(visible(queue)).toContain(words);
});
