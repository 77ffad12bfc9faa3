// A difference between two policies in a line, as a steward says it.
import type { PolicyChange } from "../policy/diffPolicies.ts";
import { printable } from "../policy/problem.ts";
import type { JsonValue } from "../policy/types.ts";

/** Texts of a list that are named; more are counted. */
const NAMED = 5;
/** What is shown of one value: a condition may have thousands of characters. */
const LONGEST = 500;

export function inWords(change: PolicyChange): string {
  switch (change.change) {
    case "added":
    case "removed":
      return `${change.what} ${printable(change.id)} ${change.change}: ${entry(change.what, change.entry)}`;
    case "changed": {
      const { what, id, field, from, to } = change;
      const where = what === "setting" ? printable(id) : `${what} ${printable(id)}`;
      const of = field === null ? where : `${where}: ${printable(field)}`;
      const say = what === "ladder" ? ladder : value;
      return `${of}${field === null ? ":" : ""} ${say(from)} → ${say(to)}`;
    }
    case "reordered":
      return `order of each ${change.what}: ${named(change.from)} → ${named(change.to)}`;
    case "texts": {
      const { id, added, removed } = change;
      const parts = [
        added.length > 0 ? `${added.length} added (${named(added)})` : "",
        removed.length > 0 ? `${removed.length} removed (${named(removed)})` : "",
      ].filter((part) => part !== "");
      return `list ${id}: ${parts.join(", ") || "in another order"}`;
    }
    default:
      return change satisfies never;
  }
}

/** What was added or removed, whole: a rule by its points and condition, anything else key by key. */
function entry(what: string, whole: JsonValue): string {
  if (Array.isArray(whole)) return `${whole.length} texts (${named(whole.map(String))})`;
  if (typeof whole !== "object" || whole === null) return value(whole);
  const { id: _, points, when, ...rest } = whole as { readonly [key: string]: JsonValue };
  const others = Object.entries(rest).filter(([, of]) => of !== false);
  return [
    points === undefined ? "" : `${value(points)} points`,
    when === undefined ? "" : `when ${value(when)}`,
    ...others.map(([key, of]) => `${key} ${what === "lane" && key === "buffer" ? buffer(of) : value(of)}`),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function buffer(value: JsonValue): string {
  const { min, max } = value as { readonly min: string; readonly max: string };
  return `${min} to ${max}`;
}

/** `2h overdue, 4h tank (wall clock)`. */
function ladder(whole: JsonValue): string {
  if (whole === null) return "none";
  const { steps, clock } = whole as {
    readonly steps: readonly { readonly after: string; readonly do: string }[];
    readonly clock?: string;
  };
  const said = steps.map((step) => `${step.after} ${step.do}`).join(", ") || "no steps";
  return clock === undefined ? said : `${said} (${clock} clock)`;
}

function value(of: JsonValue): string {
  if (of === null) return "none";
  if (Array.isArray(of) && of.every((item) => typeof item !== "object")) {
    return named(of.map(String), of.length);
  }
  const text = typeof of === "string" ? of : JSON.stringify(of);
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").trim();
  if (line === "") return "nothing";
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
}

function named(texts: readonly string[], most = NAMED): string {
  const shown = texts.slice(0, most).map(printable).join(", ");
  return texts.length > most ? `${shown} and ${texts.length - most} more` : shown || "none";
}
