// Carries out what a button on a card asks for, and says so where it could not be.
import type { Message } from "../../blocks/assemble.ts";
import { readTurnValue, type TurnRef } from "../../blocks/ids.ts";
import { sayRefusal } from "../../blocks/refusals.ts";
import type { Outcome } from "../app/engine.ts";
import type { LeadRecord } from "../app/ports.ts";
import type { Instant } from "../clock.ts";
import type { Command, RefusalCode } from "../domain/decide/index.ts";
import type { SlackId } from "../ids.ts";
import { type Desk, policyOf, rulesOf, viewFor } from "./desk.ts";
import type { Press } from "./payloads.ts";
import { sayNotUnderstood } from "./sentences.ts";

/** The lead and turn that a button is about; null where its value is none of ours. */
export function targetOf(press: Press, desk: Desk): TurnRef | null {
  const ref = readTurnValue(press.value);
  if (!ref) desk.log.warn({ action: press.action }, "a button carries a value that Baton never writes");
  return ref;
}

export type Carried =
  | { readonly done: true; readonly record: LeadRecord; readonly changed: boolean }
  /** What to tell whoever pressed: what happened, and who has the lead now. */
  | { readonly done: false; readonly message: Message };

/** Runs the command that the pressed button stands for. */
export async function carryOut(
  press: Press,
  desk: Desk,
  commandFor: (ref: TurnRef) => Command,
): Promise<Carried> {
  const ref = targetOf(press, desk);
  if (!ref) return { done: false, message: sayNotUnderstood(desk) };
  const outcome = await desk.engine.run(ref.lead, commandFor(ref));
  return outcome.kind === "done"
    ? { done: true, record: outcome.record, changed: outcome.changed }
    : { done: false, message: await refusalOf(outcome, ref, press.by, desk) };
}

/** The sentence for an outcome that is none. */
export async function refusalOf(
  outcome: Exclude<Outcome, { kind: "done" }>,
  ref: TurnRef,
  by: SlackId,
  desk: Desk,
): Promise<Message> {
  if (outcome.kind === "refused") return sayWhy(outcome.code, outcome.record, ref, by, desk);
  const view = await viewFor(desk, by, await rulesOf(desk));
  return sayRefusal({ code: "moved_on", by, lead: null, turn: ref.turn, view });
}

/** `no`: which override of the lead it was about. */
export async function sayWhy(
  code: RefusalCode,
  record: LeadRecord,
  ref: TurnRef,
  by: SlackId,
  desk: Desk,
  no?: number,
): Promise<Message> {
  const rules = await rulesOf(desk);
  const [view, { tank }, lastClaimAt] = await Promise.all([
    viewFor(desk, by, rules),
    policyOf(desk, record, rules),
    code === "cool_off" ? lastClaimOf(by, desk) : null,
  ]);
  const { managers, stewards } = rules.team.roles;
  const ask = code === "not_steward" ? stewards : managers;
  const more = no === undefined ? {} : { no };
  return sayRefusal({ code, by, lead: record.lead, turn: ref.turn, view, tank, lastClaimAt, ask, ...more });
}

async function lastClaimOf(rep: SlackId, desk: Desk): Promise<Instant | null> {
  return (await desk.leads.ledger("claims", `claims:${rep}`)).data.lastAt;
}
