// Verifies the database against itself: events against chains, leaves and checkpoints, leads against their events.
import type { AuditStore } from "./ports.ts";
import { RowsCheck } from "./rowsCheck.ts";
import { SealedCheck } from "./sealedCheck.ts";
import type { Verdict } from "./verdict.ts";

/**
 * `trusted`: public keys in PEM, or null to trust the first one found. The bot may go on working meanwhile: what comes
 * after the start is checked with its lead. Memory grows with leads and checkpoints, not with events.
 */
export async function verifyDatabase(audit: AuditStore, trusted: readonly string[] | null): Promise<Verdict> {
  // Checkpoints before leaves: whatever a checkpoint covers was there when it was read.
  const sealed = new SealedCheck(await audit.checkpoints(), trusted);
  const rows = new RowsCheck(sealed.chains);
  const broken = (await sealed.run(audit)) ?? (await rows.run(audit));
  return {
    ok: broken === null,
    events: sealed.events + rows.events,
    leads: sealed.chains.leads,
    checkpoints: sealed.checkpoints,
    unsealed: sealed.events - sealed.covered + rows.events,
    signedBy: sealed.signers,
    keyTrusted: trusted !== null,
    ...(broken && { firstBroken: broken }),
  };
}
