// Reps' numbers against a straight recomputation: every event of the log read back one by one, and counted by hand.
import { beforeEach, expect, test } from "vitest";
import { createRandom, type Random } from "../../play/random.ts";
import { repStats } from "../../src/app/repStats.ts";
import { type Instant, TurnedClock } from "../../src/clock.ts";
import type { EventBody, LeadEvent } from "../../src/domain/events.ts";
import type { StatsDays } from "../../src/domain/stats.ts";
import { onBothDatabases } from "./support/databases.ts";
import { at, decided, newLead, offered, qualified, T0, timerOf } from "./support/leads.ts";

const LEADS = 4_000;
const DAY = 24 * 60;
/** Leads arrive over forty days: more than anybody asks about. */
const NOW = 40 * DAY;
const REPS = ["U1", "U2", "U3", "U4", "U5"];

/** What happens to a lead, each decision with its minute: turns answered, missed, claimed, cards posted late or twice. */
function history({ next, pick }: Random, start: number): [number, ...EventBody[]][] {
  const steps: [number, ...EventBody[]][] = [];
  let minute = start;
  const after = (most: number) => {
    minute += 1 + Math.floor(next() * most);
    return minute;
  };
  const card = (turn: number): EventBody => ({
    ...{
      type: "card_posted",
      turn,
      channel: "D1",
      ts: ((T0 + minute * 60_000 + next() * 30_000) / 1_000).toFixed(6),
    },
    timer: timerOf("offer", [["tank", minute + 240]]),
  });
  const rep = pick(REPS);
  steps.push([after(10), qualified, offered(rep, 1)]);
  if (next() < 0.9) steps.push([after(3), card(1)]);
  if (next() < 0.1) steps.push([after(30), card(1)]);
  const fate = next();
  if (fate < 0.45) steps.push([after(300), { type: "accepted", turn: 1, rep }]);
  else if (fate < 0.65) {
    const recycled = pick([
      { reason: "timing", returnsAt: at(NOW + DAY) },
      { reason: "budget", nurture: "value" },
      { reason: "feature_gap", feature: "sso", queue: "product" },
      { reason: "not_icp", criterion: "size", until: null },
    ] as const);
    steps.push([after(300), { type: "recycled", turn: 1, rep, recycled, note: null, timer: null }]);
  } else if (fate < 0.95) {
    const why = pick(["window", "window", "window", "deactivated", "unreachable", "removed"] as const);
    const taken: EventBody = { type: "taken_away", turn: 1, rep, why, missedByMs: null, lateMs: 0 };
    if (next() < 0.5) {
      steps.push([after(300), taken, { type: "tanked", turn: 2, timer: null }]);
      if (next() < 0.6) steps.push([after(300), { type: "claimed", turn: 2, rep: pick(REPS) }]);
    } else {
      const second = pick(REPS);
      steps.push([after(300), taken, offered(second, 2)]);
      if (next() < 0.8) steps.push([after(3), card(2)]);
      if (next() < 0.5) steps.push([after(300), { type: "accepted", turn: 2, rep: second }]);
      // A card of the first offer whose confirmation was lost, found when the second has long begun.
      if (next() < 0.2) steps.push([after(3), card(1)]);
    }
  }
  return steps;
}

