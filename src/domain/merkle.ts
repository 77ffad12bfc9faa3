// The Merkle tree over all events (RFC 6962 hashing): one root stands for everything on record, and a short path shows
// that one event is in it. Hashes are SHA-256 in lower-case hexadecimal.
import { createHash } from "node:crypto";
import { canonical } from "../canonical.ts";
import type { Linked } from "./chain.ts";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Root of the tree without leaves. */
export const EMPTY_ROOT = createHash("sha256").digest("hex");

/** RFC 6962 leaf hash of any bytes. The prefix keeps a leaf from passing for a node. */
export function hashLeaf(data: Uint8Array | string): string {
  return createHash("sha256").update(LEAF).update(data).digest("hex");
}

/** The leaf of an event: its canonical JSON with its own hash, so that the tree covers every field. */
export function leafHash(event: Linked<unknown>): string {
  const { id, leadId, seq, at, actor, body, prev, hash } = event;
  return hashLeaf(canonical({ id, leadId, seq, at, actor, body, prev, hash }));
}

function hashNode(left: string, right: string): string {
  return createHash("sha256").update(NODE).update(left, "hex").update(right, "hex").digest("hex");
}

/**
 * A tree that is only ever appended to. It keeps the roots of its complete subtrees, largest first (one for each bit
 * set in `size`): appending costs two hashes on average, a root at most 53, however many leaves there are.
 */
export class GrowingTree {
  #size = 0;
  readonly #peaks: string[] = [];

  get size(): number {
    return this.#size;
  }

  append(leaf: string): void {
    let peak = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) peak = hashNode(this.#pop(), peak);
    this.#peaks.push(peak);
    this.#size += 1;
  }

  root(): string {
    return this.#peaks.length === 0
      ? EMPTY_ROOT
      : this.#peaks.reduceRight((right, left) => hashNode(left, right));
  }

  #pop(): string {
    const peak = this.#peaks.pop();
    if (peak === undefined) throw new RangeError("a tree has a peak for each bit set in its size");
    return peak;
  }
}

/** The leaves from `from` up to but not including `to`, and the tree over them. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly tree: GrowingTree;
}

/**
 * The inclusion path of one leaf, gathered while all leaves of the tree go by once, in order. Every node on the path
 * is the root of a stretch of leaves; the stretches do not overlap, so that one tree a stretch is all it remembers.
 */
export class PathFinder {
  readonly #stretches: readonly Stretch[];
  /** The same in the order in which the leaves go by. */
  readonly #byPosition: readonly Stretch[];
  #position = 0;
  #stretch = 0;

  /** `index` from 0, less than `size`. */
  constructor(index: number, size: number) {
    this.#stretches = siblings(index, size).map((range) => ({ ...range, tree: new GrowingTree() }));
    this.#byPosition = this.#stretches.toSorted((a, b) => a.from - b.from);
  }

  add(leaf: string): void {
    const current = this.#byPosition[this.#stretch];
    if (current && this.#position >= current.from) {
      current.tree.append(leaf);
      if (this.#position + 1 === current.to) this.#stretch += 1;
    }
    this.#position += 1;
  }

  /** From the leaf's own sibling up to the root's child; complete once every leaf has been added. */
  path(): string[] {
    return this.#stretches.map(({ tree }) => tree.root());
  }
}

/** RFC 9162, 2.1.3.1: the stretches of leaves whose roots are the path, nearest first. */
function siblings(index: number, size: number): { from: number; to: number }[] {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) {
    throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  }
  const found: { from: number; to: number }[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    let half = 1;
    while (half * 2 < to - from) half *= 2;
    const middle = from + half;
    if (index < middle) {
      found.push({ from: middle, to });
      to = middle;
    } else {
      found.push({ from, to: middle });
      from = middle;
    }
  }
  return found.reverse();
}

/**
 * The root that a tree of `size` leaves has when `leaf` is at `index` (from 0) and `path` its inclusion path; null
 * when no path of that length leads there. RFC 9162, 2.1.3.2.
 */
export function rootFromPath(
  leaf: string,
  index: number,
  size: number,
  path: readonly string[],
): string | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null;
  let position = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of path) {
    if (last === 0) return null;
    if (position % 2 === 1 || position === last) {
      root = hashNode(sibling, root);
      // A leaf at the right edge has no sibling on these levels: it went up as it was.
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      root = hashNode(root, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}
