// Sealing: every event gets its leaf in the Merkle tree, and a signed checkpoint says how the tree looks now.
import PQueue from "p-queue";
import { type Clock, instant } from "../../clock.ts";
import { GrowingTree } from "../../domain/merkle.ts";
import { type AuditKey, signCheckpoint } from "./checkpoint.ts";
import type { AuditStore, Checkpoint } from "./ports.ts";

export type SealOutcome =
  /** `keyChanged`: the checkpoint before was signed by another key. */
  | { readonly kind: "sealed"; readonly checkpoint: Checkpoint; readonly keyChanged: boolean }
  /** Nothing has happened since; null: nothing has ever happened. */
  | { readonly kind: "unchanged"; readonly checkpoint: Checkpoint | null }
  /** The leaves are not those that were signed. Nothing is signed any more. */
  | { readonly kind: "broken"; readonly what: string };

export interface Sealer {
  /** Idempotent; calls at once wait for each other. Any number of processes may seal the same database. */
  seal(): Promise<SealOutcome>;
}

interface Sealing {
  readonly audit: AuditStore;
  readonly key: AuditKey;
  readonly clock: Clock;
}

/**
 * The sealer of one process. It remembers the tree's edge, so that a seal reads only the leaves that are new; after a
 * start it goes through all leaf hashes once and holds them against the last checkpoint.
 */
export function createSealer({ audit, key, clock }: Sealing): Sealer {
  const queue = new PQueue({ concurrency: 1 });
  let tree = new GrowingTree();

  async function seal(): Promise<SealOutcome> {
    const size = await audit.appendLeaves();
    const last = await audit.lastCheckpoint();
    // What was signed was in the tree then: read that far even where the leaves themselves say less.
    const wrong = await grow(Math.max(size, last?.size ?? 0), last);
    if (wrong !== null) {
      tree = new GrowingTree();
      return { kind: "broken", what: wrong };
    }
    if (tree.size === (last?.size ?? 0)) return { kind: "unchanged", checkpoint: last };
    const checkpoint = signCheckpoint({ size: tree.size, root: tree.root(), at: instant(clock.now()) }, key);
    await audit.addCheckpoint(checkpoint);
    return { kind: "sealed", checkpoint, keyChanged: last !== null && last.key !== key.publicPem };
  }

  /** Appends the leaves up to `size`; says what is wrong with them, or null. */
  async function grow(size: number, last: Checkpoint | null): Promise<string | null> {
    if (tree.size > size) return `${tree.size} leaves were sealed and ${size} are left`;
    if (tree.size === last?.size && tree.root() !== last.root) return differs(last);
    for await (const page of audit.leafHashes(tree.size, size)) {
      for (const leaf of page) {
        tree.append(leaf);
        if (tree.size === last?.size && tree.root() !== last.root) return differs(last);
      }
    }
    return tree.size === size ? null : `leaf ${tree.size} of ${size} is missing`;
  }

  return { seal: () => queue.add(seal) };
}

function differs(last: Checkpoint): string {
  return `the first ${last.size} leaves do not give the root signed on ${last.at}`;
}
