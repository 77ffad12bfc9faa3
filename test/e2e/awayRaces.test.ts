// Going away at the very moment at which leads are given out, on a real PostgreSQL with two instances.
import { expect, it } from "vitest";
import { realPostgres } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { openWorkspace, type Workspace } from "../support/workspace.ts";

const HOUR = 3_600_000;

const lead = (n: number) => ({
  externalId: `race-${n}`,
  email: `race${n}@company${n}.example`,
  country: "GB",
  intent: "demo",
  company: { name: `Company ${n}`, employees: 300 },
});

async function offersTo(space: Workspace, rep: string): Promise<number> {
  return (await space.baton.services.leads.openOffers()).get(rep) ?? 0;
}

it("once somebody is told that they are away, no offer reaches them, however many are given out meanwhile", async () => {
  const { url } = await realPostgres("empty");
  await using space = await openWorkspace({ databaseUrl: url });
  const other = await space.another();
  for (let round = 0; round < 6; round++) {
    await Promise.all(Array.from({ length: 10 }, (_, n) => space.post(lead(round * 10 + n))));
    space.clock.turnTo(space.clock.now() + 60_000);
    const rep = ["U0ALICE", "U0BOB", "U0CAROL"][round % 3] ?? "";
    const routing = Promise.all([space.baton.sweeper.drain(), other.sweeper.drain()]);
    const went = await other.absences.setAway({ person: rep, by: rep, until: null });
    const told = await offersTo(space, rep);
    expect(went).toMatchObject({ kind: "away" });
    await routing;
    await space.settle();
    expect(await offersTo(space, rep)).toBe(told);
    await space.baton.absences.setBack({ person: rep, by: rep });
  }
  const types = await space.baton.services.leads.openOffers();
  expect([...types.values()].reduce((sum, count) => sum + count, 0)).toBe(60);
});

it("of going away and claiming at once either the claim came first or it is refused", async () => {
  const { url } = await realPostgres("empty");
  const policy = POLICY.replace("claims_per_day: 2, cool_off: 10m", "claims_per_day: 50, cool_off: 0s");
  await using space = await openWorkspace({
    databaseUrl: url,
    policy,
    team: TEAM.replace("seniority: senior, territories: [GB, US]", "seniority: senior"),
  });
  const other = await space.another();
  const ids = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => (await space.post(lead(n))).body.leadId),
  );
  await space.turn(60_000);
  await space.turn(5 * HOUR);
  for (const id of ids) {
    const record = await space.baton.services.leads.load(id);
    if (record?.lead.state !== "tank") throw new Error(`the lead is ${record?.lead.state}`);
    const had = record.lead.turns[0]?.holder;
    const rep = ["U0ALICE", "U0BOB", "U0CAROL"].find((one) => one !== had) ?? "";
    const turn = record.lead.turns.length;
    const claiming = space.baton.engine.run(id, { do: "claim", by: rep, turn });
    await other.absences.setAway({ person: rep, by: rep, until: null });
    const whenTold = (await space.baton.services.leads.load(id))?.lead.state;
    const outcome = await claiming;
    expect(outcome).toMatchObject(
      whenTold === "accepted" ? { kind: "done" } : { kind: "refused", code: "away" },
    );
    await other.absences.setBack({ person: rep, by: rep });
  }
});

it("two instances put a return on record once, and the lead that waited for an opening goes to them", async () => {
  const { url } = await realPostgres("empty");
  const team = `
version: 1
timezone: Europe/London
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], stewards: [], overflow: U0OVERFLOW }
reps:
  - { slack: U0ALICE, name: Alice, hours: { mon: "08:00-18:00" } }
  - { slack: U0BOB, name: Bob, hours: { mon: "17:00-18:00" } }
`;
  const policy = POLICY.replace("route:\n", "route:\n  off_hours: wait\n").replace(
    ", to: { seniority: senior }",
    "",
  );
  await using space = await openWorkspace({ databaseUrl: url, team, policy });
  const other = await space.another();
  const until = "2026-03-02T12:00:00.000Z";
  await space.baton.absences.setAway({ person: "U0ALICE", by: "U0MANAGER", until });
  const { body } = await space.post(lead(1));
  await space.turn(60_000);
  // Bob's shift is all that the lead waits for: Alice is away.
  expect(await space.lead(body.leadId)).toMatchObject({ state: "routing" });
  await space.turn(2 * HOUR);
  await Promise.all([space.baton.absences.endOverdue(), other.absences.endOverdue()]);
  await Promise.all([space.baton.idle(), other.idle()]);
  await space.settle();
  expect(await space.lead(body.leadId)).toMatchObject({ state: "offered", owner: { slack: "U0ALICE" } });
  const { events } = await desk(space);
  expect(events).toEqual(["went_away", "came_back"]);
});

async function desk(space: Workspace) {
  const events: string[] = [];
  const leads = space.baton.services.leads;
  for (const { body } of await leads.events("desk")) events.push(body.type);
  return { events };
}
