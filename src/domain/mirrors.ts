// Everything in Slack that must reflect a lead. A mirror is named, never described: what it shows is rendered from the
// lead as it is at the moment of sending.
import type { LeadId } from "../ids.ts";
import type { Turn } from "./lead.ts";

/**
 * - `offer`, `tank`, `overflow`, `review`: the card of one turn; of a turn in the tank also an `offer`, once it is claimed: the
 *   card in the DM of whoever did.
 * - `reminder`, `escalation`: the message of one step of a turn's ladder.
 * - `notice`: an overdue notice in the managers' channel, about one lead or a bundle of them.
 * - `returned`: that a lead is back before its time, for the rep who had recycled it.
 * - `override`: what a manager asks a second one to approve; `override_reminder`: that nobody has answered it;
 *   `override_outcome`: what came of it, for whoever asked.
 *
 * About no lead are
 * - `policy`: a steward's card about a canary (`policyCards.ts`).
 * - `home`: somebody's App Home. - `report`: a report of one slot of its schedule. - `alert`: something that somebody
 *   should look at.
 */
export type MirrorKind =
  | "offer"
  | "tank"
  | "overflow"
  | "review"
  | "reminder"
  | "escalation"
  | "notice"
  | "returned"
  | "override"
  | "override_reminder"
  | "override_outcome"
  | "policy"
  | "home"
  | "report"
  | "alert";

export interface MirrorRef {
  /** `offer:lead_…:3`, `reminder:lead_…:5:0`, `notice:lead_…:3` (a bundle is named for the lead that opened it). */
  readonly id: string;
  readonly kind: MirrorKind;
  /** The lead that the mirror shows; for a bundle, the one that opened it; the chain that it is on record in, where it is about no
   * lead. */
  readonly leadId: LeadId;
  /** Where it is posted: a channel id, or the id of the person whose DM with Baton it is. */
  readonly to: string;
}

export function cardId(kind: Turn["kind"], leadId: LeadId, turn: number): string {
  return `${kind}:${leadId}:${turn}`;
}

export function stepMessageId(
  kind: "reminder" | "escalation",
  leadId: LeadId,
  turn: number,
  step: number,
): string {
  return `${kind}:${leadId}:${turn}:${step}`;
}

/** A turn that is overdue again after it was extended is told of anew. */
export function noticeId(leadId: LeadId, { turn, extended = 0 }: Pick<Turn, "turn" | "extended">): string {
  return `notice:${leadId}:${turn}${extended === 0 ? "" : `:${extended}`}`;
}

/** `what`: `override`, its `override_outcome`, or with a step of its ladder `override_reminder`. */
export function overrideId(
  what: "override" | "override_reminder" | "override_outcome",
  leadId: LeadId,
  no: number,
  step?: number,
): string {
  return `${what}:${leadId}:${no}${step === undefined ? "" : `:${step}`}`;
}

/** `cycle`: the one that began with it. */
export function returnedId(leadId: LeadId, cycle: number): string {
  return `returned:${leadId}:${cycle}`;
}

/** `to`: the channel. An alert that one channel does not take is posted in another. */
export function alertMessageId(alert: string, to: string): string {
  return `alert:${alert}:${to}`;
}

/** The alert that a message is about. */
export function alertOfMessage(id: string): string {
  return id.split(":")[1] ?? "";
}

/** The turn (of a `returned` the cycle) and, for a step's message, the step that a mirror's id names. */
export function partsOf(id: string): { leadId: LeadId; turn: number; step: number | null } {
  const [, leadId = "", turn = "", step] = id.split(":");
  return { leadId, turn: Number(turn), step: step === undefined ? null : Number(step) };
}

/** Updates are counted by Slack for the whole workspace. */
export const UPDATE_LANE = "update";
/** What the lanes of first posts begin with. */
export const POST_LANE = "post:";
/** What the lanes of Homes begin with. */
export const HOME_LANE = "home:";

/**
 * The lane a mirror's next call is paced in: first posts by where they go, updates together; a Home has its own, in which
 * it waits for nothing and nothing waits for it.
 */
export function laneOf({ kind, to }: Pick<MirrorRef, "kind" | "to">, hasMessage: boolean): string {
  if (kind === "home") return `${HOME_LANE}${to}`;
  return hasMessage ? UPDATE_LANE : `${POST_LANE}${to}`;
}

/** Whether delivering twice is delivering once: there is one Home a person, and each time it is put in place whole. */
export function isPutInPlace({ kind }: Pick<MirrorRef, "kind">): boolean {
  return kind === "home";
}
