// Until when somebody may say on their Home that they are away: a few spans, or a day. Each on the person's own calendar.
import { DateTime } from "luxon";
import { type Instant, instant, toMs } from "../clock.ts";
import { nextOpening, type Shift } from "./calendar.ts";

export const AWAY_CHOICES = ["back", "hour", "today", "tomorrow", "week"] as const;
export type AwayChoice = (typeof AWAY_CHOICES)[number];

export function isAwayChoice(text: string | null | undefined): text is AwayChoice {
  return AWAY_CHOICES.some((choice) => choice === text);
}

/**
 * Null: until they are back. A choice of another day ends when the shift begins on it or next after it; `on` is an ISO
 * date, which may lie in the past.
 */
export function awayUntil(
  choice: AwayChoice | { readonly on: string },
  { now, shift }: { readonly now: Instant; readonly shift: Shift },
): Instant | null {
  const local = DateTime.fromMillis(toMs(now), { zone: shift.timezone });
  const opening = (day: DateTime) => {
    const from = instant(day.startOf("day").toMillis());
    return nextOpening(shift, from) ?? from;
  };
  if (typeof choice === "object") return opening(DateTime.fromISO(choice.on, { zone: shift.timezone }));
  switch (choice) {
    case "back":
      return null;
    case "hour":
      return instant(local.plus({ hours: 1 }).toMillis());
    case "today":
      return instant(local.plus({ days: 1 }).startOf("day").toMillis());
    case "tomorrow":
      return opening(local.plus({ days: 1 }));
    case "week":
      return opening(local.plus({ weeks: 1 }));
  }
}
