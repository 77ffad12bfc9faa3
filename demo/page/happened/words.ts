/** What events, their fields and their values are called. */

const EVENTS: Readonly<Record<string, string>> = {
  received: "Received",
  qualified: "Qualified",
  nurtured: "Put into nurture",
  suppressed: "Suppressed",
  unrouted: "No rep found",
  offered: "Offered",
  card_posted: "Card confirmed by Slack",
  overdue: "Overdue",
  taken_away: "Taken away",
  tanked: "Put into the Shark Tank",
  claimed: "Claimed",
  unclaimed: "Not claimed by anybody",
  overflowed: "Handed to the Overflow Manager",
  assigned: "Assigned",
  reminded: "Reminded",
  escalated: "Escalated",
  accepted: "Accepted",
  recycled: "Recycled",
  re_engaged: "Back for another try",
  refused: "Refused",
};

const FIELDS: Readonly<Record<string, string>> = {
  because: "Because",
  by: "By",
  cycle: "Cycle",
  dueAt: "Was due",
  how: "How",
  lane: "Lane",
  lateMs: "Late by",
  missedByMs: "Past the window by",
  person: "Person’s data",
  policy: "Rules",
  rules: "Rules that fired",
  returnsAt: "Comes back",
  skipped: "Passed over",
  timer: "Clock started",
  trace: "Reasons",
  note: "Note",
  ts: "Message",
  why: "Why",
};

const LEFT_OUT: Readonly<Record<string, string>> = {
  territory: "other territory",
  product: "other product",
  language: "other language",
  seniority: "not the seniority that this tier asks for",
  off_shift: "off shift",
  holiday: "on holiday",
  deactivated: "Slack account deactivated",
  unreachable: "not reachable in Slack",
  open_cap: "limit of open offers reached",
  daily_cap: "daily limit reached",
  had_it: "had this lead already",
};

const STATES: Readonly<Record<string, string>> = {
  buffering: "Being checked",
  routing: "Looking for a rep",
  offered: "Offered",
  tank: "In the Shark Tank",
  overflow: "With the Overflow Manager",
  accepted: "Accepted",
  recycled: "Recycled",
  nurture: "In nurture",
  suppressed: "Suppressed",
};

const STEPS: Readonly<Record<string, string>> = {
  qualify: "qualified",
  fallback: "handed to the Overflow Manager",
  overdue: "overdue",
  tank: "into the Shark Tank",
  overflow: "to the Overflow Manager",
  remind: "reminder",
  escalate: "escalation",
  re_engage: "back for another try",
};

export const eventName = (type: string): string => EVENTS[type] ?? spaced(type);
export const fieldName = (key: string): string => FIELDS[key] ?? spaced(key);
export const leftOutName = (why: string): string => LEFT_OUT[why] ?? spaced(why);
export const stateName = (state: string): string => STATES[state] ?? spaced(state);
/** What a step of a clock does, as the end of "next: …". */
export const stepName = (step: string): string => STEPS[step] ?? step.replaceAll("_", " ");

/** "missedByMs" → "Missed by ms": for what has no words here yet. */
function spaced(key: string): string {
  const words = key.replaceAll("_", " ").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `slack:U…` is a person, `source:…` where leads come from; the others are Baton's own hands. */
export function actorName(actor: string, nameOf: (id: string) => string): string {
  const [kind = "", id] = actor.split(":");
  if (kind === "slack" && id !== undefined) return nameOf(id);
  if (kind === "source" && id !== undefined) return `source ${id}`;
  return { clock: "the clock", slack: "Slack", team: "a change of the team" }[kind] ?? actor;
}
