// What overrides are called, on every card, in every answer and in the form alike.
import { RECYCLE_LABELS } from "../src/domain/decide/types.ts";
import { nextStep, type TimerVerb } from "../src/domain/lead.ts";
import type { Override, OverrideAct, OverrideVerb } from "../src/domain/overrides.ts";
import { clip, type Mrkdwn, md } from "./text.ts";
import { day, fullDuration, when } from "./time.ts";
import { type LeadRecord, named, type View } from "./view.ts";

export const OVERRIDE_LABELS: Readonly<Record<OverrideVerb, string>> = {
  reassign: "Reassign",
  force_accept: "Force accept",
  force_recycle: "Force recycle",
  unsuppress: "Un-suppress",
  extend: "Extend",
  reopen: "Reopen",
};

/** What the clock does next. */
export const WILL: Readonly<Record<TimerVerb, string>> = {
  qualify: "Decision",
  route: "Routed again",
  fallback: "To the Overflow Manager",
  overdue: "Answer due",
  tank: "To the Shark Tank",
  overflow: "To the Overflow Manager",
  remind: "Reminder",
  escalate: "Escalation",
  approve: "Approved by itself",
  reject: "Rejected by itself",
  re_engage: "Comes back",
};

/** "Reassign to Bob", "Extend by 2 hours". What was typed freely may name people: it stays out. */
export function actWords(act: OverrideAct, view: View): Mrkdwn {
  const label = OVERRIDE_LABELS[act.do];
  switch (act.do) {
    case "reassign":
      return md`${label} to ${named(act.rep, view)}`;
    case "force_accept":
      return md`${label} for ${named(act.rep, view)}`;
    case "force_recycle":
      return md`${label}: ${RECYCLE_LABELS[act.answer.reason]}`;
    case "extend":
      return md`${label} by ${fullDuration(act.byMs)}`;
    case "unsuppress":
    case "reopen":
      return md`${label}`;
  }
}

/** What the rules would have done: "To the Shark Tank (16:00); routed anew it would go to Bob". */
export function wouldHave(
  { rulesWouldHave: { state, next, rep } }: Pick<Override, "rulesWouldHave">,
  view: View,
): Mrkdwn {
  const then = next ? md`${WILL[next.does]} (${when(next.at, view)})` : md`it stays as it was (${state})`;
  return rep === null ? then : md`${then}; routed anew it would go to ${named(rep, view)}`;
}

/** What happens to a lead that is left to the rules, for whoever is about to decide otherwise. */
export function leftToTheRules({ lead }: LeadRecord, view: View): Mrkdwn {
  const next = nextStep(lead);
  if (next) return md`Left to the rules: ${WILL[next.do]} (${when(next.at, view)}).`;
  switch (lead.state) {
    case "suppressed":
      return lead.until === null
        ? md`Left to the rules: it stays suppressed for good.`
        : md`Left to the rules: it stays suppressed until ${day(lead.until, view)}.`;
    case "offered":
      return md`Left to the rules: it waits for its card to reach Slack; the window begins then.`;
    case "accepted":
      return md`Left to the rules: it stays with ${named(lead.owner, view)}.`;
    default:
      return md`Left to the rules: it stays where it is.`;
  }
}

/** What became of an override: "Approved by Morgan", "Nobody approved it in time". */
export function standingWords({ standing }: Override, view: View): Mrkdwn {
  switch (standing.is) {
    case "asked":
      return md`Waits for a second manager`;
    case "done":
      return standing.approvedBy === null ? md`Done` : md`Approved by ${named(standing.approvedBy, view)}`;
    case "rejected":
      return md`Rejected by ${named(standing.by, view)}`;
    case "expired":
      return md`Nobody approved it in time`;
    case "moved_on":
      return md`Not done: by the time ${named(standing.by, view)} decided, the lead had moved on`;
  }
}

/** "Mona: Reassign to Bob (wrong_owner)": one override in a line, without anything that was typed. */
export function overrideLine(one: Override, view: View): Mrkdwn {
  return md`${named(one.by, view)}: ${actWords(one.act, view)} (${clip(one.reasonCode, 60)})`;
}
