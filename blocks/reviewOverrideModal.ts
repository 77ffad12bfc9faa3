// What a steward sees before they mark an override as reviewed: what was done, and what the manager wrote to it.
import type { ModalView } from "@slack/types";
import { JUSTIFICATION_MOST, type Override, type OverrideTexts } from "../src/domain/overrides.ts";
import { modal } from "./assemble.ts";
import { context, input, plainSection, section } from "./build.ts";
import { ACTIONS, BLOCKS, CALLBACKS, overrideValue } from "./ids.ts";
import { tierWords } from "./lead.ts";
import { LIMITS } from "./limits.ts";
import { actWords, standingWords, wouldHave } from "./overrideWords.ts";
import { filledIn, type StateValues } from "./state.ts";
import { titleOf } from "./tankCard.ts";
import { clip, lines, md } from "./text.ts";
import { when } from "./time.ts";
import { type LeadRecord, named, type View } from "./view.ts";

/** `texts` null: they have been erased with the person. */
export function renderReviewOverride(
  record: LeadRecord,
  one: Override,
  texts: OverrideTexts | null,
  view: View,
): ModalView {
  return modal({
    callbackId: CALLBACKS.markReviewed,
    title: "Mark reviewed",
    submit: "Mark reviewed",
    close: "Cancel",
    privateMetadata: overrideValue({ lead: record.lead.id, no: one.no }),
    head: [
      section(
        lines(
          md`*${actWords(one.act, view)}* · ${titleOf(record)} · ${tierWords(record)}`,
          md`${named(one.by, view)} · reason ${clip(one.reasonCode, 60)} · ${when(one.at, view)}`,
          md`By the rules: ${wouldHave(one, view)}`,
          md`${standingWords(one, view)}`,
        ),
      ),
      section(md`*Business justification*`),
      texts
        ? plainSection(texts.justification, LIMITS.section)
        : section(md`What was written has been erased with the person.`),
      ...(texts?.evidence
        ? [section(md`*Evidence link*`), plainSection(texts.evidence, LIMITS.section)]
        : []),
      input(
        BLOCKS.reviewNote,
        "Note",
        {
          type: "plain_text_input",
          action_id: ACTIONS.reviewNote,
          multiline: true,
          max_length: JUSTIFICATION_MOST,
        },
        { optional: true, hint: "Kept with what the manager wrote; it goes when the person is erased." },
      ),
      context(md`An override is reviewed once. The digest shows who did.`),
    ],
  });
}

export type ReadReviewNote =
  | { readonly ok: true; readonly text: string | null }
  | { readonly ok: false; readonly error: string };

/** What was noted; null: nothing. */
export function readReviewNote(values: StateValues | undefined): ReadReviewNote {
  const text = filledIn(values, BLOCKS.reviewNote, ACTIONS.reviewNote);
  return text !== null && text.length > JUSTIFICATION_MOST
    ? { ok: false, error: `Keep the note under ${JUSTIFICATION_MOST} characters` }
    : { ok: true, text };
}
