// The gallery's chapter of alerts.
import type { Alert } from "../../src/domain/alerts.ts";
import { sayAlertTooLate, sayNoSuchAlert } from "../alertAnswers.ts";
import { renderAlert } from "../alertCard.ts";
import { sayNotAllowed } from "../answers.ts";
import { renderPostMortemForm } from "../postMortemModal.ts";
import * as sample from "./alertSamples.ts";
import type { Chapter, Entry } from "./entries.ts";
import { at, MORGAN } from "./samples.ts";

const { alert, alertView: view } = sample;
const card = (title: string, of: Alert): Entry => ({ title, made: renderAlert(of, view) });
const overdue = { raisedAt: at(-8 * 24 * 60), dueAt: at(-24 * 60) };

export const alertChapter: Chapter = {
  title: "Alerts",
  where: "the managers’ channel; about a campaign the marketing channel, where nothing tells who a lead is",
  entries: [
    card("Leads wait too long", alert(sample.latencyFacts)),
    card("Many overrides", alert(sample.overridesFacts)),
    card("The Shark Tank fills up", alert(sample.tankFacts)),
    card("Acknowledged", alert(sample.tankFacts, sample.acknowledged)),
    card("Snoozed", alert(sample.tankFacts, sample.snoozed)),
    card("Over", alert(sample.tankFacts, sample.over)),
    card("Pause and pivot", alert(sample.campaignFacts)),
    card("Post-mortem", alert(sample.postMortemFacts)),
    card("Post-mortem, overdue", alert(sample.postMortemFacts, overdue)),
    {
      title: "Post-mortem, Done",
      made: renderPostMortemForm(alert(sample.postMortemFacts), sample.postMortemFacts, view),
    },
    card("Post-mortem, closed", alert(sample.postMortemFacts, sample.closed)),
    {
      title: "Acknowledged by somebody else",
      made: sayAlertTooLate(alert(sample.tankFacts, sample.acknowledged), view),
    },
    { title: "Pressed after it was over", made: sayAlertTooLate(alert(sample.tankFacts, sample.over), view) },
    { title: "No such alert", made: sayNoSuchAlert() },
    { title: "Neither manager nor steward", made: sayNotAllowed("alert", [MORGAN]) },
    { title: "Not the owner", made: sayNotAllowed("post_mortem", [sample.STEW]) },
  ],
};
