// Acknowledge and Snooze on an alert; Done on a post-mortem, which asks for a note first.
import { sayAlertTooLate, sayNoSuchAlert } from "../../../blocks/alertAnswers.ts";
import type { Message } from "../../../blocks/assemble.ts";
import { readAlertValue } from "../../../blocks/ids.ts";
import { renderPostMortemForm } from "../../../blocks/postMortemModal.ts";
import { instant } from "../../clock.ts";
import { type AlertCommand, decideAnswer } from "../../domain/alertAnswers.ts";
import type { Alert } from "../../domain/alerts.ts";
import type { SlackId } from "../../ids.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { openModal } from "../modals.ts";
import { notAllowed } from "../notAllowed.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export function answerAlert(
  what: "acknowledge" | "snooze",
): (press: Press, desk: Desk) => Promise<Message | null> {
  return async ({ by, channel, value, action }, desk) => {
    const id = readAlertValue(value);
    if (id === null) {
      desk.log.warn({ action }, "a button carries a value that Baton never writes");
      return sayNotUnderstood(desk);
    }
    return carryOutAnswer(id, { do: what, by, in: channel }, desk);
  };
}

/** Gives what to tell the person; null: the message itself says it. */
export async function carryOutAnswer(id: string, command: AlertCommand, desk: Desk): Promise<Message | null> {
  const { team } = await rulesOf(desk);
  const answer = await desk.alerts.answer(id, command, team, instant(desk.clock.now()));
  if (answer.kind === "refused") return sayRefused(answer, command, desk);
  desk.log.info({ alert: id, person: command.by, did: command.do }, "an alert was answered");
  desk.mirrorsBehind();
  return null;
}

export async function postMortemDone(press: Press, desk: Desk): Promise<Message | null> {
  const id = readAlertValue(press.value);
  if (id === null) {
    desk.log.warn({ action: press.action }, "a button carries a value that Baton never writes");
    return sayNotUnderstood(desk);
  }
  const rules = await rulesOf(desk);
  const command: AlertCommand = { do: "close", by: press.by, in: press.channel, note: "", key: "" };
  const alert = await desk.alerts.load(id);
  const answer = decideAnswer(alert, command, rules.team, instant(desk.clock.now()));
  if (answer.kind === "refused") return sayRefused(answer, command, desk);
  const { facts } = answer.alert;
  if (facts.kind !== "post_mortem")
    throw new TypeError(`${id} is a post-mortem with the facts of a ${facts.kind}`);
  return openModal(
    press,
    desk,
    renderPostMortemForm(answer.alert, facts, await viewFor(desk, press.by, rules)),
  );
}

async function sayRefused(
  { code, alert }: { readonly code: "unknown" | "not_allowed" | "too_late"; readonly alert: Alert | null },
  { by, do: what }: { readonly by: SlackId; readonly do: AlertCommand["do"] },
  desk: Desk,
): Promise<Message> {
  const rules = await rulesOf(desk);
  switch (code) {
    case "not_allowed":
      return notAllowed(what === "close" ? "post_mortem" : "alert", by, rules.team, desk);
    case "too_late":
      return alert ? sayAlertTooLate(alert, await viewFor(desk, by, rules)) : sayNoSuchAlert();
    case "unknown":
      desk.log.warn({ person: by }, "a button is about an alert that there is not");
      return sayNoSuchAlert();
    default:
      return code satisfies never;
  }
}
