// A team applied while no bot runs: whoever is no longer in it holds nothing soon after the next start.
import { expect, it } from "vitest";
import { instant } from "../../src/clock.ts";
import { parseTeam } from "../../src/policy/index.ts";
import { createStores } from "../../src/store/index.ts";
import { realPostgres } from "../support/database.ts";
import { TEAM } from "../support/fixtures.ts";
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
