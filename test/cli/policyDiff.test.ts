import { beforeEach, describe, expect, test } from "vitest";
import { TurnedClock } from "../../src/clock.ts";
import { servicesOn } from "../../src/services.ts";
import { embeddedTestDatabase, truncateAll } from "../support/database.ts";
import { POLICY } from "../support/fixtures.ts";
import { newFolder, baton as process_, run, write } from "./support.ts";

const database = await embeddedTestDatabase();
const clock = new TurnedClock(Date.parse("2026-11-23T09:00:00.000Z"));
const services = await servicesOn(database, clock);
const folder = newFolder();
const baton = (...argv: string[]) => run(["policy", ...argv], services, folder);
const json = async (...argv: string[]) => JSON.parse((await baton(...argv, "--json")).out);

beforeEach(async () => {
  await truncateAll(database);
  write(folder, "policy.yml", POLICY);
});

/** What `policy diff` says of the test policy and this change of it, without the first line. */
async function words(...changes: [from: string, to: string][]): Promise<string[]> {
  const text = changes.reduce((policy, [from, to]) => {
    expect(policy).toContain(from);
    return policy.replace(from, to);
  }, POLICY);
  write(folder, "new.yml", text);
  const { code, out, err } = await baton("diff", "policy.yml", "new.yml");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [head, ...lines] = out.trimEnd().split("\n");
  expect(head).toMatch(
    new RegExp(`^policy\\.yml \\([0-9a-f]{8}\\) → new\\.yml \\([0-9a-f]{8}\\): ${lines.length} change`),
  );
  return lines.map((line) => line.trim());
}

