// Every card, modal and answer in each of its states: what the gallery shows, in the order a lead meets them.

import type { ModalView } from "@slack/types";
import type { RefusalCode } from "../../src/domain/decide/types.ts";
import { sayDatabaseAway, sayNotAllowed, sayNotFound, sayPickFirst } from "../answers.ts";
import type { HomeTab, Message } from "../assemble.ts";
import { renderHelp, sayUnknown } from "../help.ts";
import { renderMine, renderTankList } from "../leadLists.ts";
import { renderOffer } from "../offerCard.ts";
import { renderNotice } from "../overdueNotice.ts";
import { renderOverflow } from "../overflowCard.ts";
import { renderQueue } from "../queue.ts";
import type { RecycleChoices } from "../recycleFields.ts";
import { renderRecycle } from "../recycleModal.ts";
import { sayRefusal } from "../refusals.ts";
import { renderReturned } from "../returnedMessage.ts";
import { renderStep } from "../stepMessage.ts";
import { renderTank } from "../tankCard.ts";
import type { LeadRecord } from "../view.ts";
import { backAgain } from "./againSamples.ts";
import { alertChapter } from "./alertEntries.ts";
import { awayChapter } from "./awayEntries.ts";
import { canaryChapter } from "./canary.ts";
import { digestChapter } from "./digestSamples.ts";
import { homeChapter } from "./home.ts";
import { overrideChapter } from "./overrideEntries.ts";
import { reportsChapter } from "./reports.ts";
import { reviewChapter } from "./reviewEntries.ts";
import * as sample from "./samples.ts";
import { statsChapter } from "./statsEntries.ts";
import { storyChapter, whyChapter } from "./storyEntries.ts";

export interface Entry {
  readonly title: string;
  readonly made: Message | ModalView | HomeTab;
}

export interface Chapter {
  readonly title: string;
  /** Where people meet it, and who. */
  readonly where: string;
  readonly entries: readonly Entry[];
}

const { view, turnOf } = sample;
const offerView = { ...view, window: { ms: 7_200_000, endsAt: sample.at(120) } };
const overflowView = {
  ...view,
  because: "nobody_eligible",
  considered: sample.considered.map((one) =>
    one.out === null ? { ...one, out: "daily_cap" as const } : one,
  ),
  reps: sample.reps,
} as const;
const choices: RecycleChoices = {
  timingAfterMs: 90 * 86_400_000,
  features: ["sso", "audit-log"],
  criteria: [
    { id: "employees", label: "50 employees or more" },
    { id: "country", label: "A country we sell in" },
  ],
};

const again = backAgain(sample.offered(20));
const back = { ...view, page: "pricing", at: sample.at(-1) };

const offer = (title: string, record: LeadRecord): Entry => ({
  title,
  made: renderOffer(record, turnOf(record, 1), offerView),
});
const tank = (title: string, record: LeadRecord): Entry => ({
  title,
  made: renderTank(record, turnOf(record, 2), view),
});
const overflow = (title: string, record: LeadRecord): Entry => ({
  title,
  made: renderOverflow(record, turnOf(record, 1), overflowView),
});

const names = ["Jane Doe", "Amir Khan", "Sofia Rossi", "Liu Wei", "Nora Lind", "Tom Hale", "Ines Cruz"];
const companies = ["Acme", "Northwind", "Globex", "Initech", "Umbra", "Hooli", "Stark & Sons"];

/** Leads that differ in name and company, for lists and bundles. */
function some(index: number) {
  const [firstName = "", lastName = ""] = (names[index % names.length] ?? "").split(" ");
  const company = { ...sample.jane.company, name: companies[index % companies.length] ?? "Acme" };
  return { number: index + 1, submission: { ...sample.jane, firstName, lastName, company } };
}

function late(index: number) {
  const record = sample.overdue(3 + index, some(index));
  return { record, turn: turnOf(record, 1) };
}

const since = (record: LeadRecord) => ({ record, turn: turnOf(record, 1) });
const bundle = (size: number) => Array.from({ length: size }, (_, index) => late(index));
const step = (title: string, kind: "reminder" | "escalation", record: LeadRecord, turn: number): Entry => ({
  title,
  made: renderStep(kind, record, turnOf(record, turn), view),
});
const refused = (title: string, code: RefusalCode, record: LeadRecord, turn: number): Entry => ({
  title,
  made: sayRefusal({ code, by: sample.CAROL, lead: record.lead, turn, view }),
});

const queueRows = [
  sample.inOverflow(some(0)),
  ...[1, 2, 3].map((index) => sample.overdue(40 - index * 9, some(index))),
  sample.inTank(some(4)),
  ...[5, 6].map((index) => sample.offered(20 + index, some(index))),
];
const totals = { open: 120, overdue: 41, tank: 37, offered: 42 };
const none = { open: 0, overdue: 0, tank: 0, offered: 0 };
const noGroups = { overflow: 0, overdue: 0, tank: 0, review: 0, offered: 0, other: 0 };
const groups = { ...noGroups, overflow: 1, overdue: 41, tank: 37, offered: 41 };
const all = { kind: "all" } as const;

