/** What events, their fields and their values are called. */

export const EVENTS: Readonly<Record<string, string>> = {
  received: "Received",
  enriched: "Looked up",
  observed: "Seen doing something",
  touched: "The same person came again",
  merged: "Merged into an earlier lead",
  qualified: "Decided by the rules",
  nurtured: "Put into nurture",
  suppressed: "Suppressed",
  review_asked: "A reviewer was asked",
  approved: "Approved",
  rejected: "Rejected",
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
  override_asked: "A second manager was asked",
  override_reminded: "The managers were reminded",
  override_rejected: "Override not approved",
  overridden: "Overridden by a manager",
  override_reviewed: "Override reviewed",
  extended: "Given more time",
  reopened: "Opened again",
  refused: "Refused",
};

const FIELDS: Readonly<Record<string, string>> = {
  account: "Account",
  act: "What was decided",
  approvedBy: "Approved by",
  answers: "Answers",
  attempt: "Tried to",
  back: "Brought back by",
  because: "Because",
  byMs: "Later by",
  evidence: "Evidence",
  justification: "Justification",
  lifted: "Set aside",
  no: "Number",
  reasonCode: "Reason code",
  rulesWouldHave: "The rules would have",
  team: "Team",
  by: "By",
  code: "Refused because",
  cycle: "Cycle",
  dueAt: "Was due",
  enriching: "Held until",
  forced: "Forced by a manager",
  from: "The later lead",
  how: "How",
  into: "The lead that goes on",
  lane: "Lane",
  lateMs: "Late by",
  missedByMs: "Past the window by",
  person: "Person’s data",
  policy: "Rules",
  providers: "Who was asked",
  rule: "Rule",
  rules: "Rules that fired",
  secondary: "Then",
  returnsAt: "Comes back",
  signal: "What was seen",
  signals: "What was found",
  skipped: "Passed over",
  timer: "Clock started",
  to: "Goes to",
  trace: "Reasons",
  note: "Note",
  ts: "Message",
  waitsFor: "Waits for",
  why: "Why",
};

const PROVIDERS: Readonly<Record<string, string>> = {
  lead: "the lead itself",
  crm: "the CRM",
  behaviour: "what the person did",
};

export const LEFT_OUT: Readonly<Record<string, string>> = {
  account_owner: "the account is somebody else’s",
  owner_team: "not on the team of the account’s owner",
  territory: "other territory",
  product: "other product",
  language: "other language",
  seniority: "not the seniority that this tier asks for",
  off_shift: "off shift",
  holiday: "on holiday",
  deactivated: "Slack account deactivated",
  unreachable: "not reachable in Slack",
  away: "away",
  open_cap: "limit of open offers reached",
  daily_cap: "daily limit reached",
  had_it: "had this lead already",
};

/** Texts that stand for something: by the field they stand in, as the value reads there. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  how: {
    share: "by fair share",
    sticky: "had the person before",
    account_owner: "owns the account",
    assigned: "assigned by hand",
  },
  decision: {
    route: "to a rep",
    review: "to a reviewer first",
    nurture: "into nurture",
    suppressed: "suppressed",
    merged: "merged into an earlier lead",
  },
  step: { hold: "a check that holds", source: "the source’s review", triage: "triage" },
  by: { email: "the same e-mail address", phone: "the same phone", name_domain: "the same name and company" },
  back: { touch: "the person, who came again", page_visit: "a page that was visited" },
  outcome: {
    answered: "answered",
    cached: "known from before",
    unknown: "knows nothing",
    failed: "failed",
    resting: "left alone for now",
    skipped: "not asked",
  },
};

export const STATES: Readonly<Record<string, string>> = {
  buffering: "Being checked",
  routing: "Looking for a rep",
  offered: "Offered",
  review: "In review",
  tank: "In the Shark Tank",
  overflow: "With the Overflow Manager",
  accepted: "Accepted",
  recycled: "Recycled",
  nurture: "In nurture",
  suppressed: "Suppressed",
  merged: "Merged",
};

export const STEPS: Readonly<Record<string, string>> = {
  qualify: "decided by the rules",
  route: "tried again, when somebody is at work",
  fallback: "handed to the Overflow Manager",
  overdue: "overdue",
  tank: "into the Shark Tank",
  overflow: "to the Overflow Manager",
  remind: "reminder",
  escalate: "escalation",
  approve: "approved by itself",
  reject: "rejected by itself",
  re_engage: "back for another try",
};

export const eventName = (type: string): string => EVENTS[type] ?? spaced(type);
export const fieldName = (key: string): string => FIELDS[key] ?? spaced(key);
/** Who said a value: providers are called as in the policy. */
export const providerName = (provider: string): string => PROVIDERS[provider] ?? provider;
export const leftOutName = (why: string): string => LEFT_OUT[why] ?? spaced(why);
export const valueName = (field: string, value: string): string | undefined => VALUES[field]?.[value];
export const stateName = (state: string): string => STATES[state] ?? spaced(state);
/** What a step of a clock does, as the end of "next: …". */
export const stepName = (step: string): string => STEPS[step] ?? step.replaceAll("_", " ");

/** "missedByMs" → "Missed by ms": for what has no words here yet. */
function spaced(key: string): string {
  const words = key.replaceAll("_", " ").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ACTORS: Readonly<Record<string, string>> = {
  clock: "the clock",
  providers: "the providers",
  slack: "Slack",
  team: "a change of the team",
};

/** `slack:U…` is a person, `source:…` where leads come from; the others are Baton's own hands. */
export function actorName(actor: string, nameOf: (id: string) => string): string {
  const [kind = "", id] = actor.split(":");
  if (kind === "slack" && id !== undefined) return nameOf(id);
  if (kind === "source" && id !== undefined) return `source ${id}`;
  return ACTORS[kind] ?? actor;
}
