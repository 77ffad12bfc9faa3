// What each reason for a recycle asks for: the fields of the recycle modal, and of an override that recycles.
import type { InputBlock, KnownBlock } from "@slack/types";
import { DateTime } from "luxon";
import { RECYCLE_LABELS } from "../src/domain/decide/types.ts";
import type { RecycleReason } from "../src/domain/lead.ts";
import { context, input, option, plainText, select } from "./build.ts";
import { ACTIONS, BLOCKS } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { md } from "./text.ts";
import { zoneOf } from "./time.ts";
import type { View } from "./view.ts";

/** What the policy lets a person choose from. */
export interface RecycleChoices {
  /** When a lead recycled for timing comes back unless another day is picked, in ms from now. */
  readonly timingAfterMs: number;
  /** Empty: the feature is named freely. */
  readonly features: readonly string[];
  /** Empty: the criterion is named freely. */
  readonly criteria: readonly { readonly id: string; readonly label: string }[];
}

export const NAMED_MOST = 150;
/** Two years: whoever types a later date has mistyped it, and the lead would be gone. */
export const RETURN_MOST_MS = 2 * 366 * 24 * 3_600_000;
/** What is chosen when no criterion of the policy is the one that failed. */
const OTHER_CRITERION = "other";

const REASONS = Object.keys(RECYCLE_LABELS) as RecycleReason[];

/** The reason that was chosen; null for none, or for one that is not on the list. */
export function readReason(chosen: string | null | undefined): RecycleReason | null {
  return REASONS.find((reason) => reason === chosen) ?? null;
}

/** The list of reasons. Choosing one tells Baton at once, so that its fields appear. */
export function reasonField(
  label: string,
  blockId: string,
  actionId: string,
  reason: RecycleReason | null,
): InputBlock {
  const options = REASONS.map((one) => option(RECYCLE_LABELS[one], one));
  const chosen = options.find((one) => one.value === reason);
  const element = {
    ...select(actionId, "Choose a reason", { options }),
    ...(chosen ? { initial_option: chosen } : {}),
  };
  return input(blockId, label, element, { dispatch: true });
}

/** What the reason needs; nothing before one is chosen. `view.timezone`: the proposed day is a day there. */
export function reasonFields(
  reason: RecycleReason | null,
  choices: RecycleChoices,
  view: View,
): KnownBlock[] {
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

/** The day that lies `afterMs` ahead in the reader's zone, as a date picker takes it; one that the form takes, too. */
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
