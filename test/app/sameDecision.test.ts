// The same lead, the same signals and the same rules give the same decision with the same trace: on either database, out
// of memory and after a trip through JSON, and in a year as today.
import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { instant, TurnedClock } from "../../src/clock.ts";
import type { Submission } from "../../src/domain/person.ts";
import { qualify } from "../../src/domain/qualify.ts";
import type { Signal } from "../../src/domain/signals.ts";
import { traceOf } from "../../src/domain/trace.ts";
import { readLead } from "../../src/intake/readLead.ts";
import { compilePolicy } from "../../src/policy/index.ts";
import type { CompiledPolicy } from "../../src/policy/types.ts";
import { servicesOn } from "../../src/services.ts";
import { onBothDatabases } from "../store/support/databases.ts";
import { POLICY, policyOf } from "../support/fixtures.ts";
import { leadBodies } from "../support/leadBodies.ts";
import { type Body, Past } from "../support/past.ts";

const LEADS = 10_000;
/** As many of them are decided on each database, where a lead costs a hundred times as much. */
const STORED = 2_500;
/** One in so many has been looked up. */
const KNOWN = 50;
const START = Date.parse("2026-03-02T10:00:00.000Z");
const MINUTE = 60_000;

/** Every step of deciding, and rules that read whatever can differ. */
const RULES = policyOf(
  POLICY.replace("buffer: { min: 3m, max: 5m }", "buffer: { min: 3m, max: 3m }")
    .replace("buffer: { min: 0s, max: 60s }", "buffer: { min: 3m, max: 3m }")
    .replace(
      "score:\n",
      `enrichment:
  - { id: roster, kind: csv, path: roster.csv }
  - { id: firmo, kind: csv, path: firmo.csv }
precedence: { company.industry: [firmo, lead] }
checks:
  - { id: consent, when: lead.consent.given, else: suppress, missing: pass }
  - { id: regulated, when: 'company.industry != "営業"', else: suppress, missing: pass, days: 30 }
score:
`,
    )
    .replace(
      "suppress: { at",
      `    - { id: fresh, when: 'lead.consent.at > now - duration("31m")', points: 7 }
    - { id: visits, when: "lead.extra.visits >= 5", points: 11 }
    - { id: minutes, when: "double(lead.extra.minutes) > 2.5", points: 3 }
    - { id: staff, when: "company.employees >= 400", points: 20, decay: { half_life: 30d } }
    - { id: student, when: 'hasWord(lead.title, ["student"])', points: -1, suppress: true }
suppress: { at`,
    ),
);

interface Subject {
  readonly externalId: string;
  readonly submission: Submission;
  readonly signals: readonly Signal[];
}

/** What the providers are taken to have said of a lead, days ago and just now. */
function signalsAbout(index: number): Signal[] {
  if (index % KNOWN !== 0) return [];
  const said = (key: string, value: string | number, provider: string, daysAgo: number): Signal => ({
    ...{ key, value, provider, confidence: 0.9, freshUntil: null },
    observedAt: instant(START - daysAgo * 24 * 60 * MINUTE),
  });
  return [
    said("company.employees", (index * 37) % 900, "roster", index % 90),
    said("company.employees", (index * 53) % 900, "firmo", 1),
    said("company.industry", index % 3 === 0 ? "営業" : "retail", "firmo", 2),
  ];
}

/** Leads that intake takes (it refuses a quarter of what is generated), each of another person. */
function subjects(): { bodies: Body[]; all: Subject[] } {
  const read = leadBodies(LEADS * 1.5, 20_261_121).flatMap((odd, index) => {
    const body = { ...odd, email: `p${index}@mail.example` };
    const lead = readLead(body, "website");
    return lead.ok ? [{ body, arrival: lead.arrival }] : [];
  });
  const taken = read.slice(0, LEADS);
  const all = taken.map(({ arrival: { externalId, submission } }, index) => ({
    ...{ externalId, submission },
    signals: signalsAbout(index),
  }));
  return { bodies: taken.map(({ body }) => body), all };
}

/** The identity of every trace, by the lead's external id. */
function decideAll(policy: CompiledPolicy, all: readonly Subject[]): Map<string, string> {
  return new Map(
    all.map((subject) => {
      const qualification = qualify(policy, {
        ...subject,
        source: "website",
        receivedAt: instant(START),
        touches: [],
        cycle: 1,
        recycledBefore: null,
        now: instant(START + 3 * MINUTE),
        suppressed: null,
        policy: { version: 1, hash: policy.hash },
      });
      return [subject.externalId, traceOf(qualification).hash];
    }),
  );
}

function digest(hashes: ReadonlyMap<string, string>): string {
  const lines = [...hashes].map(([id, hash]) => `${id} ${hash}`).toSorted();
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

const { bodies, all } = subjects();
const decided = decideAll(RULES, all);

describe("ten thousand leads", () => {
  it("are decided as they have always been", () => {
    expect(all).toHaveLength(LEADS);
    // Changes with the rules above, the leads, or how rules are read; never by itself.
    expect(digest(decided)).toBe("1c3351e81ee514fede0ffcf1dbf85d3b0fef7dab6a3b5c050b2dcafe29f5d492");
  });

  it("are decided alike once leads and rules have been written out and read back", () => {
    const stored = compilePolicy(JSON.parse(RULES.canonical));
    if (!stored.ok) throw new Error("the stored rules cannot be read");
    const back = JSON.parse(JSON.stringify(all)) as Subject[];
    expect(digest(decideAll(stored.policy, back))).toBe(digest(decided));
  });
});

onBothDatabases(({ database, empty }) => {
  beforeEach(empty);

  it("leads are decided as out of memory, to the trace's hash", { timeout: 120_000 }, async () => {
    const clock = new TurnedClock(START);
    const past = new Past(await servicesOn(database, clock), clock);
    await past.publish(RULES);
    const ids = await past.receive(bodies.slice(0, STORED));
    expect(ids).toHaveLength(STORED);
    for (const [index, id] of ids.entries()) {
      const signals = all[index]?.signals ?? [];
      if (signals.length > 0) await past.enriched(id, signals);
    }
    await past.turn(3 * MINUTE);
    const records = await past.services.leads.loadMany(ids);
    const found = new Map([...records.values()].map(({ person, trace }) => [person.externalId, trace?.hash]));
    expect(found).toEqual(new Map([...decided].slice(0, STORED)));
  });
});
