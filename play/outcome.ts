// How well a score foretold what became of the leads: conversion by band, and the AUC.

export interface Judged {
  readonly score: number;
  readonly converted: boolean;
}

export interface Band {
  /** Scores from here on, and below `to`; null: no end. */
  readonly from: number | null;
  readonly to: number | null;
  readonly leads: number;
  readonly converted: number;
}

/**
 * The chance that a lead that converted scores above one that did not, ties counting half (Mann and Whitney's U, from
 * ranks). Null where all or none converted.
 */
export function auc(judged: readonly Judged[]): number | null {
  const positives = judged.filter(({ converted }) => converted).length;
  const negatives = judged.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const byScore = [...Map.groupBy(judged, ({ score }) => score)].sort(([a], [b]) => a - b);
  let below = 0;
  let wins = 0;
  for (const [, tied] of byScore) {
    const won = tied.filter(({ converted }) => converted).length;
    const lost = tied.length - won;
    wins += won * (below + lost / 2);
    below += lost;
  }
  return wins / (positives * negatives);
}

/** Bands between these edges, ascending; the first and the last are open. Empty bands are left out. */
export function bands(judged: readonly Judged[], edges: readonly number[]): Band[] {
  const ends: (number | null)[] = [null, ...edges, null];
  return ends.slice(0, -1).flatMap((from, index): Band[] => {
    const to = ends[index + 1] ?? null;
    const inside = judged.filter(
      ({ score }) => (from === null || score >= from) && (to === null || score < to),
    );
    if (inside.length === 0) return [];
    return [{ from, to, leads: inside.length, converted: inside.filter((each) => each.converted).length }];
  });
}

/** `1`, `yes`, `true`, `won` and `converted` in any case are a yes; nothing at all is not known. */
export function readOutcome(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  return word === "" ? null : ["1", "yes", "y", "true", "won", "converted"].includes(word);
}