describe("policy diff", () => {
  test.each<[string, [string, string][], string[]]>([
    [
      "a rule's points and condition, before and after",
      [
        ["points: 40", "points: 50"],
        ["employees >= 200", "employees >= 100"],
      ],
      ["rule demo: points 40 → 50", "rule size: when company.employees >= 200 → company.employees >= 100"],
    ],
    [
      "rules added and removed, whole",
      [
        [`    - { id: size, when: 'company.employees >= 200', points: 30 }\n`, ""],
        [
          "suppress: { at",
          `    - { id: visits, when: "lead.extra.visits > 5", points: 10, label: Often here }\nsuppress: { at`,
        ],
      ],
      [
        "rule size removed: 30 points, when company.employees >= 200",
        "rule visits added: 10 points, when lead.extra.visits > 5, label Often here",
      ],
    ],
    [
      "a rule that now suppresses, and a new id as one gone and one come",
      [["points: -100 }", "points: -100, suppress: true }"]],
      ["rule competitor: suppress false → true"],
    ],
    [
      "tiers, their reps, and their order",
      [
        ['score >= 80", to: { seniority: senior } }', 'score >= 90" }'],
        [`  - { id: "2", when: "score >= 40" }\n`, ""],
        ["tiers:\n", `tiers:\n  - { id: "2", when: "score >= 40", clock: wall }\n`],
      ],
      [
        "tier 1: to.seniority senior → none",
        "tier 1: when score >= 80 → score >= 90",
        "tier 2: clock none → wall",
        "order of each tier: 1, 2, 3 → 2, 1, 3",
      ],
    ],
    [
      "lanes and criteria",
      [
        ["min: 0s, max: 60s", "min: 5s, max: 60s"],
        [
          `  - { id: country, when: 'lead.country in ["GB", "DE", "US"]', missing: pass }`,
          `  - { id: country, when: 'lead.country == "GB"' }`,
        ],
      ],
      [
        "criterion country: missing pass → fail",
        `criterion country: when lead.country in ["GB", "DE", "US"] → lead.country == "GB"`,
        "lane demo-request: buffer.min 0s → 5s",
      ],
    ],
    [
      "ladders whole, with their clock",
      [
        ["offer: [{ after: 2h, do: overdue }, ", "offer: [{ after: 1h, do: overdue }, "],
        [
          "tank: [{ after: 4h, do: overflow }]",
          "tank: { clock: business, steps: [{ after: 4h, do: overflow }] }",
        ],
      ],
      [
        "ladder offer: 2h overdue, 4h tank → 1h overdue, 4h tank",
        "ladder tank: 4h overflow → 4h overflow (business clock)",
      ],
    ],
    [
      "lists by what is in them",
      [["competitors: [rival.example]", "competitors: [a.example, b.example]\n  free: [x.example]"]],
      [
        "list competitors: 2 added (a.example, b.example), 1 removed (rival.example)",
        "list free added: 1 texts (x.example)",
      ],
    ],
    [
      "sources, and everything else by its path",
      [
        ["version: 1\n", "version: 2\nsources: { acme: { kind: partner, partner: Acme } }\n"],
        ["suppress: { at: -50, days: 365 }\n", ""],
        ["by: [territory, product, language]", "by: [language, territory]"],
        ["minimum: 20", "minimum: 30"],
      ],
      [
        "route.by: territory, product, language → language, territory",
        "score.minimum: 20 → 30",
        "suppress.at: -50 → none",
        "suppress.days: 365 → none",
        "source acme added: kind partner, partner Acme",
        "version: 1 → 2",
      ],
    ],
    [
      "providers, checks, reviews and their ladders, also where there were none",
      [
        [
          "version: 1\n",
          `version: 1
sources: { acme: { review: { when: true, queue: partner } } }
enrichment: [{ id: email, kind: email }]
precedence: { company.employees: [crm, lead] }
checks: [{ id: consent, when: lead.consent.given, else: suppress }]
triage: { between: [40, 60], queue: triage }
`,
        ],
        [
          "ladders:\n",
          "ladders:\n  triage: [{ after: 30m, do: approve }]\n  partner: [{ after: 4h, do: reject }]\n",
        ],
        ["points: 40", "points: 40, decay: { half_life: 14d }"],
      ],
      [
        "check consent added: when lead.consent.given, else suppress, missing fail",
        "ladder partner: none → 4h reject",
        "ladder triage: none → 30m approve",
        "precedence.company.employees: none → crm, lead",
        "provider email added: kind email, lane email",
        "rule demo: decay.half_life none → 14d",
        `source acme added: kind form, review {"queue":"partner","when":"true"}`,
        "triage.between: none → 40, 60",
        "triage.queue: none → triage",
      ],
    ],
    [
      "keys whose usual is not written",
      [["version: 1\n", "version: 1\nidentity: { match: [email, phone] }\ncanary: { share: 5% }\n"]],
      ["canary.share: 10% → 5%", "identity.match: email → email, phone"],
    ],
  ])("says %s", async (_, changes, lines) => {
    expect((await words(...changes)).sort()).toEqual(lines.sort());
  });

  test("finds the same rules where only the writing differs", async () => {
    write(
      folder,
      "new.yml",
      `# the same\n${POLICY.replace("clock: wall", "clock:   wall # said otherwise")}`,
    );
    const { code, out } = await baton("diff", "policy.yml", "new.yml");
    expect(code).toBe(0);
    expect(out).toMatch(/^policy\.yml \((\w{8})\) and new\.yml \(\1\): the same rules\.\n$/);
    expect(await json("diff", "policy.yml", "new.yml")).toMatchObject({ same: true, changes: [] });
  });

  test("compares versions by number or hash, and versions with files", async () => {
    await baton("publish", "policy.yml", "--by", "Dana", "--note", "first");
    write(folder, "new.yml", POLICY.replace("minimum: 20", "minimum: 30"));
    await baton("publish", "new.yml", "--by", "Eve", "--note", "second");
    const [second, first] = await services.rules.policies();
    const changes = [
      { change: "changed", what: "setting", id: "score.minimum", field: null, from: 20, to: 30 },
    ];
    const a = { version: 1, hash: first?.hash, name: "Test" };
    const b = { version: 2, hash: second?.hash, name: "Test" };
    expect(await json("diff", "1", "2")).toEqual({ same: false, a, b, changes });
    expect(await json("diff", first?.hash.slice(0, 8) ?? "", second?.hash.toUpperCase() ?? "")).toEqual({
      ...{ same: false, a, b, changes },
    });
    expect(await json("diff", "1", "new.yml")).toEqual({
      same: false,
      a,
      b: { ...b, version: null },
      changes,
    });
    expect((await baton("diff", "2", "1")).out).toMatch(/^version 2 \(.*\) → version 1 \(.*\): 1 change\.\n/);
  });

  test("answers no for a version that there is not, and for a file that is no policy", async () => {
    expect(await baton("diff", "7", "policy.yml")).toMatchObject({ code: 1, out: "", err: /^/ });
    expect((await baton("diff", "7", "policy.yml")).err).toMatch(
      /^7: no such policy version; see: npx baton policy list/,
    );
    write(folder, "bad.yml", POLICY.replace("minimum", "minimun"));
    const { code, out, err } = await baton("diff", "policy.yml", "bad.yml");
    expect({ code, out, err }).toEqual({ code: 1, out: "", err: (await baton("check", "bad.yml")).err });
    expect(await baton("diff", "policy.yml", "nowhere.yml")).toMatchObject({ code: 2, out: "" });
  });

  test("needs no environment for two files", async () => {
    write(folder, "new.yml", POLICY.replace("minimum: 20", "minimum: 30"));
    const env = { DATABASE_URL: "not an address" };
    const answer = await process_(["policy", "diff", "policy.yml", "./new.yml"], { cwd: folder, env });
    expect(answer).toMatchObject({ code: 0, err: "" });
    expect(answer.out).toContain("  score.minimum: 20 → 30\n");
  });

  test("keeps a hostile file from writing to the terminal", async () => {
    const lines = await words(["name: Test", 'name: "\\e[31mred\\u0007\\nnext"']);
    expect(lines).toEqual(["name: Test → [31mred next"]);
  });
});

describe("policy list", () => {
  test("gives every version, newest first, with who published it, when and why", async () => {
    await baton("publish", "policy.yml", "--by", "Dana", "--note", "first");
    clock.turn(60_000);
    write(folder, "policy.yml", POLICY.replace("minimum: 20", "minimum: 30"));
    await baton("publish", "policy.yml", "--by", "Eve", "--note", "higher");
    const [second, first] = await services.rules.policies();
    const at = ["2026-11-23T09:01:00.000Z", "2026-11-23T09:00:00.000Z"];
    expect(await json("list")).toEqual([
      { version: 2, hash: second?.hash, status: "active", by: "Eve", note: "higher", at: at[0] },
      { version: 1, hash: first?.hash, status: "retired", by: "Dana", note: "first", at: at[1] },
    ]);
    const { code, out } = await baton("list");
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(
        `^version +status +hash .*\\n2 +active +${second?.hash.slice(0, 8)} +${at[0]} +Eve +higher\\n1 +retired`,
      ),
    );
  });

  test("is empty, and says what to do, where nothing has been published", async () => {
    expect(await json("list")).toEqual([]);
    expect((await baton("list")).out).toMatch(/^No policy has been published; npx baton policy publish/);
  });
});