export const chapters: readonly Chapter[] = [
  {
    title: "Offer card",
    where: "the rep's direct message",
    entries: [
      {
        title: "Back after a visit, and claimed by two partners",
        made: renderOffer(again, turnOf(again, 1), { ...offerView, partners: ["Globex", "Acme"] }),
      },
      offer("Before its clock has begun", sample.offered(null)),
      offer("Waiting for an answer", sample.offered(20)),
      offer("Overdue", sample.overdue(12)),
      offer("Accepted", sample.accepted()),
      offer("Recycled: Timing", sample.recycled({ reason: "timing", returnsAt: sample.at(90 * 24 * 60) })),
      offer("Recycled: Not ICP", sample.recycled({ reason: "not_icp", criterion: "size", until: null })),
      offer("Taken away", sample.inTank()),
      offer("A lead who tries", sample.offered(20, { submission: sample.hostile })),
      offer(
        "A lead of whom little is known",
        sample.offered(20, { submission: { email: "a_b@acme.example" } }),
      ),
    ],
  },
  {
    title: "Overdue notice",
    where: "the managers' channel",
    entries: [
      { title: "One lead", made: renderNotice(sample.NOTICE, [late(9)], view) },
      {
        title: "One that has been claimed since",
        made: renderNotice(sample.NOTICE, [since(sample.claimed())], view),
      },
      {
        title: "A bundle of seven",
        made: renderNotice(
          sample.NOTICE,
          [since(sample.acceptedLate(some(0))), since(sample.inTank(some(1))), ...bundle(5)],
          view,
        ),
      },
      { title: "A bundle of forty", made: renderNotice(sample.NOTICE, bundle(40), view) },
    ],
  },
  {
    title: "Tank card",
    where: "the tank channel",
    entries: [
      tank("Up for a claim", sample.inTank()),
      tank("Claimed", sample.claimed()),
      tank("Nobody claimed it", sample.unclaimed()),
      tank("A lead who tries", sample.inTank({ submission: sample.hostile })),
    ],
  },
  {
    title: "Overflow card",
    where: "the Overflow Manager's direct message",
    entries: [
      overflow("Needs a rep", sample.inOverflow()),
      overflow("Assigned", sample.assigned()),
      overflow("A lead who tries", sample.inOverflow({ submission: sample.hostile })),
      { title: "Pressed too early", made: sayPickFirst() },
    ],
  },
  reviewChapter,
  {
    title: "Reminder, escalation, and what is back",
    where: "the tank channel, the Overflow Manager, the managers' channel",
    entries: [
      step("Reminder in the tank", "reminder", sample.inTank(), 2),
      step("Reminder to the Overflow Manager", "reminder", sample.inOverflow(), 1),
      step("Escalation", "escalation", sample.inOverflow(), 1),
      step("Overtaken", "escalation", sample.assigned(), 1),
      { title: "Back, to the rep who had it", made: renderReturned(again, { ...back, to: sample.ALICE }) },
      { title: "Back, in the managers' channel", made: renderReturned(again, { ...back, to: null }) },
    ],
  },
  {
    title: "Recycle modal",
    where: "the rep, after Recycle",
    entries: ([null, "timing", "budget", "feature_gap", "not_icp"] as const).map((reason) => ({
      title: reason === null ? "Before a reason is chosen" : `Reason: ${reason}`,
      made: renderRecycle(sample.offered(20), 1, reason, choices, view),
    })),
  },
  overrideChapter,
  storyChapter,
  whyChapter,
  {
    title: "Queue and lists",
    where: "ephemeral: /leads queue, mine, tank",
    entries: [
      {
        title: "Queue, the worst first",
        made: renderQueue({ rows: queueRows, matching: 120, groups, totals }, { filter: all, page: 1 }, view),
      },
      {
        title: "Queue, the overdue, a page further",
        made: renderQueue(
          {
            rows: queueRows.slice(1, 4),
            matching: 41,
            groups: { ...noGroups, overdue: 41 },
            totals,
          },
          { filter: { kind: "overdue" }, page: 2 },
          view,
        ),
      },
      {
        title: "Queue, nothing under this filter",
        made: renderQueue(
          { rows: [], matching: 0, groups: noGroups, totals },
          { filter: { kind: "rep", rep: sample.BOB }, page: 1 },
          view,
        ),
      },
      {
        title: "Queue, nothing at all",
        made: renderQueue(
          { rows: [], matching: 0, groups: noGroups, totals: none },
          { filter: all, page: 1 },
          view,
        ),
      },
      {
        title: "Mine",
        made: renderMine(
          [sample.overdue(12, some(1)), sample.offered(20, some(0)), sample.accepted(some(2))],
          view,
        ),
      },
      { title: "Mine, empty", made: renderMine([], view) },
      { title: "Tank", made: renderTankList([sample.inTank(some(0)), sample.inTank(some(3))], 2, view) },
      { title: "Tank, empty", made: renderTankList([], 0, view) },
    ],
  },
  statsChapter,
  awayChapter,
  canaryChapter,
  alertChapter,
  homeChapter,
  digestChapter,
  reportsChapter,
  {
    title: "Help and answers",
    where: "ephemeral, one line where one will do",
    entries: [
      { title: "Help for a manager", made: renderHelp(["manager"]) },
      { title: "Help for a rep", made: renderHelp(["rep"]) },
      { title: "An unknown word", made: sayUnknown("queu", "queue", ["manager"]) },
      { title: "Without the role", made: sayNotAllowed("queue", [sample.MORGAN]) },
      { title: "No such lead", made: sayNotFound("lead_0193") },
      { title: "Database away", made: sayDatabaseAway() },
      refused("Somebody accepted first", "moved_on", sample.accepted(), 1),
      refused("Somebody claimed first", "moved_on", sample.claimed(), 2),
      refused("Taken away meanwhile", "moved_on", sample.inTank(), 1),
      refused("Not yours", "not_yours", sample.offered(20), 1),
      refused("Not for this rep", "not_eligible", sample.inTank(), 2),
      refused("Had it before", "original_may_not_claim", sample.inTank(), 2),
      refused("As many claims as a day allows", "claims_cap", sample.inTank(), 2),
    ],
  },
];
