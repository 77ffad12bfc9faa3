// RFC 8785 canonical JSON: what is hashed, signed and committed to. Ours, because it is most of the time that hashing
// takes and the usual package took twice as long; a test holds it to that package, value by value.

/**
 * The one JSON text of a value: keys sorted by UTF-16 code units, numbers as ECMAScript writes them, no white space. As in
 * JSON, a key whose value is undefined is left out.
 * @throws TypeError for what has no such text: numbers that are not finite, lone surrogates, functions, and undefined
 *   anywhere but as the value of a key
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw new TypeError("a lone surrogate has no canonical form");
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`);
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return ofArray(value);
      // As JSON does with instants and the like.
      if ("toJSON" in value && typeof value.toJSON === "function") return canonical(value.toJSON());
      return ofObject(value as Readonly<Record<string, unknown>>);
    default:
      throw new TypeError(`${typeof value} has no JSON form`);
  }
}

function ofArray(items: readonly unknown[]): string {
  let text = "[";
  for (let index = 0; index < items.length; index++) {
    if (index > 0) text += ",";
    text += canonical(items[index]);
  }
  return `${text}]`;
}

function ofObject(object: Readonly<Record<string, unknown>>): string {
  let text = "{";
  for (const key of Object.keys(object).sort()) {
    const value = object[key];
    if (value === undefined) continue;
    if (text.length > 1) text += ",";
    text += `${canonical(key)}:${canonical(value)}`;
  }
  return `${text}}`;
}
