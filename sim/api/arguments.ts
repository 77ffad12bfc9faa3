/** The arguments of a call, from a form (complex ones as JSON text, as the SDK sends them) or from JSON. */

export type Args = Readonly<Record<string, unknown>>;

type ParsedBody =
  | { readonly ok: true; readonly args: Record<string, unknown> }
  | { readonly ok: false; readonly code: "invalid_json" | "json_not_object" | "invalid_post_type" };

export function parseBody(contentType: string | undefined, body: string): ParsedBody {
  const type = contentType?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") {
    try {
      const value: unknown = JSON.parse(body);
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return { ok: false, code: "json_not_object" };
      }
      return { ok: true, args: { ...value } };
    } catch {
      return { ok: false, code: "invalid_json" };
    }
  }
  if (type === undefined || type === "application/x-www-form-urlencoded") {
    return { ok: true, args: Object.fromEntries(new URLSearchParams(body)) };
  }
  return { ok: false, code: "invalid_post_type" };
}

/** A text argument; numbers are taken as their text, as a JSON body may carry them. */
export function text(args: Args, name: string): string | undefined {
  const value = args[name];
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function flag(args: Args, name: string): boolean {
  const value = args[name];
  return value === true || value === "true" || value === "1";
}

/** A page size within 1 to 999; `fallback` when none is given, null when it is no such number. */
export function pageSize(args: Args, fallback: number): number | null {
  const value = args.limit;
  if (value === undefined || value === "" || value === 0 || value === "0") return fallback;
  const size = Number(value);
  return Number.isInteger(size) && size >= 1 && size <= 1_000 ? size : null;
}

/** A structured argument: an object or array, or its JSON text. `undefined` absent, `null` not JSON. */
export function structured(args: Args, name: string): unknown {
  const value = args[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
}

export function cursorFor(position: string): string {
  return Buffer.from(`next:${position}`).toString("base64");
}

/** The position in a cursor of ours: `undefined` without one, null when it is none of ours. */
export function readCursor(args: Args): string | null | undefined {
  const cursor = text(args, "cursor");
  if (cursor === undefined) return undefined;
  const plain = Buffer.from(cursor, "base64").toString("utf8");
  return plain.startsWith("next:") ? plain.slice("next:".length) : null;
}
