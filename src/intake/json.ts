// From bytes to a JSON value, with a reason where that is not possible.
import { DEEPEST_JSON } from "./limits.ts";

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string };

/**
 * Reads UTF-8 JSON; a byte order mark is skipped, of a key that stands twice the last one counts (as in JavaScript).
 * Refuses what is not UTF-8, not JSON, or nested more than 100 levels deep.
 */
export function parseJson(bytes: Uint8Array): JsonResult {
  const text = decodeUtf8(bytes);
  if (text === null) return { ok: false, why: "the body is not UTF-8" };
  if (text.trim() === "") return { ok: false, why: "the body is empty" };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, why: whereItBroke(error) };
  }
  if (isDeeperThan(value, DEEPEST_JSON)) {
    return { ok: false, why: `the JSON is nested more than ${DEEPEST_JSON} levels deep` };
  }
  return { ok: true, value };
}

/** The text, or null where the bytes are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The parser's position, where it says one, without its quotation of the body, which may be personal. */
function whereItBroke(error: unknown): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(String(error)) ?? [];
  return line === undefined ? "the body is not JSON" : `the body is not JSON: line ${line}, column ${column}`;
}

/** Goes level by level, since a recursion could be made to overflow. */
function isDeeperThan(value: unknown, most: number): boolean {
  let level = [value];
  for (let depth = 0; depth <= most; depth++) {
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
    if (level.length === 0) return false;
  }
  return true;
}
