/** Lists in pages. */
import { type Answer, blame } from "./answer.ts";
import { type Args, cursorFor, pageSize, readCursor } from "./arguments.ts";

/** One page of a list, by a cursor that is the position in it. */
export function page<T>(args: Args, all: readonly T[], field: string, show: (item: T) => unknown): Answer {
  const limit = pageSize(args, 100);
  if (limit === null) return blame("arguments", "invalid_limit", `limit ${String(args.limit)}`);
  const cursor = readCursor(args);
  if (cursor === null) return blame("arguments", "invalid_cursor", "no cursor of ours");
  const from = Number(cursor ?? 0);
  const next = from + limit;
  return {
    ok: true,
    [field]: all.slice(from, next).map(show),
    response_metadata: { next_cursor: next < all.length ? cursorFor(String(next)) : "" },
  };
}
