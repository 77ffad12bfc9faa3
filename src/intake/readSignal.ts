// One parsed JSON value → what a known person has done, or everything that is wrong with it.
import { type Instant, instant, toMs } from "../clock.ts";
import { collectErrors, explain, type FieldError, type Path } from "./fieldErrors.ts";
import { MOST_ERRORS } from "./limits.ts";
import { signalSchema } from "./signalSchema.ts";
import { malformed } from "./wellFormed.ts";

/** Clocks differ a little; what is further ahead is a fault. */
const AHEAD_MS = 5 * 60_000;

export interface ReportedSignal {
  readonly source: string;
  /** By what the lead is named: the source's own id, else the person's address. */
  readonly lead: { readonly externalId: string } | { readonly email: string };
  readonly type: string;
  readonly name: string;
  readonly at: Instant;
}

export type ReadSignal =
  | { readonly ok: true; readonly signal: ReportedSignal }
  | { readonly ok: false; readonly code: "wrong_source" }
  | { readonly ok: false; readonly code: "invalid"; readonly errors: readonly FieldError[] };

/** `source`: whose token it came with. */
export function readSignal(value: unknown, source: string, now: Instant): ReadSignal {
  const result = signalSchema.safeParse(value);
  const claimed = (value as { source?: unknown } | null)?.source;
  if (typeof claimed === "string" && claimed !== source) return { ok: false, code: "wrong_source" };
  const found: { path: Path; message: string }[] = malformed(value, MOST_ERRORS + 1);
  if (!result.success) {
    found.push(...explain(result.error.issues, () => Object.keys(signalSchema.shape), ""));
    return { ok: false, code: "invalid", errors: collectErrors(found) };
  }
  const { externalId, email, type, name } = result.data;
  const at = result.data.at ?? now;
  const named = externalId ? { externalId } : email ? { email } : null;
  if (named === null) found.push({ path: ["externalId"], message: "is missing; send externalId or email" });
  // An instant beyond the year 9999 has no place in the record, and neither has one that has not been.
  if (toMs(at) > toMs(now) + AHEAD_MS) found.push({ path: ["at"], message: "lies in the future" });
  if (found.length > 0 || named === null) return { ok: false, code: "invalid", errors: collectErrors(found) };
  const notAhead = toMs(at) > toMs(now) ? now : instant(toMs(at));
  return { ok: true, signal: { source, lead: named, type, name, at: notAhead } };
}
