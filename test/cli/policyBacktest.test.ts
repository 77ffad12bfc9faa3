import { beforeEach, describe, expect, test } from "vitest";
import { TurnedClock } from "../../src/clock.ts";
import { servicesOn } from "../../src/services.ts";
import type { Database } from "../../src/store/database/open.ts";
import { onBothDatabases } from "../store/support/databases.ts";
import { POLICY } from "../support/fixtures.ts";
import { Past } from "../support/past.ts";
import { newFolder, run, write } from "./support.ts";

const folder = newFolder();
const MINUTE = 60_000;

onBothDatabases(({ database, empty }) => {
  beforeEach(async () => {
    await empty();
    write(folder, "policy.yml", POLICY);
    write(folder, "stricter.yml", POLICY.replace("minimum: 20", "minimum: 60"));
  });

  const begin = async () => {
    const clock = new TurnedClock(Date.parse("2026-11-23T09:00:00.000Z"));
    const services = await servicesOn(database, clock);
    const past = new Past(services, clock);
    await past.publish();
    const baton = (...argv: string[]) => run(["policy", "backtest", ...argv], services, folder);
    const json = async (...argv: string[]) => JSON.parse((await baton(...argv, "--json")).out);
    return { past, services, baton, json };
  };

  /** Demo requests: tier 2, and under the stricter policy nurture. */
  const demos = async (past: Past, count: number) => {
    const ids = await past.receive(
      Array.from({ length: count }, (_, n) => ({
        ...{ externalId: `d-${n}`, email: `d${n}@acme.com`, country: "GB", intent: "demo" },
      })),
    );
    await past.turn(3 * MINUTE);
    return ids;
  };

  describe("policy backtest", () => {
    test("shows old by new, what became of the leads that change, and ends in its speed", async () => {
      const { past, baton } = await begin();
      const [first = "", second = ""] = await demos(past, 3);
      await past.accept(first);
      await past.recycle(second, { reason: "budget" });
      const { code, out, err } = await baton("stricter.yml");
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(/^stricter\.yml \([0-9a-f]{8}\): of 3 leads, 3 change \(100\.0 %\)\.\n/);
      expect(out).toMatch(/^was \\ would be {2}nurture\ntier 2 {10}3\n/m);
      expect(out).toMatch(new RegExp(`^${first} {2}tier 2 {2}nurture {3}accepted$`, "m"));
      expect(out).toMatch(new RegExp(`^${second} {2}tier 2 {2}nurture {3}recycled budget$`, "m"));
      expect(out).toMatch(/^minimum {2}0 {6}3 {11}\+3$/m);
      expect(out).toMatch(
        /^What became of 2 leads is known \(accepted or recycled by a rep\): 50\.0 % converted\.$/m,
      );
      expect(out).toMatch(/^AUC 0\.5000, would be 0\.5000$/m);
      expect(out).toMatch(/3 leads decided again: \d+ leads\/s\n$/);
    });

    test("says so when nothing changes, and draws no bar without a terminal", async () => {
      const { past, baton, json } = await begin();
      await demos(past, 2);
      const { code, out, err } = await baton("policy.yml");
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain("of 2 leads, no lead changes.");
      expect(out).toContain("Rules: All 5 as often as before.");
      expect(await json("policy.yml")).toMatchObject({ leads: 2, changed: 0, changes: [] });
    });

    test("gives the whole of it as one JSON value, every lead that changes in it", async () => {
      const { past, baton, json } = await begin();
      const ids = await demos(past, 30);
      expect(await json("stricter.yml")).toEqual({
        leads: 30,
        changed: 30,
        leadsPerSecond: expect.any(Number),
        table: [{ from: "tier 2", to: "nurture", leads: 30 }],
        rules: [
          { id: "demo", old: 30, new: 30 },
          ...["size", "senior-title", "competitor", "country"].map((id) => ({ id, old: 0, new: 0 })),
          { id: "minimum", old: 0, new: 30 },
        ],
        fates: [{ from: "tier 2", to: "nurture", became: "offered", leads: 30 }],
        changes: ids.map((leadId) => ({ leadId, from: "tier 2", to: "nurture", became: "offered" })),
        outcomes: null,
        leftOut: { undecided: 0, forgotten: 0, merged: 0 },
      });
      const { out } = await baton("stricter.yml");
      expect(out).toContain("and 20 more: see --json\n");
      expect(out.split("\n").length).toBeLessThan(40);
    });

    test("is an answer on an empty database, too", async () => {
      const { baton, json } = await begin();
      const { code, out } = await baton("policy.yml");
      expect(code).toBe(0);
      expect(out).toMatch(/no lead on record has been decided\.\n\n0 leads decided again: 0 leads\/s\n$/);
      expect(await json("policy.yml")).toMatchObject({ leads: 0, changed: 0, table: [], changes: [] });
    });

    test("takes outcomes from a file, in its words and by source where it has one", async () => {
      const { past, baton, json } = await begin();
      await past.receive([
        { externalId: "a", email: "a@acme.com", country: "GB", intent: "demo" },
        { externalId: "b", email: "b@acme.com", country: "GB" },
      ]);
      await past.receive([{ externalId: "b", email: "c@acme.com", country: "GB", intent: "demo" }], "crm");
      await past.turn(3 * MINUTE);
      write(folder, "won.csv", "Source,externalId,Converted\nwebsite,a,yes\nwebsite,b,0\ncrm,b,\ncrm,z,1\n");
      const { outcomes } = await json("policy.yml", "--outcome", "won.csv");
      expect(outcomes.old).toMatchObject({ leads: 2, converted: 1, auc: 1 });
      expect(outcomes.old.bands).toEqual([
        { from: 0, to: 10, leads: 1, converted: 0 },
        { from: 40, to: 50, leads: 1, converted: 1 },
      ]);
      expect((await baton("policy.yml", "--outcome", "won.csv")).out).toMatch(
        /^What became of 2 leads is known \(by won\.csv\): 50\.0 % converted\.\n.*\n0 to 9 {4}1 {11}0\.0 % .*\n40 to 49 {2}1 {11}100\.0 % /m,
      );
      write(folder, "won.csv", "externalId,converted\nnobody,1\n");
      expect((await baton("policy.yml", "--outcome", "won.csv")).out).toContain(
        "won.csv says of none of these leads what became of it.\n",
      );
    });

    test.each([
      [
        "id,converted\na,1\n",
        /^won\.csv:1: has no column 'externalId'; it needs externalId and converted\n$/,
      ],
      ["externalId,won\na,1\n", /^won\.csv:1: has no column 'converted'/],
      ["externalId,converted\na,1\na,1\na,no\n", /^won\.csv:4: 'a' is there before with another outcome/],
      ["", /^won\.csv: the file is empty/],
    ])("cannot run with outcomes like %j", async (csv, line) => {
      const { baton } = await begin();
      write(folder, "won.csv", csv);
      const { code, out, err } = await baton("policy.yml", "--outcome", "won.csv");
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(line);
    });

    test("says of a faulty file what policy check says", async () => {
      const { baton, services } = await begin();
      write(
        folder,
        "bad.yml",
        POLICY.replace("minimum: 20", "minimun: 20").replace("employees >= 200", "employes > 2"),
      );
      const { code, out, err } = await baton("bad.yml");
      const check = await run(["policy", "check", "bad.yml"], services, folder);
      expect({ code, out, err }).toEqual({ code: 1, out: "", err: check.err });
      expect(await baton("nowhere.yml")).toMatchObject({
        code: 2,
        out: "",
        err: expect.stringMatching(/^nowhere\.yml: there is no such file/),
      });
    });

    test("writes nothing", async () => {
      const { past, baton } = await begin();
      await demos(past, 5);
      const before = await contents(database);
      expect(await baton("stricter.yml")).toMatchObject({ code: 0 });
      expect(await contents(database)).toEqual(before);
    });

    test("draws its bar on a terminal's standard error alone", async () => {
      const { past, services } = await begin();
      await demos(past, 3);
      const { out, err } = await run(["policy", "backtest", "policy.yml", "--json"], services, folder, {
        terminal: true,
      });
      expect(err).toContain("of 3 leads");
      expect(JSON.parse(out)).toMatchObject({ leads: 3 });
    });
  });
});

/** Every row of every table, in a hash each. */
async function contents({ pool }: Database): Promise<Record<string, unknown>> {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
  );
  const hashes: Record<string, unknown> = {};
  for (const { name } of rows) {
    const sql = `SELECT md5(string_agg(one::text, E'\\n' ORDER BY one::text)) AS hash FROM "${name}" AS one`;
    hashes[name] = (await pool.query(sql)).rows[0]?.hash;
  }
  return hashes;
}
