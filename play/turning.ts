// Turns the clock from one thing that is due to the next, lets Baton do it and the people act, until all is quiet.
import { type Instant, instant, type TurnedClock, toMs } from "../src/clock.ts";
import type { Floor } from "./floor.ts";
import type { PlayLead } from "./input.ts";
import { postLeads } from "./intake.ts";
import { onStep } from "./step.ts";
import { Stuck } from "./stuck.ts";
import type { Workspace } from "./workspace.ts";

export interface Arrival {
  readonly at: number;
  readonly lead: PlayLead;
}

export interface TurningOptions {
  readonly workspace: Workspace;
  readonly clock: TurnedClock;
  readonly floor: Floor;
  /** Ascending. */
  readonly arrivals: readonly Arrival[];
  /** How many leads have arrived so far. */
  readonly progress: (arrived: number) => void;
}

export interface Turned {
  readonly taken: ReadonlyMap<string, string>;
  readonly refused: readonly string[];
  /** How many instants the clock stood at. */
  readonly steps: number;
  /** Real ms by what they were spent on. */
  readonly spent: Readonly<Record<Phase, number>>;
  /** False: something was still open long after the last lead had arrived. */
  readonly quiet: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;
/** Leads that one request brings. */
const MOST_AT_ONCE = 1_000;

type Phase = "next" | "intake" | "baton" | "people";

const DAY_MS = 24 * 60 * 60_000;
/** Whatever is open that long after the last arrival will never end by itself. */
const TAIL_DAYS = 60;
/** Standing at one instant this often means that something is due for ever. */
const MOST_ROUNDS = 2_000;

export async function turnToTheEnd(options: TurningOptions): Promise<Turned> {
  const { workspace, clock, floor, arrivals, progress } = options;
  const { baton, token } = workspace;
  const { leads, mirrors } = baton.services;
  const taken = new Map<string, string>();
  const refused: string[] = [];
  const spent: Record<Phase, number> = { next: 0, intake: 0, baton: 0, people: 0 };
  const last = (arrivals.at(-1)?.at ?? clock.now()) + TAIL_DAYS * DAY_MS;
  let arrived = 0;
  let steps = 0;
  let rounds = 0;

  const timed = async <T>(phase: Phase, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    try {
      return await work();
    } finally {
      spent[phase] += performance.now() - started;
    }
  };
  /** What Baton has to do next by time, and when the next message may go out; in ms. */
  const ahead = async () => {
    const [due, asked, behind] = await Promise.all([
      leads.nextDueAt(),
      baton.enrichment.nextAt(),
      mirrors.nextAt(),
    ]);
    const ms = (at: Instant | null) => (at === null ? NEVER : toMs(at));
    return { due: Math.min(ms(due), ms(asked)), behind: ms(behind) };
  };
  /** Only timers that bring leads back another season may be left. */
  const isQuiet = async (): Promise<boolean> => {
    if (arrived < arrivals.length || (await mirrors.behind()) > 0) return false;
    const { totals } = await leads.queue({ kind: "all" }, { offset: 0, limit: 1 }, instant(clock.now()));
    return totals.open === 0;
  };

  for (;;) {
    const { due, behind } = await timed("next", ahead);
    const next = Math.min(due, behind, arrivals[arrived]?.at ?? NEVER, floor.nextAt() ?? NEVER);
    if (next > last) break;
    const moves = onStep(next) > clock.now();
    if (moves && arrived >= arrivals.length && (await timed("next", isQuiet))) break;
    rounds = moves ? 0 : rounds + 1;
    if (rounds > MOST_ROUNDS) throw new Stuck(`Something stays due at ${instant(clock.now())}`);
    if (moves) steps++;
    clock.turnTo(onStep(next));
    const now = clock.now();

    const batch = arrivals.slice(arrived, arrived + MOST_AT_ONCE).filter(({ at }) => at <= now);
    if (batch.length > 0) {
      const posting = batch.map(({ lead }) => lead);
      const posted = await timed("intake", () => postLeads(baton.url, token, posting));
      for (const [externalId, id] of posted.taken) taken.set(externalId, id);
      refused.push(...posted.refused);
      arrived += batch.length;
      progress(arrived);
    }
    const isDue = batch.length > 0 || due <= now;
    // A sweep brings leads back about whom providers are asked again; their answers may end a buffer at once.
    if (isDue) await timed("baton", () => baton.enrichment.drain());
    if (isDue) await timed("baton", () => baton.sweeper.drain());
    // Whatever was committed has woken the reconciler already: the clock must not turn before it is done.
    if (isDue || behind <= now) await timed("baton", () => baton.reconciler.drain());
    floor.lookAround();
    if ((await timed("people", () => floor.act())) > 0) await timed("baton", () => baton.reconciler.drain());
  }
  return { taken, refused, steps, spent, quiet: await isQuiet() };
}
