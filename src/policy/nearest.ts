import { closest, distance } from "fastest-levenshtein";

/**
 * The candidate a person most likely meant by `word`, or null when none is near: at most a third of the word's
 * letters (and always at least two) may differ. Upper and lower case count as the same.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const pool = [...candidates];
  if (pool.length === 0 || word.length === 0 || word.length > 100) return null;
  const lower = word.toLowerCase();
  const best = closest(
    lower,
    pool.map((candidate) => candidate.toLowerCase()),
  );
  if (distance(lower, best) > Math.max(2, Math.floor(word.length / 3))) return null;
  if (distance(lower, best) >= Math.max(lower.length, best.length)) return null;
  return pool.find((candidate) => candidate.toLowerCase() === best) ?? null;
}

/** `did you mean 'employees'?`, or `use one of a, b, c` where nothing is near. */
export function suggest(word: string, candidates: Iterable<string>): string {
  const pool = [...candidates];
  const match = nearest(word, pool);
  if (match !== null) return `did you mean '${match}'?`;
  return pool.length === 0 ? "remove it" : `use one of ${pool.join(", ")}`;
}
