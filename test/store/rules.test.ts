import { beforeEach, expect, test } from "vitest";
import { verifyDatabase } from "../../src/app/audit/verifyDatabase.ts";
import { RULES_CHAIN } from "../../src/domain/rulesEvents.ts";
import { parsePolicy } from "../../src/policy/compilePolicy.ts";
import { parseTeam } from "../../src/policy/compileTeam.ts";
import { publishIn } from "../support/publish.ts";
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

onBothDatabases(({ stores: { rules, audit }, other, database, empty }) => {
  beforeEach(empty);

  /** Past the triggers. */
  const tamper = (sql: string) =>
    database.pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);

  const publish = (minimum: number, minute = 0) =>
    publishIn(rules, parsedPolicy(minimum), { note: `minimum ${minimum}`, at: at(minute) });
  const WEEK_MS = 7 * 24 * 3_600_000;
  const tryOn = (minimum: number, share: number, minute: number, through = rules) =>
    publishIn(through, parsedPolicy(minimum), {
      note: `minimum ${minimum}`,
      at: at(minute),
      canary: { share, forMs: WEEK_MS },
      stewards: ["U0STEWARD"],
    });
  const said = (minute: number) => ({
    ...{ canonical: null, by: "Dana", note: "", actor: "command", at: at(minute), stewards: ["U0STEWARD"] },
  });
  const promote = (minute: number, version: number | null = null, through = rules) =>
    through.release({ command: { do: "promote", version, tallies: null }, ...said(minute) });
  const rollBack = (minute: number, version: number | null = null, through = rules) =>
    through.release({
      command: { do: "roll_back", version, because: null, tallies: null },
      ...said(minute),
    });
  const statuses = async () =>
    Object.fromEntries((await rules.policies()).map(({ version, status }) => [version, status]));
  const released = (version: number) => ({ kind: "released", version: { version } });

  test("before the first publication nothing is active", async () => {
    expect(await rules.activePolicy()).toBeNull();
    expect(await rules.activeTeam()).toBeNull();
    expect(await rules.policy(1)).toBeNull();
    expect(await rules.policies()).toEqual([]);
  });

  test("a publication is active at once, in every instance; versions before it stay as they were", async () => {
    expect(await publish(10)).toMatchObject(released(1));
    expect((await other.rules.activePolicy())?.policy.score.minimum).toBe(10);
    expect(await publish(20, 5)).toMatchObject(released(2));
    const active = await other.rules.activePolicy();
    expect(active?.ref).toEqual({ version: 2, hash: parsedPolicy(20).hash });
    expect(active?.policy.score.minimum).toBe(20);
    expect((await rules.policy(1))?.policy.score.minimum).toBe(10);
    expect(await rules.policies()).toEqual([
      {
        version: 2,
        hash: parsedPolicy(20).hash,
        status: "active",
        by: "Ann",
        note: "minimum 20",
        at: at(5),
        canary: null,
      },
      {
        version: 1,
        hash: parsedPolicy(10).hash,
        status: "retired",
        by: "Ann",
        note: "minimum 10",
        at: at(0),
        canary: null,
      },
    ]);
  });

  test("publishing what is active changes nothing; going back to an earlier content is a new version", async () => {
    await publish(10);
    expect(await publish(10)).toMatchObject({ kind: "same", version: { version: 1 } });
    await publish(20);
    expect(await publish(10)).toMatchObject(released(3));
  });

  test("ten people publishing at once make one version after the other", async () => {
    const results = await Promise.all(Array.from({ length: 10 }, (_, n) => publish(n)));
    const numbers = results.flatMap((result) => (result.kind === "released" ? result.version.version : []));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
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
    const share = database.pool.query('UPDATE "PolicyVersion" SET share = 0.5');
    await expect(share).rejects.toMatchObject({ code: "BA001" });
  });

  test("a canary is in force beside the active version, in every instance, and changes nothing else", async () => {
    await publish(10);
    expect(await tryOn(20, 0.1, 5)).toMatchObject({ ...released(2), inForce: { version: 1 } });
    const { active, canary } = await other.rules.inForce();
    expect(active?.ref.version).toBe(1);
    expect(canary?.policy.score.minimum).toBe(20);
    expect(canary).toMatchObject({ ref: { version: 2 }, share: 0.1, control: 1, since: at(5) });
    expect(canary?.until).toBe(at(5 + WEEK_MS / 60_000));
    expect((await rules.activePolicy())?.ref.version).toBe(1);
  });

  test("a canary needs something in force to be compared with", async () => {
    expect(await tryOn(20, 0.1, 0)).toEqual({ kind: "refused", refused: "no_control" });
    expect(await rules.policies()).toEqual([]);
  });

  test("while a canary runs nothing else is published", async () => {
    await publish(10);
    await tryOn(20, 0.1, 0);
    expect(await publish(30)).toMatchObject({ refused: "canary_runs", version: 2, same: false });
    expect(await tryOn(30, 0.1, 1)).toMatchObject({ refused: "canary_runs", version: 2, same: false });
    expect(await publish(20), "the canary itself, in full").toMatchObject({ version: 2, same: true });
    expect(await tryOn(20, 0.2, 1), "with another share").toMatchObject({ version: 2, same: true });
    expect(await tryOn(20, 0.1, 1)).toMatchObject({ kind: "same", status: "canary" });
    expect(await publish(10)).toMatchObject({ kind: "same", status: "active" });
    expect(await statuses()).toEqual({ 1: "active", 2: "canary" });
  });

  test("a promoted canary is the active version, and the one before is what a roll-back returns to", async () => {
    await publish(10);
    await tryOn(20, 0.1, 0);
    expect(await promote(9)).toMatchObject({ ...released(2), inForce: { version: 2 } });
    expect(await statuses()).toEqual({ 1: "retired", 2: "active" });
    expect((await rules.policies())[0]?.canary?.ended).toMatchObject({ at: at(9), actor: "command" });
    expect(await rollBack(10)).toMatchObject({ ...released(2), inForce: { version: 1 } });
    expect(await statuses()).toEqual({ 1: "active", 2: "rolled_back" });
    expect((await other.rules.activePolicy())?.ref.version).toBe(1);
  });

  test("rolling back ends a canary first, then goes back version by version, and never to one rolled back", async () => {
    for (const minimum of [10, 20, 30]) await publish(minimum);
    await tryOn(40, 0.5, 0);
    expect(await rollBack(1)).toMatchObject({ ...released(4), inForce: { version: 3 } });
    expect(await rollBack(2)).toMatchObject({ ...released(3), inForce: { version: 2 } });
    expect(await publish(50)).toMatchObject(released(5));
    expect(await rollBack(3)).toMatchObject({ ...released(5), inForce: { version: 2 } });
    expect(await rollBack(4)).toMatchObject({ ...released(2), inForce: { version: 1 } });
    expect(await rollBack(5)).toEqual({ kind: "refused", refused: "nothing_before", version: 1 });
    expect(await statuses()).toEqual({
      ...{ 1: "active", 2: "rolled_back", 3: "rolled_back", 4: "rolled_back", 5: "rolled_back" },
    });
  });

  test("without a canary there is nothing to promote; one that is over is named by what became of it", async () => {
    await publish(10);
    expect(await promote(0)).toEqual({ kind: "refused", refused: "no_canary", status: null });
    await tryOn(20, 0.1, 0);
    await rollBack(1, 2);
    await tryOn(30, 0.1, 2);
    expect(await promote(3, 2)).toEqual({ kind: "refused", refused: "no_canary", status: "rolled_back" });
    expect(await rollBack(3, 2)).toEqual({ kind: "refused", refused: "no_canary", status: "rolled_back" });
    expect(await statuses()).toMatchObject({ 1: "active", 3: "canary" });
  });

  test("of two instances that end a canary at once one does, and of ten that begin one, one", async () => {
    await publish(10);
    const begun = await Promise.all(
      Array.from({ length: 10 }, (_, n) => tryOn(20 + n, 0.1, 0, n % 2 === 0 ? rules : other.rules)),
    );
    expect(begun.filter(({ kind }) => kind === "released")).toHaveLength(1);
    const ended = await Promise.all([promote(1, 2), rollBack(1, 2, other.rules)]);
    expect(ended.filter(({ kind }) => kind === "released")).toHaveLength(1);
  });

  test("every change of the rules is an event of a chain that is verified with the leads'", async () => {
    const { canonical, hash } = parsedTeam("Alice");
    await rules.applyTeam({ canonical, hash, by: "Ann", at: at(0) });
    await publish(10);
    await tryOn(20, 0.25, 1);
    await promote(2);
    await rollBack(3);
    const [chain] = await audit.chains([RULES_CHAIN]);
    expect(chain?.events.map(({ body }) => body)).toMatchObject([
      { type: "team_applied", team: { version: 1, hash }, by: "Ann" },
      { type: "policy_published", policy: { version: 1 }, canary: null, by: "Ann", note: "minimum 10" },
      { type: "policy_published", policy: { version: 2 }, canary: { share: 0.25, control: { version: 1 } } },
      { type: "policy_promoted", policy: { version: 2 }, before: { version: 1 }, by: "Dana" },
      { type: "policy_rolled_back", policy: { version: 2 }, canary: false, inForce: { version: 1 } },
    ]);
    await audit.appendLeaves();
    expect(await verifyDatabase(audit, null)).toMatchObject({ ok: true, events: 5, leads: 0 });
    await tamper(`UPDATE "LeadEvent" SET actor = 'nobody' WHERE "leadId" = '${RULES_CHAIN}' AND seq = 4`);
    const broken = await verifyDatabase(audit, null);
    expect(broken).toMatchObject({ ok: false, firstBroken: { eventId: chain?.events[3]?.id } });
    await tamper(`UPDATE "LeadEvent" SET actor = 'command' WHERE "leadId" = '${RULES_CHAIN}' AND seq = 4`);
    await tamper('DELETE FROM "Chain"');
    expect(await verifyDatabase(audit, null)).toMatchObject({ ok: false });
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
