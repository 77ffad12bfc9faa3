// Reads what a manager filled in in the override modal: what is to be done and why, or an error at each field that is wrong.
import type { RecycleAnswer } from "../src/domain/decide/types.ts";
import {
  EVIDENCE_MOST,
  isLink,
  JUSTIFICATION_LEAST,
  JUSTIFICATION_MOST,
  justificationLength,
  type OverrideAct,
  type OverrideVerb,
} from "../src/domain/overrides.ts";
import { validDurationMs } from "../src/policy/duration.ts";
import { ACTIONS, BLOCKS, overrideRepBlock } from "./ids.ts";
import { EXTEND_BY, type OverrideChoices, readVerb } from "./overrideModal.ts";
import { errorAt, type FieldErrors, type RecycleMoment, readAnswer } from "./readRecycle.ts";
import { readReason } from "./recycleFields.ts";
import { filledIn, type StateValues } from "./state.ts";

export type ReadOverride =
  | {
      readonly ok: true;
      readonly act: OverrideAct;
      readonly reasonCode: string;
      readonly justification: string;
      readonly evidence: string | null;
    }
  | { readonly ok: false; readonly errors: FieldErrors };

/** What an act needs is all there, or what is wrong with which field. */
type ReadAct = { readonly act: OverrideAct } | { readonly errors: FieldErrors };

/**
 * Reads the fields as far as the form itself can tell; whether the rep is there, the action fits and the code is one of the
 * policy's is for the domain to say.
 */
export function readOverride(
  values: StateValues,
  choices: Pick<OverrideChoices, "evidence"> & {
    readonly recycle: Pick<OverrideChoices["recycle"], "features">;
  },
  moment: RecycleMoment,
): ReadOverride {
  const verb = readVerb(filledIn(values, BLOCKS.overrideAction, ACTIONS.overrideAction));
  if (verb === null) return { ok: false, errors: { [BLOCKS.overrideAction]: "Choose what is to be done" } };
  const read = readAct(values, verb, choices.recycle, moment);
  const reasonCode = filledIn(values, BLOCKS.overrideReasonCode, ACTIONS.overrideReasonCode);
  const justification = filledIn(values, BLOCKS.overrideJustification, ACTIONS.overrideJustification);
  const evidence = filledIn(values, BLOCKS.overrideEvidence, ACTIONS.overrideEvidence);
  const at = (block: string, what: string | null) => (what === null ? {} : errorOf(values, block, what));
  const errors: FieldErrors = {
    ...("errors" in read ? read.errors : {}),
    ...at(BLOCKS.overrideReasonCode, reasonCode === null ? "Choose a reason code" : null),
    ...at(BLOCKS.overrideJustification, wrongJustification(justification ?? "")),
    ...at(BLOCKS.overrideEvidence, wrongEvidence(evidence, choices.evidence.includes(verb))),
  };
  if ("errors" in read || reasonCode === null || justification === null || Object.keys(errors).length > 0) {
    return { ok: false, errors };
  }
  return { ok: true, act: read.act, reasonCode, justification, evidence };
}

function errorOf(values: StateValues, block: string, what: string): FieldErrors {
  return errorAt(values, block, what, BLOCKS.overrideAction, "action");
}

function wrongJustification(text: string): string | null {
  const length = justificationLength(text);
  if (length < JUSTIFICATION_LEAST) {
    return `Say why in ${JUSTIFICATION_LEAST} characters or more; these are ${length}`;
  }
  return text.length > JUSTIFICATION_MOST ? `Keep it under ${JUSTIFICATION_MOST} characters` : null;
}

function wrongEvidence(link: string | null, must: boolean): string | null {
  if (link === null) return must ? "Give a link to the evidence" : null;
  if (link.length > EVIDENCE_MOST) return `Keep the link under ${EVIDENCE_MOST} characters`;
  return isLink(link) ? null : "Give a link that begins with http:// or https://";
}

function readAct(
  values: StateValues,
  verb: OverrideVerb,
  recycle: Pick<OverrideChoices["recycle"], "features">,
  moment: RecycleMoment,
): ReadAct {
  switch (verb) {
    case "reassign":
    case "force_accept": {
      const block = overrideRepBlock(verb);
      const rep = filledIn(values, block, ACTIONS.overrideRep);
      return rep === null ? { errors: errorOf(values, block, "Pick a rep") } : { act: { do: verb, rep } };
    }
    case "force_recycle": {
      const answer = readRecycling(values, recycle, moment);
      return "errors" in answer ? answer : { act: { do: verb, answer } };
    }
    case "extend": {
      const block = BLOCKS.overrideExtendBy;
      const chosen = filledIn(values, block, ACTIONS.overrideExtendBy);
      const known = EXTEND_BY.find(([value]) => value === chosen);
      if (!known) return { errors: errorOf(values, block, "Choose how long") };
      return { act: { do: verb, byMs: validDurationMs(known[0]) } };
    }
    case "unsuppress":
    case "reopen":
      return { act: { do: verb } };
  }
}

function readRecycling(
  values: StateValues,
  recycle: Pick<OverrideChoices["recycle"], "features">,
  moment: RecycleMoment,
): RecycleAnswer | { readonly errors: FieldErrors } {
  const chooser = BLOCKS.overrideRecycleReason;
  const reason = readReason(filledIn(values, chooser, ACTIONS.overrideRecycleReason));
  const read = readAnswer(values, reason, recycle, moment);
  if (read.ok) return read.answer;
  if (read.block === null) return { errors: errorOf(values, chooser, read.what) };
  return { errors: errorAt(values, read.block, read.what, chooser, "recycle reason") };
}
