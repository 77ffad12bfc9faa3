// What an editor says of each key of policy.test.yml; what it says of a lead, the intake's own schema knows.

export const CASES_WORDS: Readonly<Record<string, string>> = {
  "": "Leads, and what the policy beside this file is expected to make of them: npx baton policy test.",
  version: "The version of this format: 1.",
  cases: "Each is decided for itself, as if it were the first lead ever.",
  "cases[].name": "What the case shows, as a sentence; unique.",
  "cases[].source": "Who sends the lead: the id of a source in the policy.",
  "cases[].at":
    "When the lead is decided, in RFC 3339: 2026-11-23T09:00:00Z. Left out: now. Who is on shift depends on it.",
  "cases[].lead": "The lead as it is posted to the intake. externalId may be left out.",
  "cases[].signals":
    "What is known beside what the lead brings: a mapping of attributes to values, or a list that says who said it, and when.",
  "cases[].expect": "What is to become of it. Only what is named is looked at, and that exactly.",
  "cases[].expect.decision": "route: a rep is to have it; review: somebody is asked first.",
  "cases[].expect.tier": "The tier's id; of a lead that is reviewed, the one it gets after a yes.",
  "cases[].expect.queue": "The queue whose reviewers are asked.",
  "cases[].expect.score": "The score.",
  "cases[].expect.rules":
    "All rules that fire, criteria and checks that are not met, in any order; [] for none. minimum, source, triage and tier:ID may be named, too.",
  "cases[].expect.owner":
    "The rep who is offered it, by Slack id or name; nobody when none can take it then.",
  "cases[].expect.pool_out":
    "All reps who are left out: a list, or a mapping of reps to reasons; [] for none.",
  "cases[].expect.pool_out.*": "Why the rep is left out; any for whatever reason.",
};
