// What no text of a lead may hold, wherever it stands: a database cannot store it, or a program stumbles over it.
import type { Path } from "./fieldErrors.ts";

export interface Malformed {
  readonly path: Path;
  readonly message: string;
}

/**
 * Every NUL, lone surrogate, number beyond what can be counted with and key `__proto__` in a parsed JSON value,
 * by where it stands; at most `limit` of them. The value is no deeper than `parseJson` allows.
 */
export function malformed(value: unknown, limit: number): Malformed[] {
  const found: Malformed[] = [];
  walk(value, [], (path, message) => {
    if (found.length < limit) found.push({ path, message });
  });
  return found;
}

function walk(value: unknown, path: Path, report: (path: Path, message: string) => void): void {
  if (typeof value === "string") {
    const fault = faultOf(value);
    if (fault !== null) report(path, fault);
  } else if (typeof value === "number") {
    if (!Number.isFinite(value)) report(path, "is too large a number");
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, [...path, index], report);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const fault = key === "__proto__" ? "is no allowed name" : faultOf(key);
      if (fault !== null) report([...path, key], key === "__proto__" ? fault : `the name ${fault}`);
      walk(item, [...path, key], report);
    }
  }
}

function faultOf(text: string): string | null {
  if (text.includes("\0")) return "holds a NUL character; remove it";
  return text.isWellFormed() ? null : "holds half a character (a lone surrogate); send whole ones";
}
