// The recycle modal: a reason from the fixed list, then what that reason needs. A field appears when the reason above
// it is chosen; before that there is only the reason and a note.
import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { DateTime } from "luxon";
import { RECYCLE_LABELS } from "../src/domain/decide/types.ts";
import type { RecycleReason } from "../src/domain/lead.ts";
import { modal } from "./assemble.ts";
import { context, input, option, plainText, section, select } from "./build.ts";
import { ACTIONS, BLOCKS, CALLBACKS, readTurnValue, type TurnRef, turnValue } from "./ids.ts";
import { subject } from "./lead.ts";
import { LIMITS } from "./limits.ts";
import { md } from "./text.ts";
import { zoneOf } from "./time.ts";
import type { LeadRecord, View } from "./view.ts";

/** What the policy lets a rep choose from. */
export interface RecycleChoices {
  /** When a lead recycled for timing comes back unless the rep picks another day, in ms from now. */
  readonly timingAfterMs: number;
  /** Empty: the rep names the feature freely. */
  readonly features: readonly string[];
  /** Empty: the rep names the criterion freely. */
  readonly criteria: readonly { readonly id: string; readonly label: string }[];
}

export const NOTE_MOST = 2000;
export const NAMED_MOST = 150;
/** Two years: whoever types a later date has mistyped it, and the lead would be gone. */
export const RETURN_MOST_MS = 2 * 366 * 24 * 3_600_000;
/** What the rep chooses when no criterion of the policy is the one that failed. */
const OTHER_CRITERION = "other";

const REASONS = Object.keys(RECYCLE_LABELS) as RecycleReason[];

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
      reasonField(reason),
      ...fieldsOf(reason, choices, view),
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

/** The reason that was chosen; null for none, or for one that is not on the list. */
export function readReason(chosen: string | null | undefined): RecycleReason | null {
  return REASONS.find((reason) => reason === chosen) ?? null;
}

function reasonField(reason: RecycleReason | null): InputBlock {
  const options = REASONS.map((one) => option(RECYCLE_LABELS[one], one));
  const chosen = options.find((one) => one.value === reason);
  const element = {
    ...select(ACTIONS.reason, "Choose a reason", { options }),
    ...(chosen ? { initial_option: chosen } : {}),
  };
  return input(BLOCKS.reason, "Reason", element, { dispatch: true });
}

function fieldsOf(reason: RecycleReason | null, choices: RecycleChoices, view: View): KnownBlock[] {
  switch (reason) {
    case null:
      return [];
    case "timing":
      return [
        input(
          BLOCKS.reengageOn,
          "Re-engage on",
          {
            type: "datepicker",
            action_id: ACTIONS.reengageOn,
            initial_date: proposedDay(choices.timingAfterMs, view),
          },
          { hint: "On this day the lead comes back, is checked again and offered anew." },
        ),
      ];
    case "budget":
      return [context(md`The lead is nurtured until there is a budget.`)];
    case "feature_gap":
      return [
        input(BLOCKS.feature, "Feature", featureElement(choices), {
          hint: "What they need and do not find yet.",
        }),
      ];
    case "not_icp":
      return [
        input(BLOCKS.criterion, "Criterion", criterionElement(choices), {
          hint: "What does not fit. The person is then left alone.",
        }),
      ];
  }
}

/** The day that lies `afterMs` ahead in the rep's zone, as a date picker takes it; one that the form takes, too. */
function proposedDay(afterMs: number, view: View): string {
  const day = DateTime.fromMillis(view.now + Math.min(afterMs, RETURN_MOST_MS), {
    zone: zoneOf(view.timezone),
  });
  const tomorrow = DateTime.fromMillis(view.now, { zone: zoneOf(view.timezone) }).plus({ days: 1 });
  return DateTime.max(day, tomorrow).toFormat("yyyy-MM-dd");
}

function freely(actionId: string, placeholder: string): InputBlock["element"] {
  return {
    type: "plain_text_input",
    action_id: actionId,
    max_length: NAMED_MOST,
    placeholder: plainText(placeholder, LIMITS.placeholder),
  };
}

/** A select where the policy lists features and the list fits one; else a line to type in. */
function featureElement({ features }: RecycleChoices): InputBlock["element"] {
  if (features.length === 0 || !selectable(features))
    return freely(ACTIONS.feature, "Such as: single sign-on");
  const options = features.map((feature) => option(feature, feature));
  return select(ACTIONS.feature, "Choose a feature", { options });
}

function criterionElement({ criteria }: RecycleChoices): InputBlock["element"] {
  if (criteria.length === 0 || !selectable([...criteria.map(({ id }) => id), OTHER_CRITERION])) {
    return freely(ACTIONS.criterion, "Such as: too small");
  }
  const named = criteria.filter(({ id }) => id !== OTHER_CRITERION);
  const options = [...named.map(({ id, label }) => option(label, id)), option("Other", OTHER_CRITERION)];
  return select(ACTIONS.criterion, "Choose a criterion", { options });
}

/** Whether a select can hold these values: at most 100 of at most 150 characters, none twice. */
function selectable(values: readonly string[]): boolean {
  const fits = values.every((value) => value.length > 0 && value.length <= NAMED_MOST);
  return fits && values.length <= LIMITS.options;
}
