// The form that closes a post-mortem: what was found, and what follows.
import type { ModalView } from "@slack/types";
import type { PostMortemFacts } from "../src/domain/alertFacts.ts";
import type { Alert } from "../src/domain/alerts.ts";
import { modal } from "./assemble.ts";
import { input, section } from "./build.ts";
import { ACTIONS, BLOCKS, CALLBACKS } from "./ids.ts";
import { postMortemSubject } from "./postMortemCard.ts";
import { filledIn, type StateValues } from "./state.ts";
import { md } from "./text.ts";
import type { View } from "./view.ts";

const NOTE_LEAST = 20;
const NOTE_MOST = 2_000;

export function renderPostMortemForm(alert: Alert, facts: PostMortemFacts, view: View): ModalView {
  return modal({
    callbackId: CALLBACKS.postMortem,
    title: "Post-mortem",
    submit: "Done",
    close: "Cancel",
    privateMetadata: alert.id,
    head: [
      section(md`*${postMortemSubject(alert, facts, view)}*`),
      input(
        BLOCKS.postMortemNote,
        "What follows",
        {
          type: "plain_text_input",
          action_id: ACTIONS.postMortemNote,
          multiline: true,
          min_length: NOTE_LEAST,
          max_length: NOTE_MOST,
        },
        { hint: "Why it happened and what changes. It goes on record: no names or addresses of leads." },
      ),
    ],
  });
}

/** The note, without what stands around it; or what is wrong with it, by block id. */
export function readPostMortem(
  values: StateValues,
):
  | { readonly ok: true; readonly note: string }
  | { readonly ok: false; readonly errors: Record<string, string> } {
  const note = (filledIn(values, BLOCKS.postMortemNote, ACTIONS.postMortemNote) ?? "").trim();
  if (note.length >= NOTE_LEAST && note.length <= NOTE_MOST) return { ok: true, note };
  const error =
    note.length < NOTE_LEAST
      ? `Write ${NOTE_LEAST} characters or more`
      : `Keep it under ${NOTE_MOST} characters`;
  return { ok: false, errors: { [BLOCKS.postMortemNote]: error } };
}
