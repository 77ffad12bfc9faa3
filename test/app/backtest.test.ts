// A policy tried on the record. Above all: the policy that decided the leads changes none of them.
import { beforeEach, describe, expect, it } from "vitest";
import { backtest, repsAnswers } from "../../src/app/backtest/backtest.ts";
import { decideAgain } from "../../src/app/backtest/decideAgain.ts";
import { instant, TurnedClock } from "../../src/clock.ts";
import type { CompiledPolicy } from "../../src/policy/types.ts";
import { servicesOn } from "../../src/services.ts";
import { onBothDatabases } from "../store/support/databases.ts";
import { POLICY, policyOf } from "../support/fixtures.ts";
import { leadBodies } from "../support/leadBodies.ts";
import { Past } from "../support/past.ts";
import { REVIEW_POLICY } from "../support/reviews.ts";

const START = Date.parse("2026-03-02T10:00:00.000Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Each lead by itself, whoever has come before. */
const APART = `${POLICY}
identity: { window: 1m, match: [name_domain] }
`;

/** Rules that read whatever differs from one decision to the next: the moment, the trip, free data. */
const READS_ALL = APART.replace("min: 0s, max: 60s", "min: 2m, max: 3m").replace(
  "suppress: { at",
  `    - { id: came-back, when: 'history.cycle > 1 && history.recycled == "timing"', points: 35 }
    - { id: fresh, when: 'lead.consent.at > now - duration("31m")', points: 7 }
    - { id: visits, when: "lead.extra.visits >= 5", points: 11 }
    - { id: minutes, when: "double(lead.extra.minutes) > 2.5", points: 3 }
    - { id: student, when: 'hasWord(lead.title, ["student"])', points: -1, suppress: true }
suppress: { at`,
);

const LEADS = 1_500;

onBothDatabases(({ database, empty }) => {
  beforeEach(empty);

  const begin = async (policy?: CompiledPolicy) => {
    const clock = new TurnedClock(START);
    const past = new Past(await servicesOn(database, clock), clock);
    await past.publish(policy);
    const tried = (other: CompiledPolicy, keep = 100) =>
      backtest(past.services.history, {
        policy: other,
        outcomes: repsAnswers,
        keep,
        progress: () => ({ update() {}, end() {} }),
      });
    return { past, tried, now: () => instant(clock.now()) };
  };

  describe("the policy in force", () => {
    it("changes none of thousands of leads, whatever has happened to them since", {
      timeout: 120_000,
    }, async () => {
      const policy = policyOf(READS_ALL);
      const { past, tried, now } = await begin(policy);
      const first = await past.receive(leadBodies(LEADS, 1));
      await past.turn(3 * MINUTE);
      for (const [index, id] of first.entries()) {
        const returnsAt = instant(Date.parse(now()) + DAY);
        if (index % 7 === 0) await past.recycle(id, { reason: "not_icp", criterion: "size" });
        else if (index % 5 === 0) await past.recycle(id, { reason: "timing", returnsAt });
        else if (index % 3 === 0) await past.accept(id);
      }
      await past.receive(leadBodies(LEADS, 2));
      await past.turn(5 * MINUTE);
      await past.turn(DAY - 4 * MINUTE); // those recycled for timing have come back, and wait in their buffer
      const waiting = await states(past);
      const whileWaiting = await tried(policy);
      await past.turn(5 * MINUTE);
      const decided = await states(past);

      const [again, other] = [
        await tried(policy),
        await tried(policyOf(READS_ALL.replace("points: 35", "points: 1"))),
      ];
      expect(waiting.get("buffering 2")).toBeGreaterThan(20);
      expect(whileWaiting.changed).toBe(0);
      expect(decided.get("buffering 2") ?? 0).toBe(0);
      expect(again.leads).toBeGreaterThan(LEADS);
      expect({ changed: again.changed, changes: again.changes, fates: again.fates }).toEqual({
        changed: 0,
        changes: [],
        fates: [],
      });
      expect(again.rules.filter((rule) => rule.old !== rule.new)).toEqual([]);
      for (const id of [
        "came-back",
        "fresh",
        "visits",
        "minutes",
        "student",
        "not_icp",
        "minimum",
        "tier:3",
      ]) {
        expect(again.rules.find((rule) => rule.id === id)?.old, id).toBeGreaterThan(0);
      }
      expect(again.outcomes?.new).toEqual(again.outcomes?.old);
      expect(other.changed).toBeGreaterThan(0); // the test would see a difference
      await sameScores(past, policy);
    });
  });

  describe("a lead that has come back", () => {
    it("is decided again as on its last trip, and while it waits as on the one before", async () => {
      const policy = policyOf(READS_ALL);
      const { past, tried, now } = await begin(policy);
      const [id = ""] = await past.receive([
        { externalId: "a", email: "a@acme.com", intent: "demo", country: "GB" },
      ]);
      await past.turn(3 * MINUTE);
      await past.recycle(id, { reason: "timing", returnsAt: instant(Date.parse(now()) + DAY) });
      await past.turn(DAY);
      const other = policyOf(
        READS_ALL.replace("points: 40", "points: 50").replace("points: 35", "points: 36"),
      );
      expect((await past.services.leads.load(id))?.lead).toMatchObject({ state: "buffering", cycle: 2 });
      expect(await scores(past, other)).toEqual([[40, 50]]);
      await past.turn(3 * MINUTE);
      expect(await scores(past, other)).toEqual([[75, 86]]);
      expect((await tried(other)).changes).toEqual([
        { leadId: id, from: "tier 2", to: "tier 1", became: "offered" },
      ]);
    });
  });

  describe("a lead that reviewers were asked about", () => {
    it("counts as the rules decided it, whatever the reviewers said", async () => {
      const policy = policyOf(REVIEW_POLICY);
      const { past, tried } = await begin(policy);
      await past.receive([{ externalId: "a", email: "a@acme.com", intent: "demo", country: "GB" }]);
      await past.turn(3 * MINUTE);
      const asked = await tried(policy);
      await past.turn(30 * MINUTE);
      expect(await states(past)).toEqual(new Map([["offered 1", 1]]));
      const same = { changed: 0, table: [{ from: "review triage", to: "review triage", leads: 1 }] };
      expect(asked).toMatchObject(same);
      expect(await tried(policy)).toMatchObject(same);
      expect(await tried(policyOf())).toMatchObject({
        changes: [{ from: "review triage", to: "tier 2", became: "offered" }],
      });
    });
  });

  describe("a suppression of the person", () => {
    it("holds in the past as it held then, also where it has ended or begun since", async () => {
      const { past, tried } = await begin(policyOf(APART));
      const person = { email: "jane@acme.com", intent: "demo", country: "GB" };
      const [first = ""] = await past.receive([{ externalId: "1", ...person }]);
      await past.turn(3 * MINUTE);
      await past.recycle(first, { reason: "not_icp", criterion: "size" });
      await past.receive([{ externalId: "2", ...person }]);
      await past.turn(3 * MINUTE);
      await database.pool.query('DELETE FROM "Suppression"');
      await past.receive([{ externalId: "3", ...person }]);
      await past.turn(3 * MINUTE);
      expect(await tried(policyOf(APART))).toMatchObject({
        leads: 3,
        changed: 0,
        table: [
          { from: "tier 2", to: "tier 2", leads: 2 },
          { from: "suppressed", to: "suppressed", leads: 1 },
        ],
      });
    });
  });

  describe("leads that cannot be decided again", () => {
    it("are left out and counted; one without its trace is decided from its events", async () => {
      const { past, tried } = await begin();
      const [forgotten, traceless] = await past.receive([
        { externalId: "1", email: "a@acme.com", intent: "demo" },
        { externalId: "2", email: "b@acme.com", intent: "demo" },
      ]);
      await past.turn(3 * MINUTE);
      await past.receive([{ externalId: "3", email: "c@acme.com" }]);
      await database.pool.query('DELETE FROM "Person" WHERE "leadId" = $1', [forgotten]);
      await database.pool.query('DELETE FROM "Decision" WHERE "leadId" = $1', [traceless]);
      expect(await tried(policyOf())).toMatchObject({
        leads: 1,
        changed: 0,
        leftOut: { undecided: 1, forgotten: 1, merged: 0 },
      });
    });

    it("are none, and neither is any lead, on an empty database", async () => {
      const { tried } = await begin();
      expect(await tried(policyOf())).toMatchObject({ leads: 0, changed: 0, table: [], outcomes: null });
    });
  });

  it("says what became of the leads that change, and how well either score foretold it", async () => {
    const { past, tried } = await begin();
    const ids = await past.receive(
      ["demo", "demo", "demo", "pricing"].map((intent, index) => ({
        ...{ externalId: `${index}`, email: `${index}@acme.com`, intent, country: "GB" },
        company: { employees: index === 3 ? 500 : 10 },
      })),
    );
    await past.turn(3 * MINUTE);
    await past.accept(ids[0] ?? "");
    await past.recycle(ids[1] ?? "", { reason: "budget" });
    const stricter = policyOf(
      POLICY.replace("minimum: 20", "minimum: 60").replace("points: 30", "points: 70"),
    );
    expect(await tried(stricter, 2)).toMatchObject({
      leads: 4,
      changed: 4,
      table: [
        { from: "tier 2", to: "nurture", leads: 3 },
        { from: "nurture", to: "tier 2", leads: 1 },
      ],
      fates: expect.arrayContaining([
        { from: "tier 2", to: "nurture", became: "recycled budget", leads: 1 },
        { from: "tier 2", to: "nurture", became: "accepted", leads: 1 },
        { from: "nurture", to: "tier 2", became: "nurture", leads: 1 },
      ]),
      changes: [
        { leadId: ids[0], from: "tier 2", to: "nurture", became: "accepted" },
        { leadId: ids[1], from: "tier 2", to: "nurture", became: "recycled budget" },
      ],
      rules: expect.arrayContaining([
        { id: "demo", old: 3, new: 3 },
        { id: "minimum", old: 0, new: 3 },
        { id: "tier:3", old: 1, new: 0 },
        { id: "competitor", old: 0, new: 0 },
      ]),
      outcomes: { old: { leads: 2, converted: 1, auc: 0.5 }, new: { leads: 2, converted: 1, auc: 0.5 } },
    });
  });
});

/** How many leads are in each state and cycle. */
async function states({ services: { history } }: Past): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const page of history.recorded("lead_g")) {
    for (const { state, cycle } of page) {
      const key = `${state} ${cycle}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

async function scores({ services: { history } }: Past, policy: CompiledPolicy): Promise<[number, number][]> {
  const found: [number, number][] = [];
  for await (const page of history.recorded("lead_g")) {
    for (const lead of page) {
      const again = decideAgain(policy, lead);
      if (again.kind === "decided") found.push([again.old.score, again.new.score]);
    }
  }
  return found;
}

async function sameScores(past: Past, policy: CompiledPolicy): Promise<void> {
  const all = await scores(past, policy);
  expect(all.filter(([old, now]) => old !== now)).toEqual([]);
  expect(new Set(all.map(([score]) => score)).size).toBeGreaterThan(10);
}
