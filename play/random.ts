// A small seeded generator, so that the same seed plays the same story. Each player draws from a stream of their own:
// what one does never shifts what another draws.
import { createHash } from "node:crypto";

export interface Random {
  /** From 0 up to but not including 1. */
  next(): number;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  /** One of these, with equal or the given weights. The list must not be empty. */
  pick<T>(from: readonly T[], weight?: (item: T) => number): T;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** A log-normal draw: `median`, and how wide (`sigma` 0.7: two thirds lie between half and twice the median). */
  around(median: number, sigma: number): number;
  /** The same items in another order. */
  shuffled<T>(items: readonly T[]): T[];
}

/** `name` tells streams of one seed apart. */
export function createRandom(seed: number, name: string): Random {
  const next = mulberry32(createHash("sha256").update(`${seed}/${name}`).digest().readUInt32LE());
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick(from, weight = () => 1) {
      const weights = from.map(weight);
      let left = next() * weights.reduce((sum, each) => sum + each, 0);
      const index = weights.findIndex((each) => {
        left -= each;
        return left < 0;
      });
      const item = from.at(index);
      if (item === undefined) throw new RangeError("there is nothing to pick from");
      return item;
    },
    around: (median, sigma) => median * Math.exp(sigma * gaussian(next)),
    shuffled<T>(items: readonly T[]): T[] {
      const keyed = items.map((item) => ({ item, key: next() }));
      return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
    },
  };
}

/** Tommy Ettinger's mulberry32: 32 bits of state, plenty for a play. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Box and Muller's. */
function gaussian(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
