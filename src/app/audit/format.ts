// What an export's lines hold. Every line is canonical JSON (RFC 8785): first the events in order of their leaves, then
// the checkpoints by size, last a closing line, so that an export cut short anywhere shows it.
import { z } from "zod";
import { canonical } from "../../canonical.ts";
import { deskEventBody } from "../../domain/deskEvents.ts";
import { eventBody } from "../../domain/events.ts";
import { rulesEventBody } from "../../domain/rulesEvents.ts";
import type { AuditEvent } from "./ports.ts";

const at = z.iso.datetime({ precision: 3 });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const signed = { signature: z.string(), key: z.string() };
const count = z.int().nonnegative();

const eventFields = {
  id: z.string().regex(/^evt_[0-9a-f]{32}$/),
  leadId: z.string().min(1),
  seq: z.int().positive(),
  at,
  actor: z.string(),
  body: z.discriminatedUnion("type", [eventBody, rulesEventBody, deskEventBody]),
  prev: sha256,
  hash: sha256,
};

export const recordedEvent = z.strictObject(eventFields);
export const eventLine = z.strictObject({ ...eventFields, leafIndex: count });

const checkpoint = z.strictObject({ size: z.int().positive(), root: sha256, at, ...signed });
export const checkpointLine = z.strictObject({ checkpoint });

/** `digest`: SHA-256 of every byte before this line. Signed are the other fields, under the name `export`. */
export const closingLine = z.strictObject({
  export: z.strictObject({ at, events: count, checkpoints: count, digest: sha256, ...signed }),
});

/** An event by itself: with the path from its leaf to a signed root. */
export const proof = z.strictObject({
  event: recordedEvent,
  leafIndex: count,
  treeSize: z.int().positive(),
  path: z.array(sha256),
  checkpoint,
});
export type Proof = z.infer<typeof proof>;

/** A value as a line, with its line break. */
export function line(value: unknown): string {
  return `${canonical(value)}\n`;
}

/** An event as a line; fields in the database beyond an event's own are left out. */
export function lineOfEvent(
  { id, leadId, seq, at, actor, body, prev, hash }: AuditEvent,
  leafIndex: number,
): string {
  return line({ id, leadId, seq, at, actor, body, prev, hash, leafIndex });
}

/** A value's canonical JSON; null where it has none, such as with half a surrogate pair. */
export function canonicalForm(value: unknown): string | null {
  try {
    return canonical(value);
  } catch {
    return null;
  }
}

/** The first thing a schema found wrong, with its path, such as `body.turn: expected int`. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return "not of the right form";
  const path = issue.path.map(String).join(".");
  return path === "" ? issue.message : `${path}: ${issue.message}`;
}