onBothDatabases(({ stores: { leads }, database, empty }) => {
  beforeEach(empty);
  const clock = new TurnedClock(T0 + NOW * 60_000);
  const asked = (days: StatsDays) => repStats({ leads, clock }, days);

  async function record(histories: readonly [number, ...EventBody[]][][]): Promise<void> {
    for (let first = 0; first < histories.length; first += 500) {
      const part = histories.slice(first, first + 500);
      const fresh = part.map((_, index) => newLead(`L${first + index}`));
      await leads.insert(fresh);
      const commits = fresh.map(({ lead }, index) => {
        const steps = part[index] ?? [];
        const events: LeadEvent[] = [];
        let after = lead;
        for (const [minute, ...bodies] of steps) {
          const next = decided(after, minute, bodies);
          events.push(...next.events);
          after = next.lead;
        }
        return { lead: after, expected: lead.seq, events, raise: [], ledgers: [] };
      });
      expect(await leads.commitMany(commits, [])).toEqual({ lost: [] });
    }
  }

  async function everyEvent(): Promise<Pick<LeadEvent, "leadId" | "at" | "body">[]> {
    const { rows } = await database.pool.query<{ leadId: string; type: string; at: Date; payload: object }>(
      'SELECT "leadId", type, at, payload FROM "LeadEvent" ORDER BY no',
    );
    return rows.map(({ leadId, type, at, payload }) => ({
      leadId,
      at: at.toISOString(),
      body: { type, ...payload } as EventBody,
    }));
  }

  test("the numbers are those of every event counted one by one", async () => {
    const random = createRandom(25, "leads");
    await record(Array.from({ length: LEADS }, () => history(random, random.whole(0, NOW - 1_000))));
    const events = await everyEvent();
    for (const days of [7, 30] as const) {
      const { team, reps } = await asked(days);
      for (const rep of [...REPS, null]) {
        const counted = recount(events, days, rep);
        expect(counted.offers, "the sample is worth comparing").toBeGreaterThan(50);
        expect(rep === null ? team : reps.get(rep), `${rep ?? "the team"}, ${days} days`).toEqual(counted);
      }
      expect([...reps.keys()].toSorted()).toEqual(REPS);
    }
  }, 120_000);

  test("what a manager forced tells nothing of how a rep answers", async () => {
    const accepted = { type: "accepted", turn: 1, rep: "U1", forced: true } as const;
    const recycled = {
      type: "recycled",
      turn: 1,
      rep: "U0MANAGER",
      forced: true,
      note: null,
      timer: null,
    } as const;
    await record([
      [
        [NOW - 100, qualified, offered("U1")],
        [NOW - 40, accepted],
      ],
      [
        [NOW - 100, qualified, offered("U1")],
        [NOW - 40, { ...recycled, recycled: { reason: "budget", nurture: "value" } }],
      ],
    ]);
    const { team, reps } = await asked(7);
    expect([...reps.keys()]).toEqual(["U1"]);
    expect(team).toMatchObject({ offers: 2, accepted: 1, medianMs: null, recycled: { budget: 0 } });
  });

  test("nothing on record is nothing, not a number that is none", async () => {
    const { team, reps } = await asked(7);
    expect(reps.size).toBe(0);
    expect(team).toMatchObject({ offers: 0, accepted: 0, missed: 0, claims: 0, medianMs: null, p95Ms: null });
    expect(team.byDay).toHaveLength(7);
  });

  test("the window begins after the instant seven days ago, and now is in it", async () => {
    const offer = (minute: number): [number, ...EventBody[]][] => [[minute, qualified, offered("U1")]];
    await record([
      offer(NOW - 7 * DAY),
      offer(NOW - 7 * DAY + 1),
      offer(NOW - DAY),
      offer(NOW),
      offer(NOW + 1),
    ]);
    const { team } = await asked(7);
    expect(team.offers).toBe(3);
    expect(team.byDay.map(({ offers }) => offers)).toEqual([1, 0, 0, 0, 0, 1, 1]);
  });
});

/** The same numbers as plainly as can be said. */
function recount(
  events: readonly Pick<LeadEvent, "leadId" | "at" | "body">[],
  days: number,
  rep: string | null,
) {
  const end = T0 + NOW * 60_000;
  const begin = end - days * 86_400_000;
  const ms = (at: Instant) => Date.parse(at);
  const counted = {
    offers: 0,
    accepted: 0,
    recycled: { timing: 0, budget: 0, feature_gap: 0, not_icp: 0 },
    missed: 0,
    claims: 0,
    byDay: Array.from({ length: days }, () => ({ offers: 0, accepted: 0, missed: 0 })),
  };
  const took: number[] = [];
  const began = new Map<string, number>();
  for (const { leadId, at, body } of events) {
    if (body.type === "offered") began.set(`offer ${leadId} ${body.turn}`, ms(at));
    const card = body.type === "card_posted" ? `card ${leadId} ${body.turn}` : "";
    if (body.type === "card_posted" && !began.has(card)) began.set(card, Math.floor(Number(body.ts) * 1_000));
  }
  for (const { leadId, at, body } of events) {
    if (ms(at) <= begin || ms(at) > end || !("rep" in body)) continue;
    if (rep !== null && body.rep !== rep) continue;
    const day = counted.byDay[Math.ceil((ms(at) - begin) / 86_400_000) - 1];
    if (!day) throw new Error("outside the window");
    switch (body.type) {
      case "offered":
        counted.offers += 1;
        day.offers += 1;
        break;
      case "accepted": {
        counted.accepted += 1;
        day.accepted += 1;
        const from =
          began.get(`card ${leadId} ${body.turn}`) ?? began.get(`offer ${leadId} ${body.turn}`) ?? 0;
        took.push(Math.max(0, ms(at) - from));
        break;
      }
      case "recycled":
        counted.recycled[body.recycled.reason] += 1;
        break;
      case "taken_away":
        if (body.why === "window") {
          counted.missed += 1;
          day.missed += 1;
        }
        break;
      case "claimed":
        counted.claims += 1;
    }
  }
  took.sort((a, b) => a - b);
  // The nearest rank: the first that so many per cent of all are not above.
  const rank = (percent: number) =>
    took.find((_, index) => (index + 1) * 100 >= percent * took.length) ?? null;
  return { ...counted, medianMs: rank(50), p95Ms: rank(95) };
}
