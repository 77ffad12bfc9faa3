// The recycle modal: a reason from the fixed list, then what that reason needs. A field appears when the reason above
// it is chosen; before that there is only the reason and a note.
import type { ModalView } from "@slack/types";
import type { RecycleReason } from "../src/domain/lead.ts";
import { modal } from "./assemble.ts";
import { input, section } from "./build.ts";
import { ACTIONS, BLOCKS, CALLBACKS, readTurnValue, type TurnRef, turnValue } from "./ids.ts";
import { subject } from "./lead.ts";
import { type RecycleChoices, reasonField, reasonFields } from "./recycleFields.ts";
import type { LeadRecord, View } from "./view.ts";

export const NOTE_MOST = 2000;

/** `reason` null: not chosen yet. `view.timezone` is the rep's own: the proposed day is a day there. */
export function renderRecycle(
  record: LeadRecord,
  turn: number,
  reason: RecycleReason | null,
  choices: RecycleChoices,
  view: View,
): ModalView {
  return modal({
    callbackId: CALLBACKS.recycle,
    title: "Recycle lead",
    submit: "Recycle",
    close: "Cancel",
    privateMetadata: turnValue({ lead: record.lead.id, turn }),
    head: [
      section(subject(record, true)),
      reasonField("Reason", BLOCKS.reason, ACTIONS.reason, reason),
      ...reasonFields(reason, choices, view),
      input(
        BLOCKS.note,
        "Note",
        { type: "plain_text_input", action_id: ACTIONS.note, multiline: true, max_length: NOTE_MOST },
        { optional: true },
      ),
    ],
  });
}

/** The lead and turn that a recycle modal is about; null for anything else. */
export function readRecycleTarget(privateMetadata: string | undefined): TurnRef | null {
  return readTurnValue(privateMetadata);
}
