// Writes everything that is sealed as JSON Lines that can be verified without the database.
import { createHash } from "node:crypto";
import { type Clock, instant } from "../../clock.ts";
import type { EventId } from "../../ids.ts";
import { type AuditKey, fingerprint, signContent } from "./checkpoint.ts";
import { line, lineOfEvent } from "./format.ts";
import type { AuditStore } from "./ports.ts";
import type { Sealer } from "./seal.ts";

type ExportOutcome =
  | {
      readonly kind: "written";
      readonly events: number;
      readonly checkpoints: number;
      /** Fingerprint of the key that signed the closing line. */
      readonly signedBy: string;
      /** The first event that has a leaf and is no longer there. The export is evidence of that, too. */
      readonly missing: EventId | null;
    }
  | { readonly kind: "broken"; readonly what: string };

interface Exporting {
  readonly audit: AuditStore;
  readonly sealer: Sealer;
  readonly key: AuditKey;
  readonly clock: Clock;
}

/**
 * Seals, then hands every line to `write`, many at a time, in order; each call is waited for. What stands in the
 * database is written as it is: judging it is `verify`'s part. Broken: there is nothing that could be signed.
 */
export async function writeExport(
  { audit, sealer, key, clock }: Exporting,
  write: (lines: string) => Promise<void>,
): Promise<ExportOutcome> {
  const sealed = await sealer.seal();
  if (sealed.kind === "broken") return sealed;
  const size = sealed.checkpoint?.size ?? 0;

  const digest = createHash("sha256");
  const put = async (lines: string) => {
    digest.update(lines);
    await write(lines);
  };

  let missing: EventId | null = null;
  let events = 0;
  for await (const page of audit.leaves(0, size)) {
    let lines = "";
    for (const { event, eventId, leafIndex } of page) {
      if (event === null) {
        missing ??= eventId;
        continue;
      }
      lines += lineOfEvent(event, leafIndex);
      events += 1;
    }
    await put(lines);
  }

  // Another process may have sealed more meanwhile; what is exported ends where this export's own seal does.
  const checkpoints = (await audit.checkpoints()).filter((checkpoint) => checkpoint.size <= size);
  for (const { size, root, at, signature, key } of checkpoints) {
    await put(line({ checkpoint: { size, root, at, signature, key } }));
  }

  const content = {
    at: instant(clock.now()),
    events,
    checkpoints: checkpoints.length,
    digest: digest.digest("hex"),
  };
  await write(line({ export: { ...content, ...signContent({ export: content }, key) } }));
  return {
    kind: "written",
    events,
    checkpoints: checkpoints.length,
    signedBy: fingerprint(key.publicPem),
    missing,
  };
}
