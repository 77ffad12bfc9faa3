// Verifies the database against itself: events against chains, leaves and checkpoints, leads against their events.
import type { AuditStore } from "../ports.ts";
import { HeadsCheck } from "./headsCheck.ts";
import { SealedCheck } from "./sealedCheck.ts";
import type { Verdict } from "./verdict.ts";

/**
 * `trusted`: public keys in PEM, or null to trust the first one found. The bot may go on working meanwhile: events that
 * come after the start are checked where their lead is found to have moved on, and are not missed anywhere else.
 */
export async function verifyDatabase(audit: AuditStore, trusted: readonly string[] | null): Promise<Verdict> {
  // Checkpoints before leaves: whatever a checkpoint covers was there when it was read.
  const sealed = new SealedCheck(await audit.checkpoints(), trusted);
  const heads = new HeadsCheck(sealed.chains);
  const broken = (await sealed.run(audit)) ?? (await heads.run(audit));
  return {
    ok: broken === null,
    events: sealed.events + heads.events,
    leads: sealed.chains.leads + heads.leads,
    checkpoints: sealed.checkpoints,
    unsealed: sealed.events - sealed.covered + heads.events,
    signedBy: sealed.signers,
    keyTrusted: trusted !== null,
    ...(broken && { firstBroken: broken }),
  };
}
