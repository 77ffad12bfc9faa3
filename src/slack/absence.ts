// What Slack says of somebody's own do-not-disturb and status, as Baton takes it. See docs/decisions/018.
import { type Instant, instant, toMs } from "../clock.ts";
import type { SlackSays } from "../domain/availability.ts";

/** As `dnd.teamInfo` and `dnd_updated_user` give it, in seconds. Of others than the app itself a snooze is a period, too. */
export interface DndStatus {
  readonly dnd_enabled?: boolean | undefined;
  readonly next_dnd_start_ts?: number | undefined;
  readonly next_dnd_end_ts?: number | undefined;
  readonly snooze_enabled?: boolean | undefined;
  readonly snooze_endtime?: number | undefined;
}

/** As a profile gives it; `status_expiration` in seconds, 0 for none. */
export interface StatusProfile {
  readonly status_emoji?: string | undefined;
  readonly status_expiration?: number | undefined;
}

/** Slack's own "Out sick" and "Vacationing". The words beside them are in the person's own language. */
const AWAY_EMOJI: ReadonlySet<string> = new Set([":face_with_thermometer:", ":palm_tree:"]);

/**
 * Until when somebody does not want to be disturbed; null: they do not mind. A period counts only where it reaches into
 * working time, so that the usual nights are no news; one that has been heard of counts to its end.
 */
export function doNotDisturbOf(
  status: DndStatus,
  before: SlackSays["doNotDisturb"],
  { now, isAtWork }: { readonly now: Instant; readonly isAtWork: boolean },
): SlackSays["doNotDisturb"] {
  const until = endOf(status, toMs(now) / 1000);
  if (until === null) return null;
  const said = { until: instant(until * 1000) };
  return isAtWork || before?.until === said.until ? said : null;
}

function endOf(status: DndStatus, seconds: number): number | null {
  const { snooze_enabled: snoozes, snooze_endtime: snoozeEnd } = status;
  if (snoozes && snoozeEnd !== undefined && snoozeEnd > seconds) return snoozeEnd;
  const { dnd_enabled: enabled, next_dnd_start_ts: start, next_dnd_end_ts: end } = status;
  if (!enabled || start === undefined || end === undefined) return null;
  return start <= seconds && seconds < end ? end : null;
}

/** Null: the status means nothing to Baton, or its time is over. */
export function awayStatusOf(profile: StatusProfile, now: Instant): SlackSays["status"] {
  const { status_emoji: emoji = "", status_expiration: expires = 0 } = profile;
  if (!AWAY_EMOJI.has(emoji)) return null;
  if (expires <= 0) return { until: null };
  return expires * 1000 > toMs(now) ? { until: instant(expires * 1000) } : null;
}
