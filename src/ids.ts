// Ids are prefixed, so that one can be recognised wherever it turns up, and sort by the time they were made.
import { createHash, randomBytes } from "node:crypto";
import { uuidv7obj } from "uuidv7";

export type LeadId = string & { readonly __lead?: never };
export type EventId = string & { readonly __event?: never };
export type SlackId = string & { readonly __slack?: never };

function sortable(prefix: string): string {
  return `${prefix}_${uuidv7obj().toHex()}`;
}

/** A new lead's id, such as `lead_0193…` (32 hexadecimal digits, sorted by creation). */
export function newLeadId(): LeadId {
  return sortable("lead");
}

/** A new exception's id. */
export function newExceptionId(): string {
  return sortable("exc");
}

/** A new alert's id. */
export function newAlertId(): string {
  return sortable("alert");
}

/** 32 random bytes in hexadecimal: the key of a person's commitments. */
export function newCommitmentKey(): string {
  return randomBytes(32).toString("hex");
}

/**
 * The id of a lead's event number `seq`. Derived, not random: the same event has the same id wherever it is written
 * down, and a replay gives the ids the database has.
 */
export function eventId(leadId: LeadId, seq: number): EventId {
  return `evt_${createHash("sha256").update(`${leadId}/${seq}`).digest("hex").slice(0, 32)}`;
}

/** Whether text has the form of a lead's id; says nothing about whether such a lead exists. */
export function isLeadId(text: string): text is LeadId {
  return /^lead_[0-9a-f]{32}$/.test(text);
}
