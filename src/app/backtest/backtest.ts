// `policy backtest`: the whole record decided again under other rules, and compared with what was decided. Reads only.
import { setImmediate } from "node:timers/promises";
import type { LeadId } from "../../ids.ts";
import type { CompiledPolicy } from "../../policy/types.ts";
import { answeredBy, becameOf, decideAgain } from "./decideAgain.ts";
import type { HistoryStore, RecordedLead } from "./ports.ts";
import { type Counts, Tally } from "./tally.ts";

export interface Backtest extends Counts {
  /** Leads that were not decided again: not decided yet, with nothing left to decide on, or merged into others. */
  readonly leftOut: Readonly<Record<"undecided" | "forgotten" | "merged", number>>;
  /** Decided again a second, reading included. */
  readonly leadsPerSecond: number;
}

/** What became of a lead; null: not known. */
export type Outcomes = (lead: Pick<RecordedLead, "source" | "externalId" | "state">) => boolean | null;

/** Where nothing better is on record: whether the rep took the lead. */
export const repsAnswers: Outcomes = ({ state }) => answeredBy(state);

export interface BacktestOptions {
  readonly policy: CompiledPolicy;
  readonly outcomes: Outcomes;
  /** How many of the leads that change are listed; they are counted all the same. */
  readonly keep: number;
  /** Told the number of leads before the first is read, and then how many are done. */
  readonly progress: (leads: number) => { update(done: number): void; end(): void };
}

/**
 * Every lead there was when it began, in constant memory. Between two pages everything else in the process has its turn:
 * on the embedded database this is the bot itself.
 */
export async function backtest(
  history: HistoryStore,
  { policy, outcomes, keep, progress }: BacktestOptions,
): Promise<Backtest> {
  const started = performance.now(); // not the clock: where that is turned, this still takes its time
  const tally = new Tally(policy, keep);
  const leftOut = { undecided: 0, forgotten: 0, merged: 0 };
  const { leads, last } = await history.extent();
  const bar = progress(leads);
  let done = 0;
  try {
    for await (const page of pagesOf(history, last)) {
      for (const lead of page) {
        const again = decideAgain(policy, lead);
        if (again.kind !== "decided") leftOut[again.kind]++;
        else {
          const { old, new: verdict } = again;
          tally.add({
            leadId: lead.id,
            old,
            new: verdict,
            became: becameOf(lead),
            converted: outcomes(lead),
          });
        }
      }
      done += page.length;
      bar.update(done);
      await setImmediate();
    }
  } finally {
    bar.end();
  }
  const counts = tally.counts();
  const seconds = (performance.now() - started) / 1_000;
  return { ...counts, leftOut, leadsPerSecond: Math.round(counts.leads / seconds) };
}

async function* pagesOf(history: HistoryStore, last: LeadId | null) {
  if (last !== null) yield* history.recorded(last);
}
