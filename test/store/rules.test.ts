import { beforeEach, expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/compilePolicy.ts";
import { parseTeam } from "../../src/policy/compileTeam.ts";
import { onBothDatabases } from "./support/databases.ts";
import { at } from "./support/leads.ts";

const policyText = (minimum: number) => `
version: 1
score: { minimum: ${minimum}, rules: [{ id: demo, when: 'lead.intent == "demo"', points: 40 }] }
tiers: [{ id: "1", when: 'true' }]
route: { by: [territory], share: { weight: rep }, fallback: { after: 2m, to: overflow } }
ladders:
  offer: [{ after: 2h, do: overdue }, { after: 4h, do: tank }]
  tank: [{ after: 4h, do: overflow }]
  overflow: [{ after: 30m, do: remind }]
`;
const teamText = (name: string) => `
version: 1
timezone: Europe/London
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], stewards: [U0STEWARD], overflow: U0OVERFLOW }
reps: [{ slack: U0ALICE, name: ${name} }]
`;

function parsedPolicy(minimum: number) {
  const result = parsePolicy(policyText(minimum), "policy.yml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.policy;
}

function parsedTeam(name: string) {
  const result = parseTeam(teamText(name), "team.yml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.team;
}

onBothDatabases(({ stores: { rules }, other, database, empty }) => {
  beforeEach(empty);

  const publish = (minimum: number, minute = 0) => {
    const { canonical, hash } = parsedPolicy(minimum);
    return rules.publishPolicy({ canonical, hash, by: "Ann", note: `minimum ${minimum}`, at: at(minute) });
  };

  test("before the first publication nothing is active", async () => {
    expect(await rules.activePolicy()).toBeNull();
    expect(await rules.activeTeam()).toBeNull();
    expect(await rules.policy(1)).toBeNull();
    expect(await rules.policies()).toEqual([]);
  });

  test("a publication is active at once, in every instance; versions before it stay as they were", async () => {
    expect(await publish(10)).toEqual({ version: 1, same: false });
    expect((await other.rules.activePolicy())?.policy.score.minimum).toBe(10);
    expect(await publish(20, 5)).toEqual({ version: 2, same: false });
    const active = await other.rules.activePolicy();
    expect(active?.ref).toEqual({ version: 2, hash: parsedPolicy(20).hash });
    expect(active?.policy.score.minimum).toBe(20);
    expect((await rules.policy(1))?.policy.score.minimum).toBe(10);
    expect(await rules.policies()).toEqual([
      { version: 2, hash: parsedPolicy(20).hash, status: "active", by: "Ann", note: "minimum 20", at: at(5) },
      {
        version: 1,
        hash: parsedPolicy(10).hash,
        status: "retired",
        by: "Ann",
        note: "minimum 10",
        at: at(0),
      },
    ]);
  });

  test("publishing what is active changes nothing; going back to an earlier content is a new version", async () => {
    await publish(10);
    expect(await publish(10)).toEqual({ version: 1, same: true });
    await publish(20);
    expect(await publish(10)).toEqual({ version: 3, same: false });
  });

  test("ten people publishing at once make one version after the other", async () => {
    const results = await Promise.all(Array.from({ length: 10 }, (_, n) => publish(n)));
    expect(results.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, n) => n + 1),
    );
    expect((await rules.policies()).filter(({ status }) => status === "active")).toMatchObject([
      { version: 10 },
    ]);
  });

  test("the content of a version cannot be changed", async () => {
    await publish(10);
    const change = (column: string) => database.pool.query(`UPDATE "PolicyVersion" SET ${column} = 'x'`);
    for (const column of ["canonical", "hash", "by", "note"]) {
      await expect(change(column), column).rejects.toMatchObject({ code: "BA001" });
    }
  });

  test("a team is applied and read back as it was", async () => {
    const apply = (name: string) => {
      const { canonical, hash } = parsedTeam(name);
      return rules.applyTeam({ canonical, hash, by: "Ann", at: at(0) });
    };
    expect(await apply("Alice")).toEqual({ version: 1, same: false });
    expect(await apply("Alice")).toEqual({ version: 1, same: true });
    expect(await apply("Alicia")).toEqual({ version: 2, same: false });
    expect(await other.rules.activeTeam()).toEqual({ version: 2, team: parsedTeam("Alicia") });
  });
});
