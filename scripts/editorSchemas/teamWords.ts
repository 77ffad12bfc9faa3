// What an editor says of each key of team.yml. `*` stands for any name, `[]` for any entry of a list.

const HOURS = '"09:00-18:00", "09:00-12:00, 13:00-18:00" or, past midnight, "22:00-06:00".';
const DAYS = `Days to hours: mon-fri: ${HOURS} Left out:`;
const SCHEDULE = "Minute, hour, day, month and weekday as cron has them, in quotes, or off. Left out:";

export const TEAM_WORDS: Readonly<Record<string, string>> = {
  "": "The people, channels and hours that Baton works with.",
  version: "What the file calls itself, from 1.",
  timezone: "The team's zone by its IANA name, such as Europe/London; UTC when left out.",
  hours: `The team's working hours. ${DAYS} always.`,
  "hours.*": `${HOURS} The end of a day is 24:00.`,
  holidays: 'Dates on which nobody works, each in their own zone, in quotes: "2026-12-25".',
  channels: "Slack channels by what they are for. Baton must be a member.",
  "channels.*": "A channel's id, such as C0MANAGERS. managers and tank are mandatory.",
  roles: "Who may do what.",
  "roles.managers": "See the queue and every lead, and may assign what is with the Overflow Manager.",
  "roles.stewards": "Kept; no part of this version asks them.",
  "roles.overflow": "The Overflow Manager: gets every lead that no rep could take.",
  "roles.reviewers": "Who is asked about leads that need a review, by queue.",
  "roles.reviewers.*": "The reviewers of a queue: the first on shift is asked, the next is the secondary.",
  reports: "When reports are posted in the managers' channel, in the team's zone.",
  "reports.override_digest": `The overrides of the seven days before. ${SCHEDULE} "0 9 * * 1", Mondays at nine.`,
  "reports.daily": `What came in, what failed, what is kept as an exception. ${SCHEDULE} "0 8 * * *", every day at eight.`,
  "reports.weekly": `Duplicates, divergence from the rules, the effect of rule changes. ${SCHEDULE} "0 9 * * 1", Mondays at nine.`,
  "reports.monthly": `The funnel and the scores of the month before. ${SCHEDULE} "0 9 1 * *", the first of the month at nine.`,
  reps: "Who gets leads.",
  "reps[].slack": "The rep's Slack user id, such as U0ALICE; unique.",
  "reps[].name": "As cards and commands say it.",
  "reps[].seniority": "As tiers ask for it with to: { seniority: senior }.",
  "reps[].territories":
    "Countries, such as GB; left out, everything. A rep with territories takes only leads known to be from one.",
  "reps[].languages": "Language tags, such as en, which also serves en-gb; left out, everything.",
  "reps[].products": "Products; left out, everything.",
  "reps[].team": "What the rep's team is called: leads of an account whose owner is gone go to others of it.",
  "reps[].crm": "What the CRM calls the rep, where it is not the name.",
  "reps[].weight": "The rep's part in the shares, above 0; 1 when left out. Fractions are fine.",
  "reps[].open_cap": "Offers that the rep may have unanswered at once; no cap when left out.",
  "reps[].daily_cap": "Offers by share a day, in the rep's own zone; no cap when left out.",
  "reps[].timezone": "The rep's zone; the team's when left out.",
  "reps[].hours": `The rep's working hours. ${DAYS} the team's.`,
  "reps[].hours.*": `${HOURS} The end of a day is 24:00.`,
};
