import type { JsonValue } from "./types.ts";

/** Texts in a trace are cut to this many characters: a message may have 20,000. */
const LONGEST_TRACED = 200;

/** A CEL value as JSON for the trace. */
export function traced(value: unknown, depth = 0): JsonValue {
  if (typeof value === "string") {
    return value.length > LONGEST_TRACED ? `${value.slice(0, LONGEST_TRACED).toWellFormed()}…` : value;
  }
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof Date) return value.toISOString();
  if (depth >= 3) return "…";
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => traced(item, depth + 1));
  const entries = value instanceof Map ? [...value] : Object.entries(value ?? {});
  return Object.fromEntries(
    entries
      .filter(([, item]) => item !== undefined)
      .slice(0, 20)
      .map(([key, item]) => [String(key), traced(item, depth + 1)]),
  );
}
