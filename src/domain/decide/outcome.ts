// How a decision is said.
import type { SlackId } from "../../ids.ts";
import type { EventBody } from "../events.ts";
import type { CommandName, Decision, Effects, RefusalCode } from "./types.ts";

/** Who acts when a deadline does. */
export const CLOCK = "clock";

export function done(actor: string, events: readonly EventBody[], effects: Effects = {}): Decision {
  return { ok: true, actor, events, effects };
}

/** A refusal that is only answered. */
export function refuse(refused: RefusalCode, actor: string): Decision {
  return { ok: false, refused, actor, record: null };
}

/** A refusal for want of the right: answered and put on record. */
export function refuseOnRecord(refused: RefusalCode, by: SlackId, attempt: CommandName): Decision {
  const record = { type: "refused", attempt, by, code: refused } as const;
  return { ok: false, refused, actor: actorOf(by), record };
}

export function actorOf(person: SlackId): string {
  return `slack:${person}`;
}
