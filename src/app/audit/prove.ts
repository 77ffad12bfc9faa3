// The proof that one event is on record: its path to a signed root. Nobody needs the other events to check it.
import { leafHash, PathFinder, rootFromPath } from "../../domain/merkle.ts";
import type { EventId } from "../../ids.ts";
import type { Proof } from "./format.ts";
import type { AuditStore } from "./ports.ts";
import type { Sealer } from "./seal.ts";

type ProveOutcome =
  | { readonly kind: "proof"; readonly proof: Proof }
  | { readonly kind: "unknown" }
  | { readonly kind: "broken"; readonly what: string };

/** Seals first, so that an event is provable as soon as it has happened. Reads every leaf hash once. */
export async function proveEvent(
  { audit, sealer }: { readonly audit: AuditStore; readonly sealer: Sealer },
  id: EventId,
): Promise<ProveOutcome> {
  const sealed = await sealer.seal();
  if (sealed.kind === "broken") return sealed;
  const { checkpoint } = sealed;
  const found = checkpoint && (await audit.sealedEvent(id));
  if (!found || found.leafIndex >= checkpoint.size) return { kind: "unknown" };

  const finder = new PathFinder(found.leafIndex, checkpoint.size);
  for await (const page of audit.leafHashes(0, checkpoint.size)) for (const leaf of page) finder.add(leaf);
  const path = finder.path();
  const root = rootFromPath(leafHash(found.event), found.leafIndex, checkpoint.size, path);
  if (root !== checkpoint.root) {
    return { kind: "broken", what: `${id} is not what was sealed on ${checkpoint.at}` };
  }
  const { leafIndex, event } = found;
  return { kind: "proof", proof: { event, leafIndex, treeSize: checkpoint.size, path, checkpoint } };
}
