// Approve, Reject and Details on the card of an override that waits for a second manager.
import type { Message } from "../../../blocks/assemble.ts";
import { type OverrideRef, readOverrideValue } from "../../../blocks/ids.ts";
import { renderOverrideDetails } from "../../../blocks/overrideCard.ts";
import { isManager } from "../../domain/roles.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import { refusalOf, sayWhy } from "../onLead.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export function overrideAnswer(
  verb: "approve_override" | "reject_override",
): (press: Press, desk: Desk) => Promise<Message | null> {
  return async (press, desk) => {
    const ref = overrideOf(press, desk);
    if (!ref) return sayNotUnderstood(desk);
    const { by } = press;
    const outcome = await desk.engine.run(ref.lead, { do: verb, by, no: ref.no });
    if (outcome.kind === "done") return null;
    if (outcome.kind === "unknown") return refusalOf(outcome, { lead: ref.lead, turn: 0 }, by, desk);
    return sayWhy(outcome.code, outcome.record, { lead: ref.lead, turn: 0 }, by, desk, ref.no);
  };
}

export async function overrideDetails(press: Press, desk: Desk): Promise<Message | null> {
  const ref = overrideOf(press, desk);
  if (!ref) return sayNotUnderstood(desk);
  const rules = await rulesOf(desk);
  if (!isManager(rules.team, press.by)) return notAllowed("override", press.by, rules.team, desk);
  const record = await desk.leads.load(ref.lead);
  const one = record?.lead.overrides.find(({ no }) => no === ref.no);
  if (!record || !one) return sayNotUnderstood(desk);
  const texts = record.person.overrides.find(({ no }) => no === ref.no) ?? null;
  return renderOverrideDetails(record, one, texts, await viewFor(desk, press.by, rules));
}

function overrideOf(press: Press, desk: Desk): OverrideRef | null {
  const ref = readOverrideValue(press.value);
  if (!ref) desk.log.warn({ action: press.action }, "a button carries a value that Baton never writes");
  return ref;
}
