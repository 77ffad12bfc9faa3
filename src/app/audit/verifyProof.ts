// Verifies the proof of one event by itself: no database, no environment, none of the other events.
import { leafHash, rootFromPath } from "../../domain/merkle.ts";
import { isOwnChain } from "../../domain/ownChains.ts";
import { faultIn } from "./chainCheck.ts";
import { SignatureCheck } from "./checkpoint.ts";
import { canonicalForm, firstIssue, type Proof, proof } from "./format.ts";
import type { Broken, Verdict } from "./verdict.ts";

/** In bytes; a proof is one event and at most 53 hashes. */
export const LARGEST_PROOF = 4 * 1024 * 1024;

/** Whether the text is meant as a proof, sound or not, rather than as an export. */
export function looksLikeProof(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "treeSize" in value;
  } catch {
    return false;
  }
}

/** `text` as `prove` gave it; spaces and line breaks between its parts may differ. `trusted` as for an export. */
export function verifyProof(text: string, trusted: readonly string[] | null): Verdict {
  const signatures = new SignatureCheck(trusted);
  const parsed = proof.safeParse(JSON.parse(text));
  const broken = parsed.success
    ? brokenIn(parsed.data, text, signatures)
    : { what: `it is not a proof (${firstIssue(parsed.error)})` };
  const checked = broken === null ? 1 : 0;
  const event = parsed.data?.event;
  return {
    ok: broken === null,
    events: checked,
    leads: event && isOwnChain(event.leadId) ? 0 : checked,
    checkpoints: checked,
    unsealed: 0,
    signedBy: signatures.signers,
    keyTrusted: trusted !== null,
    ...(broken && { firstBroken: broken }),
  };
}

function brokenIn(proof: Proof, text: string, signatures: SignatureCheck): Broken | null {
  const { event, leafIndex, treeSize, path, checkpoint } = proof;
  const at = { eventId: event.id, leadId: event.leadId };
  if (!saysOnlyThis(text) || canonicalForm(event) === null) {
    return { ...at, what: "a name stands there twice, or a value in an unusual form" };
  }
  const fault = faultIn(event);
  if (fault !== null) return { ...at, what: fault };
  if (treeSize !== checkpoint.size) return { ...at, what: "treeSize is not the checkpoint's size" };
  if (rootFromPath(leafHash(event), leafIndex, treeSize, path) !== checkpoint.root) {
    return { ...at, what: "its path does not lead to the checkpoint's root" };
  }
  const wrong = signatures.checkpoint(checkpoint);
  return wrong === null ? null : { ...at, what: `checkpoint: ${wrong}` };
}

/** Written again from what was read, it is the same text but for the space between its parts. */
function saysOnlyThis(text: string): boolean {
  return JSON.stringify(JSON.parse(text)) === text.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g, "$1");
}
