// Every button and menu, by its id. Each is acknowledged before it gets here (`bolt.ts`); what a handler gives is told
// to whoever pressed, and null means that the card itself says it.
import type { App } from "@slack/bolt";
import type { Message } from "../../../blocks/assemble.ts";
import { ACTIONS } from "../../../blocks/ids.ts";
import type { Desk } from "../desk.ts";
import { refreshHome } from "../home.ts";
import { type Press, readPress } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";
import { accept } from "./accept.ts";
import { answerAlert, postMortemDone } from "./alert.ts";
import { assign } from "./assign.ts";
import { claim } from "./claim.ts";
import { digestPageTurned } from "./digestPage.ts";
import { handOn, keep } from "./handOn.ts";
import { homeAway, homeAwayOn, homeBack } from "./homeAway.ts";
import { markReviewed } from "./markReviewed.ts";
import { open } from "./open.ts";
import { override, overrideBundle } from "./override.ts";
import { overrideAnswer, overrideDetails } from "./overrideAnswer.ts";
import { overrideChanged } from "./overrideChanged.ts";
import { queueOf, queuePage } from "./queuePage.ts";
import { recycle } from "./recycle.ts";
import { recycleReason } from "./recycleReason.ts";
import { promote, rollBackCanary } from "./release.ts";
import { reportPage } from "./reportPage.ts";
import { review } from "./review.ts";
import { showQueue } from "./showQueue.ts";
import { statsPage } from "./statsPage.ts";
import { whyMe } from "./whyMe.ts";

type Handler = (press: Press, desk: Desk) => Promise<Message | null>;

/** Choices that only count once something else is pressed. */
const nothingYet: Handler = async () => null;

const HANDLERS: ReadonlyMap<string, Handler> = new Map([
  [ACTIONS.accept, accept],
  [ACTIONS.recycle, recycle],
  [ACTIONS.why, whyMe],
  [ACTIONS.claim, claim],
  [ACTIONS.assign, assign],
  [ACTIONS.pickRep, nothingYet],
  [ACTIONS.approve, review("approve")],
  [ACTIONS.reject, review("reject")],
  [ACTIONS.open, open],
  [ACTIONS.openPicked, open],
  [ACTIONS.reason, recycleReason],
  [ACTIONS.override, override],
  [ACTIONS.overrideBundle, overrideBundle],
  [ACTIONS.overrideLead, overrideChanged],
  [ACTIONS.overrideAction, overrideChanged],
  [ACTIONS.overrideRecycleReason, overrideChanged],
  [ACTIONS.overrideApprove, overrideAnswer("approve_override")],
  [ACTIONS.overrideReject, overrideAnswer("reject_override")],
  [ACTIONS.overrideDetails, overrideDetails],
  [ACTIONS.queuePrevious, queuePage],
  [ACTIONS.queueNext, queuePage],
  [ACTIONS.queueAll, queuePage],
  [ACTIONS.queueOverdue, queuePage],
  [ACTIONS.queueTank, queuePage],
  [ACTIONS.queueRefresh, queuePage],
  [ACTIONS.queueRep, queueOf],
  [ACTIONS.showQueue, showQueue],
  [ACTIONS.homeAway, homeAway],
  [ACTIONS.homeAwayUntil, nothingYet],
  [ACTIONS.homeAwayOn, homeAwayOn],
  [ACTIONS.homeBack, homeBack],
  [ACTIONS.statsWeek, statsPage],
  [ACTIONS.statsMonth, statsPage],
  [ACTIONS.statsRep, statsPage],
  [ACTIONS.statsTeam, statsPage],
  [ACTIONS.statsPrevious, statsPage],
  [ACTIONS.statsNext, statsPage],
  [ACTIONS.handOn, handOn],
  [ACTIONS.keep, keep],
  [ACTIONS.promote, promote],
  [ACTIONS.rollBack, rollBackCanary],
  [ACTIONS.markReviewed, markReviewed],
  [ACTIONS.digestPrevious, digestPageTurned],
  [ACTIONS.digestNext, digestPageTurned],
  [ACTIONS.reportPrevious, reportPage],
  [ACTIONS.reportNext, reportPage],
  [ACTIONS.acknowledgeAlert, answerAlert("acknowledge")],
  [ACTIONS.snoozeAlert, answerAlert("snooze")],
  [ACTIONS.postMortemDone, postMortemDone],
]);

export function registerActions(app: App, desk: Desk): void {
  app.action(/./, async ({ body }) => {
    const press = readPress(body);
    if (!press) return desk.log.warn("an interaction from Slack could not be read");
    const handler = HANDLERS.get(press.action);
    if (!handler) desk.log.warn({ action: press.action }, "a button that Baton does not know was pressed");
    const message = handler ? await handler(press, desk) : sayNotUnderstood(desk);
    // What a press has done is to be seen where it was pressed, at once.
    if (press.view?.isHome) await refreshHome(press.by, desk);
    if (message) await desk.tell.say(press, message);
  });
}
