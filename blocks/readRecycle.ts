// Reads what somebody filled in when recycling: a typed answer, or an error at the field it is about.
import { DateTime } from "luxon";
import { instant } from "../src/clock.ts";
import type { RecycleAnswer } from "../src/domain/decide/types.ts";
import type { RecycleReason } from "../src/domain/lead.ts";
import { ACTIONS, BLOCKS } from "./ids.ts";
import { NAMED_MOST, RETURN_MOST_MS, type RecycleChoices, readReason } from "./recycleFields.ts";
import { NOTE_MOST } from "./recycleModal.ts";
import { filledIn, type StateValues } from "./state.ts";
import { zoneOf } from "./time.ts";

/** By block id, as Slack's `response_action: errors` wants it; every key is a block of the modal. */
export type FieldErrors = Readonly<Record<string, string>>;

export type ReadRecycle =
  | { readonly ok: true; readonly answer: RecycleAnswer; readonly note: string | null }
  | { readonly ok: false; readonly errors: FieldErrors };

/** `now` in ms since 1970, `timezone` the reader's own: the chosen day begins at their midnight. */
export interface RecycleMoment {
  readonly now: number;
  readonly timezone: string;
}

export function readRecycle(
  values: StateValues,
  choices: Pick<RecycleChoices, "features">,
  moment: RecycleMoment,
): ReadRecycle {
  const note = filledIn(values, BLOCKS.note, ACTIONS.note);
  if (note !== null && note.length > NOTE_MOST) {
    return { ok: false, errors: { [BLOCKS.note]: `Keep the note under ${NOTE_MOST} characters` } };
  }
  const reason = readReason(filledIn(values, BLOCKS.reason, ACTIONS.reason));
  const read = readAnswer(values, reason, choices, moment);
  if (read.ok) return { ok: true, answer: read.answer, note };
  return {
    ok: false,
    errors: errorAt(values, read.block ?? BLOCKS.reason, read.what, BLOCKS.reason, "reason"),
  };
}

export type ReadAnswer =
  | { readonly ok: true; readonly answer: RecycleAnswer }
  /** `block` null: the reason itself. */
  | { readonly ok: false; readonly block: string | null; readonly what: string };

const wrong = (block: string | null, what: string): ReadAnswer => ({ ok: false, block, what });

/** The fields that a reason needs. */
export function readAnswer(
  values: StateValues,
  reason: RecycleReason | null,
  { features }: Pick<RecycleChoices, "features">,
  moment: RecycleMoment,
): ReadAnswer {
  switch (reason) {
    case null:
      return wrong(null, "Choose a reason");
    case "budget":
      return { ok: true, answer: { reason } };
    case "timing": {
      const day = startOfDay(filledIn(values, BLOCKS.reengageOn, ACTIONS.reengageOn), moment.timezone);
      if (day === null) return wrong(BLOCKS.reengageOn, "Choose the day to try again");
      if (day <= moment.now) return wrong(BLOCKS.reengageOn, "Choose a day after today");
      if (day > moment.now + RETURN_MOST_MS) {
        return wrong(BLOCKS.reengageOn, "Choose a day within the next two years");
      }
      return { ok: true, answer: { reason, returnsAt: instant(day) } };
    }
    case "feature_gap": {
      const feature = filledIn(values, BLOCKS.feature, ACTIONS.feature);
      if (feature === null) return wrong(BLOCKS.feature, "Name the feature they need");
      if (feature.length > NAMED_MOST) return wrong(BLOCKS.feature, "Say it in a few words");
      if (features.length > 0 && !features.includes(feature)) {
        return wrong(BLOCKS.feature, `Choose one of: ${features.join(", ")}`);
      }
      return { ok: true, answer: { reason, feature } };
    }
    case "not_icp": {
      const criterion = filledIn(values, BLOCKS.criterion, ACTIONS.criterion);
      if (criterion === null) return wrong(BLOCKS.criterion, "Say what does not fit");
      if (criterion.length > NAMED_MOST) return wrong(BLOCKS.criterion, "Say it in a few words");
      return { ok: true, answer: { reason, criterion } };
    }
  }
}

/**
 * An error at its field. One that has not appeared yet cannot carry it: then the choice does that brings it (`chooser`,
 * called `called`).
 */
export function errorAt(
  values: StateValues,
  block: string,
  what: string,
  chooser: string,
  called: string,
): FieldErrors {
  if (block === chooser || values[block] !== undefined) return { [block]: what };
  return { [chooser]: `${what}: choose the ${called} again to see the field` };
}

function startOfDay(text: string | null, timezone: string): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = DateTime.fromISO(text, { zone: zoneOf(timezone) });
  return day.isValid ? day.toMillis() : null;
}
