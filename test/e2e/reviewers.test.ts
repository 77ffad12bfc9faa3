// Who is asked in a review when somebody, or a channel, is not there.
import { expect, it } from "vitest";
import { instant } from "../../src/clock.ts";
import { parseTeam } from "../../src/policy/index.ts";
import { realPostgres } from "../support/database.ts";
import {
  AMBIGUOUS,
  only,
  openReviews,
  PARTNER,
  PARTNERED,
  posted,
  REVIEW_TEAM,
  TRIAGE,
  visible,
} from "../support/reviews.ts";

const MINUTE = 60_000;

it("a reviewer who is deactivated loses the review to the next, within fifteen seconds", async () => {
  await using space = await openReviews();
  const id = await posted(space, AMBIGUOUS);
  await space.sim.deactivate("U0TINA");
  const owner = async () => ((await space.lead(id)) as { owner: { slack: string } }).owner.slack;
  await expect.poll(owner, { timeout: 15_000 }).toBe("U0TOM");
  // Slack takes one message a second in a channel.
  await space.turn(2_000);
  const [old, fresh] = space.sim.messages(TRIAGE);
  expect(visible(old)).toContain("Taken away: the reviewer's Slack account is deactivated");
  expect(visible(fresh)).toContain("<@U0TOM>");
});

it("with no reviewer left the Overflow Manager is asked in their direct message, and may answer", async () => {
  await using space = await openReviews();
  const id = await posted(space, PARTNERED);
  await space.baton.engine.loseRep("U0PAULA", "unreachable");
  await space.settle();
  expect(visible(space.sim.messages(PARTNER)[0])).toContain("Taken away");
  await space.sim.user("U0OVERFLOW").press(space.card("U0OVERFLOW"), "Approve");
  await space.settle();
  expect(await space.lead(id)).toMatchObject({ state: "offered" });
  expect(visible(space.card("U0OVERFLOW"))).toContain("Approved by Otto");
});

it("a channel that takes no card: the next is asked, at last the Overflow Manager in a direct message", async () => {
  await using space = await openReviews();
  space.sim.fault({
    kind: "error",
    code: "is_archived",
    method: "chat.postMessage",
    channel: TRIAGE,
    times: 9,
  });
  const id = await posted(space, AMBIGUOUS);
  await space.turn(MINUTE);
  expect(await space.lead(id)).toMatchObject({ state: "review", owner: { slack: "U0OVERFLOW" } });
  expect(visible(space.card("U0OVERFLOW"))).toContain("Approve");
});

it("Slack is away while a review is asked and decides itself: it shows what is true when it is back", async () => {
  await using space = await openReviews();
  space.sim.fault({ kind: "http_500" });
  const id = await posted(space, AMBIGUOUS);
  await space.turn(31 * MINUTE);
  expect(await space.lead(id)).toMatchObject({ state: "offered" });
  space.sim.clearFaults();
  await space.turn(5 * MINUTE);
  expect(visible(only(space, TRIAGE))).toContain("Approved: nobody answered in time");
});

it("of two reviewers at the same moment, on two instances, one decides and the other is told", async () => {
  const postgres = await realPostgres();
  await using space = await openReviews({ databaseUrl: postgres.url });
  const other = await space.another();
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) {
    const { body } = await space.post({
      ...AMBIGUOUS,
      externalId: `two-${n}`,
      email: `jane${n}@acme${n}.example`,
      phone: undefined,
      lastName: `Doe${n}`,
    });
    ids.push(body.leadId);
  }
  await space.settle();
  for (const id of ids) {
    const outcomes = await Promise.all([
      space.baton.engine.run(id, { do: "approve", by: "U0TINA", turn: 1, answers: {} }),
      other.engine.run(id, { do: "reject", by: "U0TOM", turn: 1, answers: {} }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", "refused"]);
    const types = (await space.baton.services.leads.events(id)).map(({ body }) => body.type);
    expect(types.filter((type) => type === "approved" || type === "rejected")).toHaveLength(1);
  }
});

it("a reviewer taken off the team between two runs loses the review to whoever is on it", async () => {
  await using space = await openReviews();
  const id = await posted(space, AMBIGUOUS);
  const parsed = parseTeam(REVIEW_TEAM.replace("triage: [U0TINA, U0TOM]", "triage: [U0TOM]"), "team.yml");
  if (!parsed.ok) throw new Error("the test's team is faulty");
  const { canonical, hash } = parsed.team;
  await space.baton.services.rules.applyTeam({ canonical, hash, by: "test", at: instant(space.clock.now()) });
  const owner = async () => ((await space.lead(id)) as { owner: { slack: string } }).owner.slack;
  await expect.poll(owner, { timeout: 10_000 }).toBe("U0TOM");
});
