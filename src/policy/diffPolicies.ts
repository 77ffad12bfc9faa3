// What differs between two policies: entry by entry where entries have ids, everything else by its path.
import { isDeepStrictEqual } from "node:util";
import { wholeDocument } from "./policySummary.ts";
import type { CompiledPolicy, JsonValue } from "./types.ts";

/** What an entry of a list with ids is called; any other list's entries go by the list's path. */
const NOUNS: Readonly<Record<string, string>> = {
  "score.rules": "rule",
  icp: "criterion",
  tiers: "tier",
  lanes: "lane",
  checks: "check",
  enrichment: "provider",
};

/**
 * One difference. `what` is `rule`, `criterion`, `check`, `tier`, `lane`, `provider`, `source`, `list`, `ladder` or `setting`, `id` its id or
 * name, of a setting the path. `field` is dotted, within the entry. Where one side says nothing it is null.
 */
export type PolicyChange =
  | {
      readonly change: "added" | "removed";
      readonly what: string;
      readonly id: string;
      /** The whole entry. */
      readonly entry: JsonValue;
    }
  | {
      readonly change: "changed";
      readonly what: string;
      readonly id: string;
      readonly field: string | null;
      readonly from: JsonValue;
      readonly to: JsonValue;
    }
  /** The ids of entries that both have, where their order is another: of tiers and lanes the first match wins. */
  | {
      readonly change: "reordered";
      readonly what: string;
      readonly from: readonly string[];
      readonly to: readonly string[];
    }
  /** A list of texts. Neither added nor removed: only their order is another. */
  | {
      readonly change: "texts";
      readonly what: "list";
      readonly id: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    };

type Entry = { readonly [key: string]: JsonValue };
type Maybe = JsonValue | undefined;

/** In the order of the documents' keys; none where both have the same hash. Defaults are filled in on both sides. */
export function diffPolicies(a: CompiledPolicy, b: CompiledPolicy): PolicyChange[] {
  return below("", wholeDocument(a), wholeDocument(b));
}

function below(path: string, from: Maybe, to: Maybe): PolicyChange[] {
  if (isDeepStrictEqual(from, to)) return [];
  if (path === "sources") return entriesDiffer("source", byName(from), byName(to));
  if (path === "lists") return listsDiffer(byName(from), byName(to));
  if (path === "ladders") return laddersDiffer(byName(from), byName(to));
  // A list that one side does not have is empty there.
  const [old, now] = [byId(from ?? (NOUNS[path] && [])), byId(to ?? (NOUNS[path] && []))];
  if (old && now) {
    const what = NOUNS[path] ?? path;
    return [...entriesDiffer(what, old, now), ...orderDiffers(what, [...old.keys()], [...now.keys()])];
  }
  if (isEntry(from ?? {}) && isEntry(to ?? {})) {
    const [one, other] = [byName(from), byName(to)];
    const inside = (key: string) => (path === "" ? key : `${path}.${key}`);
    return keysOf(one, other).flatMap((key) => below(inside(key), one.get(key), other.get(key)));
  }
  return [changed("setting", path, null, from, to)];
}

function entriesDiffer(
  what: string,
  from: ReadonlyMap<string, JsonValue>,
  to: ReadonlyMap<string, JsonValue>,
): PolicyChange[] {
  return keysOf(from, to).flatMap((id): PolicyChange[] => {
    const [old, now] = [from.get(id), to.get(id)];
    if (old === undefined) return now === undefined ? [] : [{ change: "added", what, id, entry: now }];
    if (now === undefined) return [{ change: "removed", what, id, entry: old }];
    return fieldsDiffer(what, id, "", old, now);
  });
}

function fieldsDiffer(what: string, id: string, field: string, from: Maybe, to: Maybe): PolicyChange[] {
  if (isDeepStrictEqual(from, to)) return [];
  if (!isEntry(from ?? {}) || !isEntry(to ?? {})) return [changed(what, id, field, from, to)];
  const [old, now] = [byName(from), byName(to)];
  const inside = (key: string) => (field === "" ? key : `${field}.${key}`);
  return keysOf(old, now).flatMap((key) => fieldsDiffer(what, id, inside(key), old.get(key), now.get(key)));
}

function orderDiffers(what: string, from: readonly string[], to: readonly string[]): PolicyChange[] {
  const [old, now] = [from.filter((id) => to.includes(id)), to.filter((id) => from.includes(id))];
  return isDeepStrictEqual(old, now) ? [] : [{ change: "reordered", what, from: old, to: now }];
}

function listsDiffer(
  from: ReadonlyMap<string, JsonValue>,
  to: ReadonlyMap<string, JsonValue>,
): PolicyChange[] {
  return keysOf(from, to).flatMap((id): PolicyChange[] => {
    const [old, now] = [from.get(id), to.get(id)] as (readonly string[] | undefined)[];
    if (!old || !now) return entriesDiffer("list", one(id, old), one(id, now));
    if (isDeepStrictEqual(old, now)) return [];
    const [before, after] = [new Set(old), new Set(now)];
    const added = now.filter((text) => !before.has(text));
    return [{ change: "texts", what: "list", id, added, removed: old.filter((text) => !after.has(text)) }];
  });
}

/** Whole: a step says nothing without the others. */
function laddersDiffer(
  from: ReadonlyMap<string, JsonValue>,
  to: ReadonlyMap<string, JsonValue>,
): PolicyChange[] {
  return keysOf(from, to).flatMap((id): PolicyChange[] =>
    isDeepStrictEqual(from.get(id), to.get(id))
      ? []
      : [changed("ladder", id, null, from.get(id), to.get(id))],
  );
}

function changed(what: string, id: string, field: string | null, from: Maybe, to: Maybe): PolicyChange {
  return { change: "changed", what, id, field, from: from ?? null, to: to ?? null };
}

function isEntry(value: JsonValue): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function byName(value: Maybe): Map<string, JsonValue> {
  return new Map(value !== undefined && isEntry(value) ? Object.entries(value) : []);
}

/** A list whose entries all have ids, by them; undefined for anything else. */
function byId(value: Maybe): Map<string, JsonValue> | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = new Map<string, JsonValue>();
  for (const entry of value as readonly JsonValue[]) {
    if (!isEntry(entry) || typeof entry.id !== "string") return undefined;
    entries.set(entry.id, entry);
  }
  return entries;
}

function one(id: string, value: Maybe): Map<string, JsonValue> {
  return new Map(value === undefined ? [] : [[id, value]]);
}

/** In the first one's order, then what only the second has. */
function keysOf(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])];
}
