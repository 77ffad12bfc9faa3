// What people do about an alert: acknowledge it, snooze it, close a post-mortem. Who may, and whether it is still to be done.
import type { Instant } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { Team } from "../policy/types.ts";
import { type Alert, isLive, snoozedUntil, subjectParts } from "./alerts.ts";
import { commitTo } from "./chain.ts";
import type { DeskEventBody } from "./deskEvents.ts";
import { isManager, isSteward } from "./roles.ts";

/** `in`: the channel it was pressed in, as Slack says; null where there is none. */
export type AlertCommand = { readonly by: SlackId; readonly in: string | null } & (
  | { readonly do: "acknowledge" | "snooze" }
  | {
      readonly do: "close";
      readonly note: string;
      /** The secret of the commitment to the note. */
      readonly key: string;
    }
);

export type AlertRefusal =
  /** There is no such alert, or nothing of the kind can be done about it. */
  | "unknown"
  | "not_allowed"
  /** It is over, or closed, or somebody has done so already. */
  | "too_late";

export type AlertAnswer =
  | {
      readonly kind: "done";
      readonly alert: Alert;
      readonly event: DeskEventBody;
    }
  | { readonly kind: "refused"; readonly code: AlertRefusal; readonly alert: Alert | null };

/**
 * Managers and stewards; about a campaign also whoever sees it where it is posted. A post-mortem is closed by its owner or a
 * steward, and by nobody whose own overrides it is about, unless there was nobody else to own it.
 */
function mayAnswer(alert: Alert, { by, in: place, do: what }: AlertCommand, team: Team): boolean {
  if (what === "close") {
    if (alert.owner === by) return true;
    const about = subjectParts(alert.subject);
    return isSteward(team, by) && !(about?.of === "person" && about.name === by);
  }
  if (isManager(team, by) || isSteward(team, by)) return true;
  return alert.kind === "campaign" && place === alert.to;
}

/** `alert` null: there is none of that id. */
export function decideAnswer(
  alert: Alert | null,
  command: AlertCommand,
  team: Team,
  now: Instant,
): AlertAnswer {
  const refuse = (code: AlertRefusal): AlertAnswer => ({ kind: "refused", code, alert });
  if (!alert || (command.do === "close") !== (alert.kind === "post_mortem")) return refuse("unknown");
  if (!mayAnswer(alert, command, team)) return refuse("not_allowed");
  if (!isLive(alert) || isDoneAlready(alert, command)) return refuse("too_late");
  const { by } = command;
  const { id } = alert;
  switch (command.do) {
    case "acknowledge":
      return {
        kind: "done",
        alert: { ...alert, status: "acknowledged", by, actedAt: now },
        event: { type: "alert_acknowledged", alert: id, by },
      };
    case "snooze": {
      const until = snoozedUntil(now);
      return {
        kind: "done",
        alert: { ...alert, status: "snoozed", by, actedAt: now, until },
        event: { type: "alert_snoozed", alert: id, by, until },
      };
    }
    case "close": {
      const { note, key } = command;
      return {
        kind: "done",
        alert: { ...alert, status: "closed", by, actedAt: now, note, noteKey: key },
        event: { type: "post_mortem_done", alert: id, by, note: commitTo(key, note) },
      };
    }
  }
}

function isDoneAlready({ status }: Alert, { do: what }: AlertCommand): boolean {
  return status === "snoozed" || (what === "acknowledge" && status === "acknowledged");
}
