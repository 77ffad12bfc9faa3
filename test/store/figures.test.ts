// What the reports say of a time, against a straight recount of every event in it, over thousands of made-up leads.
import { beforeEach, expect, test } from "vitest";
import { instant, toMs } from "../../src/clock.ts";
import { divergenceOf } from "../../src/domain/divergence.ts";
import { dailyReport } from "../../src/domain/figures/daily.ts";
import { BUCKETS, type FunnelCounts, STAGES } from "../../src/domain/figures/monthly.ts";
import type { VersionCount } from "../../src/domain/figures/weekly.ts";
import type { Period } from "../../src/domain/reports.ts";
import { newExceptionId } from "../../src/ids.ts";
import { type MadeEvent, madeLeads, storeEvents } from "../support/madeLeads.ts";
import { onBothDatabases } from "./support/databases.ts";

const START = toMs("2026-03-02T09:00:00.000Z");
const DAY = 86_400_000;
const between = (from: number, to: number): Period => ({
  from: instant(START + from * DAY),
  to: instant(START + to * DAY),
});
const within =
  ({ from, to }: Period) =>
  ({ at }: { at: string }) =>
    at >= from && at < to;

const events = madeLeads(4_000, { startAt: START, days: 60, seed: 7 });
const byLead = Map.groupBy(events, ({ leadId }) => leadId);

/** How many leads have an event in the period that passes. */
function leads(period: Period, passes: (event: MadeEvent) => boolean): Set<string> {
  return new Set(
    events
      .filter(within(period))
      .filter(passes)
      .map(({ leadId }) => leadId),
  );
}

const has = (type: string) => (event: MadeEvent) => event.body.type === type;
const takenByRep = ({ body, actor }: MadeEvent) =>
  body.type === "claimed" || (body.type === "accepted" && actor === `slack:${body.rep}`);
const submitted = ({ body }: MadeEvent) =>
  body.type === "override_asked" || (body.type === "overridden" && body.approvedBy === null);

/** The decisions of a period, the one that asked a reviewer standing for the one that followed. */
function decisions(period: Period): MadeEvent[] {
  return events.filter(within(period)).filter(({ leadId, seq, body }) => {
    const before = byLead.get(leadId)?.find((one) => one.seq === seq - 1);
    return body.type === "qualified" && body.decision !== "merged" && before?.body.type !== "approved";
  });
}

function versionsIn(period: Period): VersionCount[] {
  const last = new Map(decisions(period).map((event) => [event.leadId, event]));
  const counts = new Map<number, VersionCount>();
  for (const { leadId, seq, body } of last.values()) {
    const history = byLead.get(leadId) ?? [];
    const pin = history.findLast((one) => one.seq < seq && "policy" in one.body);
    const { version } = (pin?.body.policy ?? { version: 0 }) as { version: number };
    const accepted = history.some((one) => one.seq > seq && one.at < period.to && takenByRep(one));
    const old = counts.get(version) ?? {
      version,
      leads: 0,
      routed: 0,
      nurture: 0,
      suppressed: 0,
      review: 0,
      accepted: 0,
    };
    const fate =
      body.decision === "route" ? "routed" : (body.decision as "nurture" | "suppressed" | "review");
    counts.set(version, {
      ...old,
      leads: old.leads + 1,
      [fate]: old[fate] + 1,
      accepted: old.accepted + Number(accepted),
    });
  }
  return [...counts.values()].toSorted((a, b) => a.version - b.version);
}

