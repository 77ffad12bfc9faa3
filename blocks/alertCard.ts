// An alert: what goes wrong, by which numbers, where to look first; who has seen it. The message stays, and says when it is
// over. One kind a file where they differ: a campaign's is `campaignAlert.ts`, a post-mortem's `postMortemCard.ts`.
import type { KnownBlock } from "@slack/types";
import type { LatencyFacts, OverridesFacts, TankFacts } from "../src/domain/alertFacts.ts";
import { type Alert, isLive } from "../src/domain/alerts.ts";
import { type AlertView, type AlertWords, counted, whoAndWhy } from "./alertParts.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, context, fields, section } from "./build.ts";
import { campaignAlert } from "./campaignAlert.ts";
import { ACTIONS } from "./ids.ts";
import { renderPostMortem } from "./postMortemCard.ts";
import { joined, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { duration, fullDuration, when } from "./time.ts";
import { named, type View } from "./view.ts";

export function renderAlert(alert: Alert, view: AlertView): Message {
  const { facts } = alert;
  switch (facts.kind) {
    case "latency":
      return framed(alert, latency(facts, view), view);
    case "overrides":
      return framed(alert, overrides(facts, view), view);
    case "tank":
      return framed(alert, tank(facts, view), view);
    case "campaign":
      return framed(alert, campaignAlert(alert.subject, facts, view), view);
    case "post_mortem":
      return renderPostMortem(alert, facts, view);
    default:
      return facts satisfies never;
  }
}

function framed(alert: Alert, { text, title, said, first, rows = [] }: AlertWords, view: AlertView): Message {
  const live = isLive(alert);
  const state = stateOf(alert, view);
  return message(live ? text : md`Over: ${text}`, {
    head: [section(lines(md`*${title}*`, state, ...said))],
    rows: [...rows],
    foot: [
      ...(live ? [section(md`*Look first:* ${first}`), ...buttons(alert)] : []),
      context(since(alert, view)),
    ],
  });
}

function buttons({ id, status }: Alert): KnownBlock[] {
  if (status === "snoozed") return [];
  const snooze = button("Snooze 7 days", ACTIONS.snoozeAlert, id);
  return [
    actions(
      status === "open" ? [button("Acknowledge", ACTIONS.acknowledgeAlert, id, "primary"), snooze] : [snooze],
    ),
  ];
}

function stateOf({ status, by, actedAt, until, overAt, overBecause }: Alert, view: View): Mrkdwn {
  const who = by === null ? NOTHING : named(by, view);
  switch (status) {
    case "acknowledged":
      return actedAt ? md`*Acknowledged* by ${who} · ${when(actedAt, view)}` : NOTHING;
    case "snoozed":
      return until ? md`*Snoozed* by ${who}, ${when(until, view, "until")}` : NOTHING;
    case "over": {
      const seen = by === null ? NOTHING : md` ${who} had seen it.`;
      return overAt
        ? md`*Over*, ${when(overAt, view, "since")}: ${OVER[overBecause ?? "passed"]}.${seen}`
        : NOTHING;
    }
    case "open":
    case "closed":
      return NOTHING;
  }
}

const OVER = {
  passed: "it is no longer so",
  switched_off: "the policy does not ask for it any more",
  renewed: "a new message tells of it",
} as const;

function since({ raisedAt, factsAt, status }: Alert, view: View): Mrkdwn {
  const numbers = status === "over" ? md`last numbers` : md`numbers`;
  return md`Raised ${when(raisedAt, view)} · ${numbers} of ${when(factsAt, view)} · from the policy’s \`alerts\``;
}

const PLACES = {
  buffer: "in the buffer",
  routing: "until a rep was found",
  review: "in review",
  offer: "with the rep",
  tank: "in the Shark Tank",
  overflow: "with the Overflow Manager",
} as const;
const PLACES_SHOWN = 4;

function latency({ leads, medianMs, p95Ms, line, reps, waited }: LatencyFacts, view: View): AlertWords {
  const half = md`half of them waited more than ${duration(medianMs)}`;
  const some = md`one in twenty more than ${duration(p95Ms)}`;
  const beyond = (ms: number, most: number) => (ms > most ? md`*beyond* ` : NOTHING);
  const [slowest] = reps;
  const offers = waited.find(({ place }) => place === "offer")?.share ?? 0;
  const [longest] = waited;
  return {
    text: md`Leads wait too long for an answer: ${half}, ${some}`,
    title: md`Leads wait too long for an answer`,
    said: [md`Of the ${leads} leads answered in the last 24 hours ${half}, ${some}.`],
    first:
      longest?.place === "tank"
        ? md`\`/leads queue tank\`: most of the time passes in the Shark Tank.`
        : slowest && offers >= 0.3
          ? md`\`/leads queue overdue\`, and ask ${named(slowest.rep, view)} what is in the way.`
          : md`\`/leads queue\`: most of the time passes ${longest ? PLACES[longest.place] : "before an answer"}.`,
    rows: [
      fields([
        md`*Half waited more than*\n${duration(medianMs)} · ${beyond(medianMs, line.medianMs)}line ${fullDuration(line.medianMs)}`,
        md`*One in twenty more than*\n${duration(p95Ms)} · ${beyond(p95Ms, line.p95Ms)}line ${fullDuration(line.p95Ms)}`,
        md`*Where they waited*\n${joined(
          waited
            .slice(0, PLACES_SHOWN)
            .filter(({ share }) => share >= 0.005)
            .map(({ place, share }) => md`${Math.round(100 * share)}% ${PLACES[place]}`),
          "\n",
        )}`,
        md`*Slowest to answer*\n${joined(
          reps.map(
            ({ rep, offers: number, medianMs: ms }) =>
              md`${named(rep, view)}: ${duration(ms)}, ${counted(number, "offer")}`,
          ),
          "\n",
        )}`,
      ]),
    ],
  };
}

function overrides(facts: OverridesFacts, view: View): AlertWords {
  const { line } = facts;
  const what = md`${counted(facts.overrides, "override")} in ${fullDuration(line.withinMs)}`;
  return {
    text: md`Many overrides: ${what}`,
    title: md`Many overrides`,
    said: [md`${what}; more than ${line.moreThan} are too many.`],
    first: md`\`/leads digest\`: which rules were overridden, and why.`,
    rows: [whoAndWhy(facts, view)],
  };
}

function tank({ leads, line, oldest }: TankFacts, view: View): AlertWords {
  return {
    text: md`The Shark Tank fills up: ${counted(leads, "lead")}`,
    title: md`The Shark Tank fills up`,
    said: [
      md`${leads === 1 ? "1 lead waits" : `${leads} leads wait`} to be claimed; more than ${line.moreThan} are too many.`,
      oldest ? md`The oldest is there ${when(oldest, view, "since")}.` : NOTHING,
    ],
    first: md`\`/leads queue tank\`: ask who has room to claim, or assign the oldest.`,
  };
}
