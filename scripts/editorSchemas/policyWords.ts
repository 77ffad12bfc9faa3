// What an editor says of each key of policy.yml. `*` stands for any name, `[]` for any entry of a list.

const CLOCK = "business counts working hours, wall every hour.";
const BUFFER = {
  min: "How long a lead is held before it is decided, such as 3m.",
  max: "At the longest; at least min. In this version the buffer always ends at min.",
};
const STEP = {
  after: "Counted from the beginning of the ladder, not from the step before: 90s, 30m, 2h, 7d.",
  do: "What happens then.",
};
const ladder = (name: string, about: string) => ({
  [`ladders.${name}`]: `${about} A list of steps in ascending order, or a mapping with clock and steps.`,
  [`ladders.${name}.clock`]: `The ladder's own clock. ${CLOCK}`,
  [`ladders.${name}.steps`]: "The steps, in ascending order of after.",
  [`ladders.${name}.steps[].after`]: STEP.after,
  [`ladders.${name}.steps[].do`]: STEP.do,
});
const WHEN =
  'A condition in CEL over lead, company, history, lists and now, such as lead.intent == "demo" or company.employees >= 200. An attribute without a value makes it missing: has(lead.title) asks whether there is one.';

export const POLICY_WORDS: Readonly<Record<string, string>> = {
  "": "The rules by which Baton decides leads.",
  version: "What the file calls itself, from 1. Baton counts published versions by itself.",
  name: "Shown by policy check and policy show.",
  sources: "Who sends leads, by the id of the source's token. A source that is not listed is a form.",
  "sources.*": "A source of leads.",
  "sources.*.kind": "What kind of source it is; form when left out.",
  "sources.*.partner":
    "The partner's name: mandatory for kind: partner, and only there. It is the lead's partner unless the lead names one.",
  buffer: "How long every lead is held before it is decided; 3m when left out.",
  "buffer.min": BUFFER.min,
  "buffer.max": BUFFER.max,
  lanes:
    "Leads that wait by a buffer of their own. The first lane whose condition is true wins; decided on arrival.",
  "lanes[].id": "The lane's name, unique among the lanes.",
  "lanes[].when": `${WHEN} The score is not known yet.`,
  "lanes[].buffer": "The lane's buffer instead of the general one.",
  "lanes[].buffer.min": BUFFER.min,
  "lanes[].buffer.max": BUFFER.max,
  lists: "Lists of texts for conditions, as lists.NAME.",
  "lists.*": "Texts; *.edu is for domainMatches.",
  score: "Points. The score of a lead is the sum of the points of all rules that fire.",
  "score.minimum": "A score under it goes to nurture; 0 when left out.",
  "score.rules": "The rules. One that reads a value which is missing does not fire.",
  "score.rules[].id": "The rule's name, unique: what why, cases and the audit trail call it.",
  "score.rules[].when": `${WHEN} The score is not known yet.`,
  "score.rules[].points": "Added to the score when the rule fires; may be negative.",
  "score.rules[].label": "What people read instead of the id.",
  "score.rules[].suppress": "true: firing suppresses the lead whatever the score.",
  suppress: "Leads with a score this low are not offered for a time. Without it no score suppresses.",
  "suppress.at": "A score this low or lower suppresses.",
  "suppress.days": "For so many days, also for rules with suppress: true; 365 when left out.",
  icp: "What a lead must meet to be for a rep: every criterion must hold, else it goes to nurture.",
  "icp[].id": "The criterion's name, unique among the criteria.",
  "icp[].when": `${WHEN} The score is known.`,
  "icp[].missing": "What a value that is missing counts as; fail when left out.",
  "icp[].label": "What people read instead of the id.",
  tiers: "The first tier whose condition is true has the lead.",
  "tiers[].id": 'The tier\'s name in quotes, such as "1".',
  "tiers[].when": `${WHEN} The score is known; true takes everything, and is for the last tier.`,
  "tiers[].to": "To whom the tier's leads go.",
  "tiers[].to.seniority": "Only to reps of this seniority, as in team.yml.",
  "tiers[].nurture":
    "The nurture programme that gets the tier's leads instead of a rep. Not together with to.",
  "tiers[].clock": `For every ladder of the tier's leads. ${CLOCK}`,
  route: "How a rep is chosen.",
  "route.by":
    "The narrowing steps, in order. One that would leave nobody is skipped. A tier's seniority comes first unless it is placed here.",
  "route.share": "How leads are shared among those who are left.",
  "route.share.weight": "rep: by the weights in team.yml.",
  "route.fallback": "What happens when nobody can take a lead.",
  "route.fallback.after": "How long nobody may be found; 2m when left out. Wall time.",
  "route.fallback.to": "Who has the lead then: the Overflow Manager.",
  ladders: "What happens while a lead waits for a person.",
  ...ladder("offer", "While a rep has the offer: overdue, then tank or overflow takes it away."),
  ...ladder("tank", "While the lead is in the Shark Tank; ends with overflow."),
  ...ladder("overflow", "While the Overflow Manager has the lead."),
  clock: `The clock of every ladder that has none of its own; business when left out. ${CLOCK}`,
  tank: "Claims from the Shark Tank.",
  "tank.claims_per_day": "Claims a rep and day, in the rep's time zone; 5 when left out.",
  "tank.cool_off": "The least time between two claims of one rep; 10m when left out.",
  "tank.original_may_claim": "Whether a rep who missed the lead may claim it; false when left out.",
  recycle: "What follows when a rep recycles a lead.",
  "recycle.timing": "Timing: the lead comes back.",
  "recycle.timing.after": "The date that the form proposes is so far ahead; 90d when left out.",
  "recycle.budget": "Budget: the lead goes to nurture.",
  "recycle.budget.nurture": "The programme that is recorded; value when left out.",
  "recycle.feature_gap": "Feature Gap: a feature is missing.",
  "recycle.feature_gap.queue": "The queue that is recorded; product when left out.",
  "recycle.feature_gap.features": "What the rep chooses from; without it they type.",
  "recycle.not_icp": "Not ICP: the person is not offered again.",
  "recycle.not_icp.suppress": "forever, or a duration such as 365d; forever when left out.",
};