onBothDatabases(({ stores: { figures, exceptions }, database, empty }) => {
  beforeEach(async () => {
    await empty();
    await storeEvents(database, events);
  });

  test("the weekly figures are those of a recount", async () => {
    const [week, before] = [between(14, 21), between(7, 14)];
    const counts = await figures.weekly(week, before);
    const [merged, overridden, taken] = [
      leads(week, has("merged")),
      leads(week, submitted),
      leads(week, takenByRep),
    ];
    const decided = leads(week, (event) => has("qualified")(event) || has("merged")(event));
    const automated = [...decided].filter((lead) => !merged.has(lead) && !overridden.has(lead));
    const converted = (ids: Iterable<string>) => [...ids].filter((lead) => taken.has(lead)).length;
    expect(counts.duplicates).toEqual({ merged: merged.size, decided: decided.size });
    expect(divergenceOf(counts.divergence)).toEqual(
      divergenceOf([
        { overridden: false, leads: automated.length, converted: converted(automated) },
        { overridden: true, leads: overridden.size, converted: converted(overridden) },
      ]),
    );
    const sorted = (versions: readonly VersionCount[]) => versions.toSorted((a, b) => a.version - b.version);
    expect(sorted(counts.versions)).toEqual(versionsIn(week));
    expect(sorted(counts.versionsBefore)).toEqual(versionsIn(before));
    for (const many of [merged.size, overridden.size, automated.length, versionsIn(week).length]) {
      expect(many).toBeGreaterThan(1);
    }
  });

  test("the monthly figures are those of a recount", async () => {
    const [month, before] = [between(30, 58), between(2, 30)];
    const counts = await figures.monthly(month, before);
    const stages: Record<keyof FunnelCounts, (event: MadeEvent) => boolean> = {
      received: has("received"),
      qualified: ({ body }) => body.type === "qualified" && body.decision === "route",
      offered: has("offered"),
      accepted: ({ body }) => body.type === "accepted" || body.type === "claimed",
      recycled: has("recycled"),
      tank: has("tanked"),
      overflow: has("overflowed"),
    };
    for (const [period, funnel] of [
      [month, counts.funnel],
      [before, counts.funnelBefore],
    ] as const) {
      expect(funnel).toEqual(
        Object.fromEntries(STAGES.map((stage) => [stage, leads(period, stages[stage]).size])),
      );
      for (const stage of STAGES) expect(funnel[stage]).toBeGreaterThan(0);
    }
    for (const [period, scores] of [
      [month, counts.scores],
      [before, counts.scoresBefore],
    ] as const) {
      const all = decisions(period).map(({ body }) => Number(body.score));
      const bucket = (score: number) => BUCKETS.filter((from) => score >= from).length;
      expect(scores.buckets).toEqual(
        Array.from(
          { length: BUCKETS.length + 1 },
          (_, n) => all.filter((score) => bucket(score) === n).length,
        ),
      );
      expect(scores.sum).toBeCloseTo(
        all.reduce((sum, score) => sum + score, 0),
        6,
      );
    }
  });

  test("the daily figures are those of a recount, refusals and all, and stay so when more comes", async () => {
    const [day, before] = [between(20, 21), between(19, 20)];
    const kept = (at: number, source: string | null, code: string, path: string | null) => ({
      ...{ id: newExceptionId(), source, code, raw: "", receivedAt: instant(START + at * DAY) },
      fields:
        code === "undeliverable"
          ? { mirror: "offer:lead_1:1" }
          : path === null
            ? []
            : [{ path, message: "?" }],
    });
    await exceptions.keep([
      ...Array.from({ length: 6 }, () => kept(20.5, "acme", "invalid", "email")),
      ...Array.from({ length: 7 }, (_, n) => kept(20.5, "acme", "invalid", `Jane Doe ${n}`)),
      ...Array.from({ length: 3 }, () => kept(20, "website", "not_json", null)),
      kept(20.9, null, "undeliverable", null),
      kept(17, "website", "conflict", null),
      kept(19.5, "website", "invalid", "phone"),
      kept(21, "website", "invalid", "phone"),
    ]);
    const report = async () => dailyReport(day, await figures.daily(day, before));
    const first = await report();
    const taken = events.filter(within(day)).filter(has("received")).length;
    const takenBefore = events.filter(within(before)).filter(has("received")).length;
    expect(taken).toBeGreaterThan(10);
    expect(first.success).toMatchObject({ hits: taken, of: taken + 16 });
    expect(first.successBefore).toMatchObject({ hits: takenBefore, of: takenBefore + 1 });
    expect(first.failing).toEqual([
      // What somebody put where a field's name belongs is not shown.
      { source: "acme", refused: 13, commonest: { code: "invalid", field: null, many: 7 } },
      { source: "website", refused: 3, commonest: { code: "not_json", field: null, many: 3 } },
    ]);
    expect(first).toMatchObject({ undeliverable: 1, exceptions: { open: 19, overdue: 1, openBefore: 2 } });
    await exceptions.keep([kept(30, "acme", "invalid", "email")]);
    expect(await report()).toEqual(first);
  });
});
