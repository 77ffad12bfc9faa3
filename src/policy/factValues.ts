// Plain values as conditions see them: of the wrong type, null and the empty string are no value.

/** Free data below this depth has no value: no rule reads it, and a hostile body could nest forever. */
const DEEPEST_EXTRA = 16;
/** Only so many entries of a free list are seen: a loop in a loop over a hostile body must still end soon. */
const MOST_ENTRIES = 1_000;

export function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function whole(value: unknown): bigint | undefined {
  return typeof value === "number" && Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

export function amount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function words(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.slice(0, MOST_ENTRIES).filter((item) => word(item) !== undefined) as string[];
  return texts.length > 0 ? texts : undefined;
}

export function instant(value: unknown): Date | undefined {
  if (typeof value !== "string" && typeof value !== "number" && !(value instanceof Date)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

export function domainOf(email: string | undefined): string | undefined {
  const at = email?.lastIndexOf("@") ?? -1;
  return at < 0 ? undefined : word(email?.slice(at + 1).toLowerCase());
}

export function mapOf(object: unknown, convert: (value: unknown) => unknown): ReadonlyMap<string, unknown> {
  const map = new Map<string, unknown>();
  if (typeof object !== "object" || object === null || Array.isArray(object)) return map;
  for (const [key, value] of Object.entries(object)) {
    const converted = convert(value);
    if (converted !== undefined) map.set(key, converted);
  }
  return map;
}

/**
 * Free JSON as CEL sees it: whole numbers are `int`, others `double` (CEL compares the two with each other), objects
 * are maps, which also keeps a key called `constructor` or `__proto__` harmless.
 */
export function freeValue(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case "string":
      return word(value);
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) return undefined;
      return Number.isSafeInteger(value) ? BigInt(value) : value;
    case "object":
      if (value === null || depth > DEEPEST_EXTRA) return undefined;
      if (Array.isArray(value)) {
        const seen = value.slice(0, MOST_ENTRIES);
        return seen.map((item) => freeValue(item, depth + 1)).filter((item) => item !== undefined);
      }
      return mapOf(value, (item) => freeValue(item, depth + 1));
    default:
      return undefined;
  }
}
