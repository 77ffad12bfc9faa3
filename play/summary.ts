// A play in numbers: what `--json` prints and the tables show.
import { type Foretold, foretold, judge, type ScoreCounts } from "../src/domain/foretold.ts";
import { isOverdue } from "../src/domain/lead.ts";
import type { Played } from "./play.ts";
import { eventsOf, type RepRow, timesToAccept } from "./reps.ts";
import { quantile, tally } from "./statistics.ts";

export interface Summary {
  readonly ok: boolean;
  readonly broken: readonly string[];
  readonly leads: { readonly in: number; readonly refused: readonly string[] };
  /** Leads by state at the end. */
  readonly states: Readonly<Record<string, number>>;
  readonly overdueAtEnd: number;
  readonly reps: readonly RepRow[];
  readonly timeToAccept: { readonly medianMs: number | null; readonly p95Ms: number | null };
  /** How often each thing happened; a lead may go through some of them several times. */
  readonly happened: {
    readonly offers: number;
    readonly accepted: number;
    readonly overdue: number;
    readonly takenAway: number;
    readonly tank: number;
    readonly claims: number;
    readonly unclaimed: number;
    readonly overflow: number;
    readonly assigned: number;
    readonly recycled: Readonly<Record<string, number>>;
    readonly returned: number;
  };
  /** Presses that were answered with a sentence instead, by button; cards that had moved on before the press. */
  readonly people: { readonly told: Readonly<Record<string, number>>; readonly tooLate: number };
  readonly slack: {
    readonly posted: number;
    readonly updated: number;
    readonly doublePosts: number;
    readonly violations: number;
  };
  readonly audit: { readonly verified: boolean; readonly events: number };
  readonly speed: {
    readonly seconds: number;
    readonly leadsPerSecond: number;
    readonly simulatedDays: number;
    readonly steps: number;
    /** Real seconds by what they were spent on. */
    readonly spent: Readonly<Record<string, number>>;
  };
  /** Null where no column says what became of the leads. */
  readonly score: Foretold | null;
}

const DAY_MS = 24 * 60 * 60_000;

export function summarise(played: Played): Summary {
  const { input, fates, turned, reps, deeds, traffic, audit, seconds, lasted, broken } = played;
  const times = timesToAccept(fates).map(({ ms }) => ms);
  const count = (type: Parameters<typeof eventsOf>[1]) => eventsOf(fates, type).length;
  return {
    ok: broken.length === 0,
    broken,
    leads: { in: turned.taken.size, refused: [...input.refused, ...turned.refused] },
    states: Object.fromEntries(tally(fates.map(({ lead }) => lead.state))),
    overdueAtEnd: fates.filter(({ lead }) => isOverdue(lead)).length,
    reps,
    timeToAccept: { medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95) },
    happened: {
      offers: count("offered"),
      accepted: count("accepted"),
      overdue: count("overdue"),
      takenAway: count("taken_away"),
      tank: count("tanked"),
      claims: count("claimed"),
      unclaimed: count("unclaimed"),
      overflow: count("overflowed"),
      assigned: count("assigned"),
      recycled: Object.fromEntries(tally(eventsOf(fates, "recycled").map(({ recycled }) => recycled.reason))),
      returned: count("re_engaged"),
    },
    people: { told: deeds.told, tooLate: deeds.tooLate },
    slack: {
      posted: traffic.posted,
      updated: traffic.updated,
      doublePosts: traffic.doublePosts.length,
      violations: traffic.violations.length,
    },
    audit: { verified: audit.ok, events: audit.events },
    speed: {
      seconds,
      leadsPerSecond: turned.taken.size / seconds,
      simulatedDays: lasted / DAY_MS,
      steps: turned.steps,
      spent: Object.fromEntries(Object.entries(turned.spent).map(([phase, ms]) => [phase, ms / 1_000])),
    },
    score: scoreOf(played),
  };
}

/** The score that the rules gave, against what the file says became of the lead. */
function scoreOf({ input, fates }: Played): Summary["score"] {
  const outcomes = new Map(input.leads.map(({ externalId, converted }) => [externalId, converted]));
  const counts: ScoreCounts = new Map();
  for (const { lead, externalId } of fates) {
    const converted = outcomes.get(externalId) ?? null;
    if (converted !== null && lead.score !== null) judge(counts, { score: lead.score, converted });
  }
  return counts.size === 0 ? null : foretold(counts);
}
