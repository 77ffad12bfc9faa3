// Thousands of leads with everything that may happen to one, and what alerts' numbers are, worked out from the events.
import { expect } from "vitest";
import type { Commit, LeadStore, NewLead } from "../../../src/app/ports.ts";
import { toMs } from "../../../src/clock.ts";
import type { AlertNumbers } from "../../../src/domain/alerts.ts";
import { link } from "../../../src/domain/chain.ts";
import type { EventBody } from "../../../src/domain/events.ts";
import { evolve } from "../../../src/domain/evolve.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import { at, cardPosted, newLead, offered, qualified } from "./leads.ts";

const DAY = 24 * 3_600_000;
const LEADS = 3_000;
/** The moment of the look, in minutes after the first lead. */
export const NOW = 10 * 24 * 60;
export const CAMPAIGNS = ["spring", "Spring", "a very <b>odd</b> one", "spring 2"];

/** The same numbers each time, from 0 to 1. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** What happens to a lead, and how many minutes after the step before. */
type Step = readonly [minutes: number, ...bodies: EventBody[]];

function fate(random: () => number, nth: number): Step[] {
  const rep = ["U0ALICE", "U0BOB"][nth % 2] as string;
  const wait = () => 1 + Math.floor(random() * random() * 2_400);
  const recycled = (more: object): EventBody =>
    ({ type: "recycled", turn: 1, rep, recycled: more, note: null, timer: null }) as EventBody;
  const offer: Step[] = [
    [5, qualified, offered(rep)],
    [0, cardPosted(1, 0)],
  ];
  const tanked: Step[] = [
    ...offer,
    [
      240,
      { type: "taken_away", turn: 1, rep, why: "window", missedByMs: 0, lateMs: 0 },
      { type: "tanked", turn: 2, timer: null },
    ],
  ];
  const gone = (body: EventBody): Step[] => [[5, qualified, body]];
  const notIcp = { reason: "not_icp", criterion: "country", until: null };
  const reEngaged: EventBody = {
    ...{ type: "re_engaged", cycle: 2, policy: { version: 1, hash: "ab".repeat(32) }, lane: null, lateMs: 0 },
    timer: { ladder: "buffer", steps: [], next: 0 },
  };
  const nurtured = (because: "icp" | "minimum"): EventBody => ({ type: "nurtured", because, nurture: null });
  const suppressed = (because: "person" | "score" | "rule" | "check"): EventBody => ({
    ...{ type: "suppressed", because, until: null },
  });
  const fates: (() => Step[])[] = [
    () => [],
    () => offer,
    () => [...offer, [wait(), { type: "accepted", turn: 1, rep }]],
    () => [...offer, [wait(), { type: "accepted", turn: 1, rep }]],
    () => [...offer, [wait(), recycled(notIcp)]],
    () => [...offer, [wait(), recycled({ reason: "budget", nurture: "value" })]],
    () => tanked,
    () => [...tanked, [wait(), { type: "claimed", turn: 2, rep }]],
    () => gone(nurtured("icp")),
    () => gone(nurtured("minimum")),
    () => gone(suppressed((["person", "score", "rule", "check"] as const)[nth % 4] ?? "score")),
    () => gone({ type: "merged", into: `lead_${"0".repeat(32)}`, by: "email" }),
    // Back from nurture after days, and answered then: it waited from then.
    () => [
      ...gone(nurtured("minimum")),
      [2_000, reEngaged],
      [5, qualified, { ...offered(rep), turn: 1 } as EventBody],
      [0, cardPosted(1, 0)],
      [wait(), { type: "accepted", turn: 1, rep }],
    ],
  ];
  return (fates[Math.floor(random() * fates.length)] as () => Step[])();
}

/** A lead with everything that has happened to it by the moment of the look. */
function story(nth: number, random: () => number): { created: NewLead; commit: Commit | null } {
  const arrived = Math.floor(random() * NOW);
  const campaign = random() < 0.7 ? { campaign: CAMPAIGNS[nth % CAMPAIGNS.length] as string } : {};
  const created = newLead(`S${nth}`, { email: `s${nth}@example.com`, ...campaign }, { minutes: arrived });
  const events: Commit["events"][number][] = [];
  let lead: Lead = created.lead;
  let minute = arrived;
  for (const [minutes, ...bodies] of fate(random, nth)) {
    minute += minutes;
    if (minute > NOW) break;
    const linked = link(lead.id, lead, at(minute), "clock", bodies);
    events.push(...linked);
    lead = linked.reduce<Lead>((state, event) => evolve(state, event), lead);
  }
  const commit = { lead, expected: created.lead.seq, events, raise: [], ledgers: [] };
  return { created, commit: events.length === 0 ? null : commit };
}

