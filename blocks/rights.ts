// Who may press, send and type what: one line for every button, field, form, shortcut and word. Each is checked where it is
// carried out, in the domain; this table is what `docs/roles.md` prints and what a test holds all of Slack's ways in to.
import type { ACTIONS, CALLBACKS, SHORTCUTS } from "./ids.ts";

/**
 * `holder`: the rep whose offer it is. `eligible`: a rep whom routing could choose for the lead. `reviewer`: of the review's
 * queue. `second`: a manager, but not the one who asked for the override. `owner`: of the post-mortem. `self`: whom it is about.
 */
export type Who =
  | "everybody"
  | "rep"
  | "holder"
  | "eligible"
  | "manager"
  | "second"
  | "steward"
  | "overflow"
  | "reviewer"
  | "owner"
  | "self";

export interface Right {
  readonly does: string;
  readonly who: readonly Who[];
}

type Values<Of> = Of[keyof Of] & string;

const everybody = (does: string): Right => ({ does, who: ["everybody"] });
const only = (does: string, ...who: readonly Who[]): Right => ({ does, who });
/** A field of a form: what is chosen counts when the form is sent, by whoever may send it. */
const field = (form: string) => everybody(`a field of ${form}`);

const QUEUE = only("another view of the queue", "manager");
const STATS = only("another view of the numbers; of others only managers", "rep", "manager");
const REPORT = only("another page of a report", "manager", "steward");
const ALERT = only("answers an alert; about a campaign everybody in its channel", "manager", "steward");
const AWAY = only(
  "says that one is away or back; of others only managers",
  "rep",
  "manager",
  "steward",
  "overflow",
  "reviewer",
);
const HAND_ON = only("hands the open offers on, or keeps them, of somebody who is away", "self", "manager");
const DIGEST = only("overrides since the last digest", "manager", "steward");
const REVIEWED = only("marks an override as reviewed, never one's own", "steward");
const OVERRIDE = only("opens the override form", "manager");
const OVERRIDE_FIELDS = only("shows the fields that go with it", "manager");
const SHOW = only(
  "one lead and its story; who had it once, without the person",
  ...(["holder", "manager", "overflow", "reviewer"] as const),
);

export const ACTION_RIGHTS: Readonly<Record<Values<typeof ACTIONS>, Right>> = {
  offer_accept: only("accepts an offer", "holder"),
  offer_recycle: only("opens the recycle form", "holder"),
  offer_why: only("why the offer went to its rep", "holder", "manager"),
  tank_claim: only("claims a lead from the Shark Tank", "eligible"),
  lead_open: SHOW,
  lead_open_picked: SHOW,
  overflow_rep: field("the overflow card"),
  overflow_assign: only("assigns a lead that has no rep", "overflow", "manager"),
  recycle_reason: only("shows the fields that go with it", "holder"),
  recycle_reengage_on: field("the recycle form"),
  recycle_feature: field("the recycle form"),
  recycle_criterion: field("the recycle form"),
  recycle_note: field("the recycle form"),
  review_approve: only("answers a review", "reviewer"),
  review_reject: only("answers a review", "reviewer"),
  review_field: field("a hold's form"),
  queue_previous: QUEUE,
  queue_next: QUEUE,
  queue_all: QUEUE,
  queue_overdue: QUEUE,
  queue_tank: QUEUE,
  queue_rep: QUEUE,
  queue_refresh: QUEUE,
  home_queue: QUEUE,
  stats_week: STATS,
  stats_month: STATS,
  stats_rep: STATS,
  stats_team: STATS,
  stats_previous: STATS,
  stats_next: STATS,
  override_open: OVERRIDE,
  override_bundle: OVERRIDE,
  override_lead: OVERRIDE_FIELDS,
  override_action: OVERRIDE_FIELDS,
  override_recycle_reason: OVERRIDE_FIELDS,
  override_reason_code: field("the override form"),
  override_justification: field("the override form"),
  override_rep: field("the override form"),
  override_extend_by: field("the override form"),
  override_evidence: field("the override form"),
  override_approve: only("approves an override", "second"),
  override_reject: only("rejects an override", "second"),
  override_details: only("what was written to an override", "manager"),
  policy_promote: only("promotes a canary", "steward"),
  policy_roll_back: only("rolls a canary back", "steward"),
  report_previous: REPORT,
  report_next: REPORT,
  alert_acknowledge: ALERT,
  alert_snooze: ALERT,
  post_mortem_done: only("closes a post-mortem, never one's own", "owner", "steward"),
  post_mortem_note: field("the post-mortem's form"),
  home_away: AWAY,
  home_away_until: field("App Home"),
  home_away_on: AWAY,
  home_back: AWAY,
  away_hand_on: HAND_ON,
  away_keep: HAND_ON,
  override_mark_reviewed: REVIEWED,
  override_review_note: field("the form of Mark reviewed"),
  digest_previous: DIGEST,
  digest_next: DIGEST,
};

export const FORM_RIGHTS: Readonly<Record<Values<typeof CALLBACKS>, Right>> = {
  recycle: only("recycles an offer", "holder"),
  review: only("answers a hold", "reviewer"),
  override: only("overrides the rules", "manager"),
  post_mortem: only("closes a post-mortem, never one's own", "owner", "steward"),
  override_mark_reviewed: REVIEWED,
  lead: everybody("shows; it cannot be sent"),
  answer: everybody("shows; it cannot be sent"),
};

export const SHORTCUT_RIGHTS: Readonly<Record<Values<typeof SHORTCUTS>, Right>> = { override: OVERRIDE };

/** By the first word of `/leads …`. */
export const COMMAND_RIGHTS: ReadonlyMap<string, Right> = new Map([
  ["queue", only("every open lead", "manager")],
  ["mine", only("the leads in one's own hands", "rep")],
  ["show", SHOW],
  ["why", only("why a lead went to its rep; a rep about themselves", "rep", "manager", "overflow")],
  ["tank", only("what is up for a claim", "rep", "manager", "steward", "overflow", "reviewer")],
  ["stats", only("a rep's own numbers; for managers anybody's", "rep", "manager")],
  ["away", AWAY],
  ["back", AWAY],
  ["digest", DIGEST],
  ["policy", only("which rules are in force", "manager", "steward")],
  ["override", OVERRIDE],
  ["help", everybody("what one can type")],
]);
