// What is told to somebody whose press about an alert came too late, or was about none.
import type { Alert } from "../src/domain/alerts.ts";
import { line, type Message } from "./assemble.ts";
import { md, NOTHING } from "./text.ts";
import { whenWords } from "./time.ts";
import { named, type View } from "./view.ts";

export function sayNoSuchAlert(): Message {
  return line(md`There is no such alert; nothing was changed.`);
}

/** The alert as it is now says why. */
export function sayAlertTooLate({ status, by, actedAt, until, overAt }: Alert, view: View): Message {
  const who = by === null ? md`somebody` : named(by, view);
  const at = actedAt ? md` at ${whenWords(actedAt, view)}` : NOTHING;
  switch (status) {
    case "acknowledged":
      return line(md`This alert was acknowledged by ${who}${at} already.`);
    case "snoozed":
      return line(
        md`This alert was snoozed by ${who}${until ? md` until ${whenWords(until, view)}` : NOTHING} already.`,
      );
    case "closed":
      return line(md`This post-mortem was closed by ${who}${at} already.`);
    case "over":
    case "open":
      return line(
        md`This alert is over${overAt ? md` since ${whenWords(overAt, view)}` : NOTHING}; there is nothing left to do.`,
      );
  }
}
