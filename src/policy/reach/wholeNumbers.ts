/** Sets of whole numbers as ranges, ascending and apart; both ends belong to a range and may be infinite. */
export type WholeNumbers = readonly (readonly [least: number, most: number])[];

export const ALL: WholeNumbers = [[-Infinity, Infinity]];
export const NONE: WholeNumbers = [];

/** From `least` to `most`, both included; none where the one lies beyond the other. */
export function range(least: number, most: number): WholeNumbers {
  return least <= most ? [[least, most]] : NONE;
}

// Most parts of a condition say nothing about the attribute asked for: all or none are met without a look at the rest.

export function union(a: WholeNumbers, b: WholeNumbers): WholeNumbers {
  if (a === ALL || b.length === 0) return a;
  if (b === ALL || a.length === 0) return b;
  const joined: [number, number][] = [];
  for (const [least, most] of [...a, ...b].sort(([one], [other]) => one - other || 0)) {
    const last = joined.at(-1);
    if (last === undefined || least > last[1] + 1) joined.push([least, most]);
    else last[1] = Math.max(last[1], most);
  }
  return joined;
}

export function intersection(a: WholeNumbers, b: WholeNumbers): WholeNumbers {
  if (a === ALL || b.length === 0) return b;
  if (b === ALL || a.length === 0) return a;
  return a.flatMap(([least, most]) =>
    b.flatMap(([from, to]) => range(Math.max(least, from), Math.min(most, to))),
  );
}

export function complement(set: WholeNumbers): WholeNumbers {
  let from = -Infinity;
  const gaps: [number, number][] = [];
  for (const [least, most] of set) {
    if (least > from) gaps.push([from, least - 1]);
    from = most + 1;
  }
  if (from < Infinity) gaps.push([from, Infinity]);
  return gaps;
}

export function isWithin(a: WholeNumbers, b: WholeNumbers): boolean {
  return intersection(a, complement(b)).length === 0;
}
