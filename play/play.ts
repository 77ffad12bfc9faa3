// One play: a workspace, a team of simulated reps, the leads of a file, and what became of them.
import type { Verdict } from "../src/app/audit/verdict.ts";
import { verifyDatabase } from "../src/app/audit/verifyDatabase.ts";
import { instant, TurnedClock } from "../src/clock.ts";
import type { BotConfig } from "../src/config.ts";
import { teamShift } from "../src/domain/calendar.ts";
import { arrivalTimes } from "./arrivals.ts";
import { census, type Fate } from "./census.ts";
import { type Deeds, Floor } from "./floor.ts";
import { Hands } from "./hands.ts";
import type { PlayInput } from "./input.ts";
import { broken } from "./invariants.ts";
import { createRandom } from "./random.ts";
import { type RepRow, repRows } from "./reps.ts";
import { type Traffic, trafficOf } from "./traffic.ts";
import { type Turned, turnToTheEnd } from "./turning.ts";
import { startWorkspace, type Workspace } from "./workspace.ts";

export interface PlayOptions {
  readonly input: PlayInput;
  readonly seed: number;
  /** Working days over which the leads arrive. */
  readonly days: number;
  /** When the first day begins, in ms. */
  readonly start: number;
  /** A PostgreSQL to play on; null: the embedded database, in memory. */
  readonly databaseUrl: string | null;
  readonly logLevel: BotConfig["logLevel"];
  readonly progress: (arrived: number) => void;
}

export interface Played {
  readonly input: PlayInput;
  readonly fates: readonly Fate[];
  readonly turned: Turned;
  readonly reps: readonly RepRow[];
  readonly deeds: Deeds;
  readonly traffic: Traffic;
  readonly audit: Verdict;
  /** Real seconds from the first lead to the last thing done. */
  readonly seconds: number;
  /** Simulated ms. */
  readonly lasted: number;
  /** What must hold and does not; empty: all is well. */
  readonly broken: readonly string[];
}

export async function play(options: PlayOptions): Promise<Played> {
  const { input, start, databaseUrl, logLevel } = options;
  const clock = new TurnedClock(start);
  const workspace = await startWorkspace({ ...input, clock, databaseUrl, logLevel });
  try {
    return await playIn(workspace, clock, options);
  } finally {
    await workspace.stop();
  }
}

async function playIn(workspace: Workspace, clock: TurnedClock, options: PlayOptions): Promise<Played> {
  const { input, seed, days, start, progress } = options;
  const { sim, baton } = workspace;
  const { services } = baton;
  const { team } = input;
  const random = createRandom(seed, "arrivals");
  const times = arrivalTimes(input.leads.length, {
    start: instant(start),
    days,
    shift: teamShift(team),
    random,
  });
  const order = random.shuffled(input.leads);
  const arrivals = times.flatMap((at, index) => {
    const lead = order[index];
    return lead === undefined ? [] : [{ at, lead }];
  });
  const hands = new Hands({ sim, leads: services.leads });
  const floor = new Floor({ sim, team, hands, seed, now: () => clock.now() });
  const started = performance.now();
  const turned = await turnToTheEnd({ workspace, clock, floor, arrivals, progress });
  const seconds = (performance.now() - started) / 1_000;

  const fates = await census(services);
  const audit = await verifyDatabase(services.audit, null);
  const traffic = trafficOf(sim, team);
  const behind = await services.mirrors.behind();
  const now = clock.now();
  return {
    input,
    fates,
    turned,
    reps: repRows(fates, team, floor.parts),
    deeds: floor.deeds,
    traffic,
    audit,
    seconds,
    lasted: clock.now() - start,
    broken: broken({ fates, taken: turned.taken, traffic, audit, behind, now }),
  };
}
