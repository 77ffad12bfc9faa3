// Homes: one for each role, with much, with nothing, and for who has none.

import type { Alert } from "../../src/domain/alerts.ts";
import { numbersOfNothing } from "../../src/domain/stats.ts";
import type { HomeFacts, Some } from "../home/facts.ts";
import { renderHome } from "../home/index.ts";
import type { LeadRecord } from "../view.ts";
import * as alertSample from "./alertSamples.ts";
import { canary } from "./canary.ts";
import type { Chapter, Entry } from "./entries.ts";
import { inReview, TRIAGE } from "./reviewSamples.ts";
import * as sample from "./samples.ts";
import { numbers } from "./statsEntries.ts";

const { alert, alertView } = alertSample;

/** Somebody without any role. */
export const NOBODY: HomeFacts = {
  rep: null,
  manager: null,
  steward: null,
  alerts: null,
  unreviewed: null,
  absence: null,
  overflow: null,
  reviews: null,
  ask: [sample.MORGAN],
};

/** `total`: all of them, unless there are more. */
function some(records: readonly LeadRecord[], total = records.length): Some {
  return { records, total };
}

const NAMES = ["Amir Khan", "Sofia Rossi", "Liu Wei", "Nora Lind", "Tom Hale", "Ines Cruz", "Jane Doe"];

function other(index: number) {
  const [firstName = "", lastName = ""] = (NAMES[index % NAMES.length] ?? "").split(" ");
  return { number: index + 1, submission: { ...sample.jane, firstName, lastName } };
}

function many<Thing>(size: number, make: (index: number) => Thing): Thing[] {
  return Array.from({ length: size }, (_, at) => make(at));
}

/** What there is for each role; `size` of whatever can be many, with that personal side. */
export function homeWith(size: number, more: Partial<sample.Sample> = {}, reps = sample.reps): HomeFacts {
  const numbered = (index: number) => ({ ...more, number: index + 1 });
  return {
    rep: {
      offers: some(
        many(Math.min(size, 30), (at) => sample.offered(20, numbered(at))),
        size,
      ),
      accepted: some(
        many(Math.min(size, 3), (at) => sample.accepted(numbered(at))),
        size,
      ),
      week: numbers(24),
    },
    manager: {
      rows: many(Math.min(size, 5), (at) => sample.overdue(12 + at, numbered(at))),
      totals: { open: size, overdue: size, tank: 0, offered: 0 },
    },
    steward: { inForce, canary: canary(), mayRelease: true },
    alerts: alerts(many(Math.min(size, 40), () => alert(alertSample.tankFacts))),
    unreviewed: size,
    absence: { away: null, reader: sample.ALICE },
    overflow: {
      waiting: some(
        many(Math.min(size, 10), (at) => sample.inOverflow(numbered(at))),
        size,
      ),
      reps,
    },
    reviews: some(
      many(Math.min(size, 15), (at) => inReview(TRIAGE, numbered(at))),
      size,
    ),
    ask: [sample.MORGAN],
  };
}

function alerts(open: readonly Alert[]): HomeFacts["alerts"] {
  return { open, labels: alertView.labels, reader: sample.MORGAN };
}

const inForce = {
  version: 3,
  hash: "0193abcd".repeat(8),
  by: "Dana",
  note: "Autumn",
  at: sample.at(-40 * 24 * 60),
};
const full = homeWith(2);
const home = (title: string, facts: Partial<HomeFacts>): Entry => ({
  title,
  made: renderHome({ ...NOBODY, ...facts }, sample.view),
});

export const homeChapter: Chapter = {
  title: "App Home",
  where: "Baton's Home tab: each sees their own, and nobody else's",
  entries: [
    home("A rep", {
      rep: {
        offers: some([
          sample.overdue(12, other(0)),
          sample.offered(20, other(1)),
          sample.offered(null, other(2)),
        ]),
        accepted: some([sample.accepted(other(3)), sample.accepted(other(4)), sample.accepted(other(5))], 12),
        week: numbers(24),
      },
    }),
    home("A rep who is away", {
      absence: {
        away: { since: sample.at(-60), until: sample.at(19 * 60), by: sample.ALICE, because: "said_so" },
        reader: sample.ALICE,
      },
      rep: { offers: some([sample.offered(20)]), accepted: some([]), week: numbersOfNothing(7) },
    }),
    home("A rep with nothing to do", {
      absence: { away: null, reader: sample.ALICE },
      rep: { offers: some([]), accepted: some([]), week: numbersOfNothing(7) },
    }),
    home("A manager", {
      unreviewed: 0,
      manager: {
        rows: [
          sample.inOverflow(other(0)),
          sample.overdue(40, other(1)),
          sample.overdue(31, other(2)),
          sample.inTank(other(3)),
          sample.offered(20, other(4)),
        ],
        totals: { open: 120, overdue: 41, tank: 37, offered: 42 },
      },
    }),
    home("A manager, while something goes wrong", {
      alerts: alerts([
        alert(alertSample.latencyFacts),
        alert(alertSample.campaignFacts, alertSample.acknowledged),
        alert(alertSample.postMortemFacts),
      ]),
      manager: { rows: [], totals: { open: 0, overdue: 0, tank: 0, offered: 0 } },
    }),
    home("A manager with nothing waiting", {
      manager: { rows: [], totals: { open: 0, overdue: 0, tank: 0, offered: 0 } },
    }),
    home("A steward, while a canary runs", { steward: full.steward }),
    home("A steward", { unreviewed: 3, steward: { inForce, canary: null, mayRelease: true } }),
    home("The Overflow Manager", { overflow: full.overflow }),
    home("A reviewer", { reviews: full.reviews }),
    home("The Overflow Manager and a reviewer, with nothing to do", {
      overflow: { waiting: some([]), reps: sample.reps },
      reviews: some([]),
    }),
    home("Somebody with every role, and much of everything", homeWith(500)),
    home("Leads who try", homeWith(1, { submission: sample.hostile })),
    home("Somebody without a role", {}),
  ],
};
