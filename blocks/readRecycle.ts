// Reads what a rep filled in in the recycle modal: a typed answer, or an error at the field it is about.
import { DateTime } from "luxon";
import { instant } from "../src/clock.ts";
import type { RecycleAnswer } from "../src/domain/decide/types.ts";
import { ACTIONS, BLOCKS } from "./ids.ts";
import { NAMED_MOST, NOTE_MOST, RETURN_MOST_MS, type RecycleChoices, readReason } from "./recycleModal.ts";
import { filledIn, type StateValues } from "./state.ts";
import { zoneOf } from "./time.ts";

export type ReadRecycle =
  | { readonly ok: true; readonly answer: RecycleAnswer; readonly note: string | null }
  /** By block id, as Slack's `response_action: errors` wants it; every key is a block of the modal. */
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** `now` in ms since 1970, `timezone` the rep's own: the chosen day begins at their midnight. */
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
    return wrong(values, BLOCKS.note, `Keep the note under ${NOTE_MOST} characters`);
  }
  const reason = readReason(filledIn(values, BLOCKS.reason, ACTIONS.reason));
  switch (reason) {
    case null:
      return wrong(values, BLOCKS.reason, "Choose a reason");
    case "budget":
      return { ok: true, answer: { reason }, note };
    case "timing": {
      const day = startOfDay(filledIn(values, BLOCKS.reengageOn, ACTIONS.reengageOn), moment.timezone);
      if (day === null) return wrong(values, BLOCKS.reengageOn, "Choose the day to try again");
      if (day <= moment.now) return wrong(values, BLOCKS.reengageOn, "Choose a day after today");
      if (day > moment.now + RETURN_MOST_MS) {
        return wrong(values, BLOCKS.reengageOn, "Choose a day within the next two years");
      }
      return { ok: true, answer: { reason, returnsAt: instant(day) }, note };
    }
    case "feature_gap": {
      const feature = filledIn(values, BLOCKS.feature, ACTIONS.feature);
      if (feature === null) return wrong(values, BLOCKS.feature, "Name the feature they need");
      if (feature.length > NAMED_MOST) return wrong(values, BLOCKS.feature, "Say it in a few words");
      const { features } = choices;
      if (features.length > 0 && !features.includes(feature)) {
        return wrong(values, BLOCKS.feature, `Choose one of: ${features.join(", ")}`);
      }
      return { ok: true, answer: { reason, feature }, note };
    }
    case "not_icp": {
      const criterion = filledIn(values, BLOCKS.criterion, ACTIONS.criterion);
      if (criterion === null) return wrong(values, BLOCKS.criterion, "Say what does not fit");
      if (criterion.length > NAMED_MOST) return wrong(values, BLOCKS.criterion, "Say it in a few words");
      return { ok: true, answer: { reason, criterion }, note };
    }
  }
}

/** A field that has not appeared yet cannot carry an error: then the reason does, and choosing it brings the field. */
function wrong(values: StateValues, block: string, what: string): ReadRecycle {
  if (block === BLOCKS.reason || values[block] !== undefined) return { ok: false, errors: { [block]: what } };
  return { ok: false, errors: { [BLOCKS.reason]: `${what}: choose the reason again to see the field` } };
}

function startOfDay(text: string | null, timezone: string): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = DateTime.fromISO(text, { zone: zoneOf(timezone) });
  return day.isValid ? day.toMillis() : null;
}