export async function simulate(leads: LeadStore): Promise<{ campaigns: Map<string, string> }> {
  const random = dice(4711);
  const stories = Array.from({ length: LEADS }, (_, nth) => story(nth, random));
  for (let from = 0; from < LEADS; from += 500) {
    const some = stories.slice(from, from + 500);
    await leads.insert(some.map(({ created }) => created));
    const commits = some.flatMap(({ commit }) => commit ?? []);
    expect((await leads.commitMany(commits, [])).lost).toEqual([]);
  }
  const campaigns = stories.flatMap(({ created: { lead, person } }): [string, string][] => {
    const { campaign } = person.submission;
    return campaign === undefined ? [] : [[lead.id, campaign]];
  });
  return { campaigns: new Map(campaigns) };
}

export interface Row {
  readonly leadId: string;
  readonly type: string;
  readonly at: Date;
  readonly payload: Record<string, unknown>;
}

/** Worked out from nothing but the events, in the plainest way. */
export function recomputed(rows: readonly Row[], campaigns: ReadonlyMap<string, string>): AlertNumbers {
  const now = toMs(at(NOW));
  const byLead = Map.groupBy(rows, ({ leadId }) => leadId);
  const waited: number[] = [];
  let tank = 0;
  const counts = new Map<string, { leads: number; disqualified: number }>();
  for (const [leadId, events] of byLead) {
    const last = events.at(-1);
    if (events[0]?.type !== "received" || !last) continue;
    const answer = events.find(({ type }) => ["accepted", "claimed", "recycled"].includes(type));
    if (answer && answer.at.getTime() > now - DAY) {
      const before = events.slice(0, events.indexOf(answer));
      const begun = before.findLast(({ type }) => type === "received" || type === "re_engaged");
      waited.push(answer.at.getTime() - (begun?.at.getTime() ?? 0));
    }
    if (last.type === "tanked") tank += 1;
    const campaign = campaigns.get(leadId);
    if (campaign === undefined || events[0].at.getTime() <= now - 7 * DAY) continue;
    const { because, recycled } = last.payload as { because?: string; recycled?: { reason: string } };
    if (last.type === "received" || last.type === "merged" || last.type === "re_engaged") continue;
    if (last.type === "suppressed" && because === "person") continue;
    const none =
      (last.type === "recycled" && recycled?.reason === "not_icp") ||
      (last.type === "nurtured" && because === "icp") ||
      last.type === "suppressed";
    const tally = counts.get(campaign) ?? { leads: 0, disqualified: 0 };
    counts.set(campaign, {
      leads: tally.leads + 1,
      disqualified: tally.disqualified + Number(none),
    });
  }
  const submitted = rows.filter(
    ({ type, payload }) =>
      type === "override_asked" || (type === "overridden" && payload.approvedBy === null),
  );
  const since = (ms: number) => submitted.filter((row) => row.at.getTime() > now - ms);
  const overriding = (["person", "rule", "team"] as const).flatMap((of) => {
    const key = of === "person" ? "by" : of;
    const named = since(7 * DAY).filter(({ payload }) => payload[key] !== null);
    return [...Map.groupBy(named, ({ payload }) => String(payload[key]))].map(([name, all]) => ({
      ...{ of, name, overrides: all.length },
    }));
  });
  waited.sort((a, b) => a - b);
  return {
    latency: { leads: waited.length, medianMs: rank(waited, 0.5), p95Ms: rank(waited, 0.95) },
    tank,
    overrides: since(DAY).length,
    campaigns: sorted([...counts].map(([campaign, tally]) => ({ campaign, ...tally }))),
    overriding: sorted(overriding),
  };
}

/** The first of the ascending values that, with those before it, makes up at least this fraction of them. */
function rank(values: readonly number[], fraction: number): number {
  return values.find((_, index) => (index + 1) / values.length >= fraction) ?? 0;
}

export const sorted = <Item>(items: readonly Item[]) =>
  [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
