// A team applied while no bot runs: whoever is no longer in it holds nothing soon after the next start.
import { expect, it } from "vitest";
import { instant } from "../../src/clock.ts";
import { parseTeam } from "../../src/policy/index.ts";
import { createStores } from "../../src/store/index.ts";
import { realPostgres } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { openWorkspace } from "../support/workspace.ts";

it("a rep taken off the team between two runs loses their open offers", async () => {
  const postgres = await realPostgres();
  const { rules, leads } = createStores(await postgres.open());
  await using space = await openWorkspace({ databaseUrl: postgres.url });
  const { body } = await space.post({
    externalId: "team-1",
    email: "jane@acme.example",
    country: "GB",
    intent: "demo",
    company: { name: "Acme", employees: 300 },
  });
  await space.settle();
  const firstTurn = async () => (await leads.load(body.leadId))?.lead.turns[0];
  const rep = (await firstTurn())?.holder ?? "";
  expect(rep).toMatch(/^U0/);
  await space.baton.stop();

  const without = TEAM.split("\n").filter((line) => !line.includes(rep));
  const parsed = parseTeam(without.join("\n"), "team.yml");
  if (!parsed.ok) throw new Error("the test's team is faulty");
  const { canonical, hash } = parsed.team;
  await rules.applyTeam({ canonical, hash, by: "test", at: instant(space.clock.now()) });
  await space.another();
  const end = async () => (await firstTurn())?.end;
  await expect.poll(end, { timeout: 10_000 }).toMatchObject({ how: "taken_away", why: "removed" });
});

it("a lead that waits for Monday goes to a rep whom another team puts on shift now", async () => {
  const night = TEAM.replace(
    "timezone: Europe/London",
    'timezone: Europe/London\nhours: { mon-fri: "09:00-18:00" }',
  );
  const policy = POLICY.replace("by: [territory", "off_hours: wait\n  by: [territory");
  await using space = await openWorkspace({ policy, team: night, startAt: "2026-03-27T21:00:00.000Z" });
  const { body } = await space.post({
    externalId: "team-2",
    email: "jane@acme.example",
    intent: "demo",
    country: "GB",
  });
  await space.settle();
  expect(await space.lead(body.leadId)).toMatchObject({ state: "routing" });

  const parsed = parseTeam(
    night.replace("name: Carol,", 'name: Carol, hours: { fri: "20:00-24:00" },'),
    "team.yml",
  );
  if (!parsed.ok) throw new Error("the test's team is faulty");
  const { canonical, hash } = parsed.team;
  await space.baton.services.rules.applyTeam({ canonical, hash, by: "test", at: instant(space.clock.now()) });
  await expect
    .poll(() => space.lead(body.leadId), { timeout: 10_000 })
    .toMatchObject({ state: "offered", owner: { slack: "U0CAROL" } });
});
