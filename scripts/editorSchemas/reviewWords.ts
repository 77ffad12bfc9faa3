// What an editor says of the keys by which people and guards have a say: checks, triage, canary, alerts.
import { QUEUE, WHEN } from "./when.ts";

const GUARD =
  "How much above the rate of the leads under the version in force it may lie, such as +50%; off to not look at it.";

export const CHECK_WORDS: Readonly<Record<string, string>> = {
  checks: "Fraud and compliance: a lead that does not pass is suppressed, or held for a reviewer.",
  "checks[].id": "The check's name, unique among the checks.",
  "checks[].when": `${WHEN} The score is known. True: the lead passes.`,
  "checks[].else": "What happens to a lead that does not pass: suppress, or hold for a reviewer.",
  "checks[].queue": `With else: hold. ${QUEUE}`,
  "checks[].missing": "What a value that is missing counts as; fail when left out.",
  "checks[].label": "What people read instead of the id.",
  "checks[].days": "With else: suppress: for so many days; as suppress.days when left out.",
  "checks[].form": "With else: hold: what the reviewer fills in. The answers are on record.",
  "checks[].form[].id": "The field's name in the record, unique in the form.",
  "checks[].form[].label": "What the reviewer reads; the id when left out.",
  "checks[].form[].type": "What is filled in.",
  "checks[].form[].options": "What a choice offers; mandatory there, and only there.",
  "checks[].form[].required": "Whether it must be filled in; true when left out.",
  triage: "Leads whose score needs a second look go to reviewers first.",
  "triage.between": "The lowest and the highest score of them, both included: [40, 60].",
  "triage.queue": QUEUE,
};

const VERBS_LIST = "reassign, force_accept, force_recycle, unsuppress, extend, reopen.";

export const OVERRIDE_WORDS: Readonly<Record<string, string>> = {
  overrides: "What a manager's decision against the rules has to carry, and how many of them are too many.",
  "overrides.reason_codes": "What the manager chooses from.",
  "overrides.second_approver": `What a second manager has to approve before it is done: ${VERBS_LIST}`,
  "overrides.evidence": `What needs a link to evidence: ${VERBS_LIST}`,
  "overrides.post_mortem": "How many overrides are looked into.",
  "overrides.post_mortem.more_than": "More than so many of one person, rule or team; 5 when left out.",
  "overrides.post_mortem.within": "Within this time; 7d when left out.",
  "overrides.post_mortem.by_person": "The same for a person by itself.",
  "overrides.post_mortem.by_rule": "The same for a rule by itself.",
  "overrides.post_mortem.by_team": "The same for a team by itself.",
};

export const CANARY_WORDS: Readonly<Record<string, string>> = {
  canary: "How a version is tried on a part of the leads: policy publish --canary.",
  "canary.share": "The part of the leads, unless the command says another; 10% when left out.",
  "canary.for": "How long it is tried before it may take all; 7d when left out.",
  "canary.guards": "What rolls the version back by itself.",
  "canary.guards.override_rate": `Overrides per lead. ${GUARD} +50% when left out.`,
  "canary.guards.disqualified_rate": `Leads that turn out to be none. ${GUARD} +50% when left out.`,
  "canary.guards.exception_rate": `Leads that end as exceptions. ${GUARD} +100% when left out.`,
};

const OR_OFF = "off to not be told.";

export const ALERT_WORDS: Readonly<Record<string, string>> = {
  alerts: "From where on people are told that something goes wrong.",
  "alerts.latency": `How long leads wait for the first human answer, over those answered in a day; ${OR_OFF}`,
  "alerts.latency.median": "The managers are told when half of the leads waited longer; 2h when left out.",
  "alerts.latency.p95":
    "The managers are told when one of twenty waited longer; 24h, or the median if that is longer, when left out.",
  "alerts.campaign": `How many leads of a campaign turn out to be none, over seven days; ${OR_OFF}`,
  "alerts.campaign.disqualified": "Marketing is told from this share on; 50% when left out.",
  "alerts.campaign.of_at_least": "Campaigns with fewer leads are not judged; 10 when left out.",
  "alerts.overrides": `How often people decide against the rules; ${OR_OFF}`,
  "alerts.overrides.more_than": "The managers are told of more overrides than this; 10 when left out.",
  "alerts.overrides.within": "In so much time, 1h to 90d; 24h when left out.",
  "alerts.tank": `How full the Shark Tank is; ${OR_OFF}`,
  "alerts.tank.more_than": "The managers are told of more leads than this in it at once; 20 when left out.",
};
