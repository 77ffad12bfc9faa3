// A lead refused at the door is kept, so that nothing that was sent to Baton is lost: what it was, and what was wrong.
import { isUtf8 } from "node:buffer";
import type { ExceptionEntry } from "../app/ports.ts";
import type { Instant } from "../clock.ts";
import { newExceptionId } from "../ids.ts";
import type { FieldError } from "./fieldErrors.ts";
import { KEPT_OF_TOO_LARGE, MOST_LEAD_BYTES } from "./limits.ts";

/** Why a lead was not taken although its sender had the right to send it. */
export type RefusalCode = "not_json" | "invalid" | "conflict" | "too_large" | "unknown_lead";

export interface Refusal {
  readonly source: string;
  readonly code: RefusalCode;
  /** What was wrong, by field; one with an empty path speaks of the whole. */
  readonly errors: readonly FieldError[];
  /** As it came, or JSON of it where it was one of many in a document. */
  readonly raw: Uint8Array | string;
}

export function exceptionOf(refusal: Refusal, receivedAt: Instant): ExceptionEntry {
  const { source, code, errors, raw } = refusal;
  return {
    id: newExceptionId(),
    source,
    code,
    fields: errors.map(({ path, message }) => ({ path, message })),
    raw: rawText(raw),
    receivedAt,
  };
}

/** What is kept of bytes that are too many: the first 64 KiB, ending with a whole character. */
export function beginningOf(bytes: Uint8Array): Uint8Array {
  let end = Math.min(KEPT_OF_TOO_LARGE, bytes.length);
  for (let back = 0; back < 3 && isContinuation(bytes[end]); back++) end--;
  return bytes.subarray(0, end);
}

/** Bytes as text that gives them back exactly: themselves, or a `data:` URL where they are not UTF-8. */
function rawText(raw: Uint8Array | string): string {
  const whole = typeof raw === "string" ? Buffer.from(raw) : raw;
  const bytes = Buffer.from(whole.length > MOST_LEAD_BYTES ? beginningOf(whole) : whole);
  return isUtf8(bytes)
    ? bytes.toString()
    : `data:application/octet-stream;base64,${bytes.toString("base64")}`;
}

/** Whether a byte goes on with a character of UTF-8 rather than begin one. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
