import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { editorSchemas } from "../scripts/editorSchemas/generate.ts";
import { parsePolicy, parseTeam } from "../src/policy/index.ts";
import { parseCases } from "../src/policy/parseCases.ts";
import { POLICY, TEAM } from "./support/fixtures.ts";

const ROOT = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const schemas = editorSchemas();

type Kind = "policy" | "team" | "policy.test";

/** What an editor would underline in a text. */
function underlined(kind: Kind, text: string): string[] {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const validate = ajv.compile(JSON.parse(schemas.get(`schemas/${kind}.schema.json`) ?? ""));
  return validate(parse(text))
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

test.each([...schemas.keys()])("%s is what the code says; npm run schemas writes it", (file) => {
  expect(read(file)).toBe(schemas.get(file));
});

describe("the files that come with Baton", () => {
  test.each<[string, Kind]>([
    ["policy.yml", "policy"],
    ["team.yml", "team"],
    ["policy.test.yml", "policy.test"],
    ["examples/x-education/policy.yml", "policy"],
    ["examples/x-education/team.yml", "team"],
    ["examples/x-education/policy.test.yml", "policy.test"],
    ["demo/policy.yml", "policy"],
    ["demo/team.yml", "team"],
  ])("%s has nothing underlined, and names its schema", (file, kind) => {
    const text = read(file);
    expect(underlined(kind, text)).toEqual([]);
    const path = relative(join(ROOT, dirname(file)), join(ROOT, `schemas/${kind}.schema.json`));
    expect(text.split("\n")[0]).toBe(`# yaml-language-server: $schema=${path}`);
  });
});

describe("an editor underlines", () => {
  const cases = (more: string) =>
    `version: 1\ncases: [{ name: a, source: s, lead: { email: a@b.de }, expect: { decision: route } ${more} }]`;

  test.each<[Kind, string, string]>([
    [
      "policy",
      `${POLICY}\ntriage: { between: [1, 2, 3], queue: a }`,
      "/triage/between must NOT have more than 2",
    ],
    [
      "policy",
      `${POLICY}\nchecks: [{ id: a, when: a, else: kill }]`,
      "/checks/0/else must be equal to one of",
    ],
    [
      "policy",
      POLICY.replace("ladders:\n", "ladders:\n  triage: [{ after: 1h, do: aprove }]\n"),
      "/ladders/triage/0/do must be equal to one of",
    ],
    ["policy", `${POLICY}\ntiger: []`, " must NOT have additional properties"],
    [
      "policy",
      POLICY.replace("points: 30", "point: 30"),
      "/score/rules/1 must have required property 'points'",
    ],
    ["policy", POLICY.replace("after: 90d", "after: 90 days"), "/recycle/timing/after must match pattern"],
    ["policy", POLICY.replace("do: tank", "do: tnk"), "/ladders/offer/1/do must be equal to one of"],
    ["policy", POLICY.replace(/tiers:.*(?=route:)/s, ""), " must have required property 'tiers'"],
    ["team", TEAM.replace("U0ALICE", "alice"), "/reps/0/slack must match pattern"],
    ["policy.test", cases(", signals: { a: 1 }"), "/cases/0/signals/a must be object"],
    [
      "policy.test",
      cases(", signals: { company.employees: many }"),
      "/cases/0/signals/company.employees must be integer",
    ],
    ["policy.test", cases(", signals: [{ value: 1 }]"), "must have required property 'key'"],
    ["policy.test", cases("").replace("email", "emial"), "/cases/0/lead must NOT have additional properties"],
    ["policy.test", cases("").replace("route", "routed"), "/cases/0/expect/decision must be equal to one of"],
  ])("what is wrong in a %s file (%#)", (kind, text, said) => {
    expect(underlined(kind, text).join("\n")).toContain(said);
  });

  it("nothing that Baton takes: other forms, and keys left empty", () => {
    const policy = `
version: 1
name:
sources: { a: , b: { kind: , partner: , review: }, c: { review: { when: true, queue: triage } } }
enrichment:
  - { id: a, lane: , kind: csv, path: a.csv, ttl: , when: , confidence: }
  - { id: b, kind: http, url: "https://f.example/{company.domain}", key: K, query: k, rate: 5/s, map: { company.city: /c } }
  - { id: c, kind: email }
precedence: { company.city: [crm, b] }
identity: { window: , match: [phone] }
accounts: { accounts: a.csv, opportunities: , dates: mdy, columns: { accounts: { name: Konto, domain: [a, b] }, teams: }, spellings: }
checks: [{ id: a, when: true, else: suppress, days: }, { id: b, when: has(lead.title), else: hold, queue: triage, form: [{ id: x, type: choice, options: [a], label: , required: }] }]
triage: { between: [-5, 60], queue: triage }
canary: { share: 5%, for: , guards: { override_rate: off } }
buffer: { min: , max: }
lanes: [{ id: a, when: 'lead.intent == "x"', buffer: }, { id: b, when: true }]
lists: { x: }
score: { minimum: , rules: [{ id: a, when: true, points: 5, label: , suppress: , decay: }, { id: b, when: has(lead.title), points: 5, decay: { half_life: 7d } }] }
suppress: { at: -5, days: }
icp: [{ id: a, when: has(lead.title), missing: , label: }]
tiers: [{ id: "1", when: true, to: , nurture: , clock: }]
route: { by: , share: { weight: , performance: { min: 0.5, max: 2 } }, sticky: , off_hours: , fallback: { after: , to: } }
ladders: { triage: [{ after: 1h, do: approve }], partner: , offer: , tank: { clock: , steps: }, overflow: { clock: wall, steps: [{ after: 1h, do: remind }] } }
clock:
tank:
recycle: { timing: { after: }, budget: { return_on: [{ page: a }] }, feature_gap: { queue: , features: }, not_icp: { suppress: } }
`;
    expect(parsePolicy(policy, "policy.yml")).toMatchObject({ ok: true });
    expect(underlined("policy", policy)).toEqual([]);

    const team = `
version: 1
timezone:
hours: { mon: "09:00-10:00", tue: ["09:00-10:00", "11:00-12:00"], wed: }
holidays:
channels:
roles: { managers: , overflow: , reviewers: { triage: } }
reps: [{ slack: U0A, name: A, seniority: , territories: , weight: , open_cap: , timezone: , hours: }]
`;
    expect(parseTeam(team, "team.yml")).toMatchObject({ ok: true });
    expect(underlined("team", team)).toEqual([]);

    const text = `
version: 1
cases:
  - { name: a, source: s, at: , lead: { email: a@b.de, externalId: x, title: null, company: { employees: 5 }, extra: { a: [1] } },
      expect: { decision: route, tier: 1, score: , rules: [], owner: , pool_out: [Bob] } }
  - { name: c, source: s, lead: { phone: "+44" }, signals: { company.tech: [a], account: { customer: true }, signals.page_visit.pricing: 3, page_visit.docs: { count: 2, last: 2026-11-23T09:00:00Z }, lead.attribution: contested, lead.extra.a: [1] }, expect: { decision: nurture } }
  - { name: d, source: s, lead: { phone: "+44" }, signals: [{ key: company.employees, value: 300, provider: roster, observedAt: 2026-11-23T09:00:00Z, freshUntil: , confidence: 0.5 }], expect: { decision: nurture } }
  - { name: e, source: s, lead: { phone: "+44" }, signals: , expect: { decision: nurture } }
  - { name: b, source: s, lead: { phone: "+44" }, expect: { decision: nurture, tier: , rules: , pool_out: { Bob: , Al: any } } }
`;
    expect(parseCases(text, "policy.test.yml")).toMatchObject({ ok: true });
    expect(underlined("policy.test", text)).toEqual([]);
  });
});

describe("a hover", () => {
  test.each([...schemas])("has words for every key of %s", (_, text) => {
    const silent: string[] = [];
    const look = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === "properties") {
          for (const [name, below] of Object.entries(value as object)) {
            if (typeof below.description !== "string") silent.push(`${path}.${name}`);
          }
        }
        look(value, `${path}.${key}`);
      }
    };
    look(JSON.parse(text), "");
    expect(silent).toEqual([]);
  });
});
