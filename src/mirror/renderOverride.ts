// The messages about an override that waits for a second manager.
import type { Message } from "../../blocks/assemble.ts";
import {
  renderOverrideCard,
  renderOverrideOutcome,
  renderOverrideReminder,
} from "../../blocks/overrideCard.ts";
import type { LeadRecord, View } from "../../blocks/view.ts";
import { type MirrorRef, partsOf } from "../domain/mirrors.ts";

const RENDERED = {
  override: renderOverrideCard,
  override_reminder: renderOverrideReminder,
  override_outcome: renderOverrideOutcome,
} as const;

interface OverrideMirror extends MirrorRef {
  readonly kind: keyof typeof RENDERED;
}

export function isOverride(mirror: MirrorRef): mirror is OverrideMirror {
  return mirror.kind in RENDERED;
}

/** Null: the lead has no such override. */
export function renderOverrideOf(mirror: OverrideMirror, record: LeadRecord, view: View): Message | null {
  const { turn: no } = partsOf(mirror.id);
  const one = record.lead.overrides.find((other) => other.no === no);
  return one ? RENDERED[mirror.kind](record, one, view) : null;
}
