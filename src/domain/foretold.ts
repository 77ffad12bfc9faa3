// How well a score foretold what became of the leads: conversion by band, and the AUC. Leads are counted by score, so
// that a million of them need no more room than their scores do.

export interface Judged {
  readonly score: number;
  readonly converted: boolean;
}

/** How many leads had a score, and how many of them converted. */
export type ScoreCounts = Map<number, { leads: number; converted: number }>;

export interface Band {
  /** Scores from here on, and below `to`; null: no end. */
  readonly from: number | null;
  readonly to: number | null;
  readonly leads: number;
  readonly converted: number;
}

/** What is said about a score: all that was judged, the AUC, and the bands. */
export interface Foretold {
  readonly auc: number | null;
  readonly leads: number;
  readonly converted: number;
  readonly bands: readonly Band[];
}

const EDGES = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

/** Adds a lead to the counts. */
export function judge(counts: ScoreCounts, { score, converted }: Judged): void {
  const count = counts.get(score);
  if (count === undefined) counts.set(score, { leads: 1, converted: converted ? 1 : 0 });
  else {
    count.leads++;
    if (converted) count.converted++;
  }
}

export function foretold(counts: ScoreCounts): Foretold {
  return { auc: auc(counts), ...sum(counts), bands: bands(counts, EDGES) };
}

/**
 * The chance that a lead that converted scores above one that did not, ties counting half (Mann and Whitney's U, from
 * ranks). Null where all or none converted.
 */
export function auc(counts: ScoreCounts): number | null {
  const all = sum(counts);
  const negatives = all.leads - all.converted;
  if (all.converted === 0 || negatives === 0) return null;
  let below = 0;
  let wins = 0;
  for (const [, { leads, converted }] of [...counts].sort(([a], [b]) => a - b)) {
    const lost = leads - converted;
    wins += converted * (below + lost / 2);
    below += lost;
  }
  return wins / (all.converted * negatives);
}

/** Bands between these edges, ascending; the first and the last are open. Empty bands are left out. */
export function bands(counts: ScoreCounts, edges: readonly number[]): Band[] {
  const ends: (number | null)[] = [null, ...edges, null];
  return ends.slice(0, -1).flatMap((from, index): Band[] => {
    const to = ends[index + 1] ?? null;
    const inside = sum(
      [...counts].filter(([score]) => (from === null || score >= from) && (to === null || score < to)),
    );
    return inside.leads === 0 ? [] : [{ from, to, ...inside }];
  });
}

/** A band as people say it. */
export function bandName({ from, to }: Pick<Band, "from" | "to">): string {
  if (from === null) return `under ${to}`;
  return to === null ? `${from} and more` : `${from} to ${to - 1}`;
}

/** `1`, `yes`, `true`, `won` and `converted` in any case are a yes; nothing at all is not known. */
export function readOutcome(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  return word === "" ? null : ["1", "yes", "y", "true", "won", "converted"].includes(word);
}

function sum(counts: Iterable<[number, { readonly leads: number; readonly converted: number }]>) {
  let leads = 0;
  let converted = 0;
  for (const [, count] of counts) {
    leads += count.leads;
    converted += count.converted;
  }
  return { leads, converted };
}
