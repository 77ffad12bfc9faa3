// Looking into a document that need not be valid.
import type { Path } from "./yamlFile.ts";

/** What stands at a path; undefined where nothing does. */
export function below(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  return found;
}

/** The entries of a list by number, of a mapping by name; none of anything else. */
export function entriesOf(value: unknown): [key: PropertyKey, entry: unknown][] {
  if (Array.isArray(value)) return [...value.entries()];
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
