/** conversations.history and .replies: the latest first, a page at a time. */
import { describeMessage } from "../../state/describe.ts";
import { parseTs } from "../../state/timestamps.ts";
import type { World } from "../../world.ts";
import { type Answer, blame, type Refusal, refuse } from "../answer.ts";
import { type Args, cursorFor, flag, pageSize, readCursor, text } from "../arguments.ts";
import { whereToRead } from "../where.ts";

interface Range {
  readonly ok: true;
  readonly oldest: number;
  readonly latest: number;
  readonly inclusive: boolean;
  readonly limit: number;
  /** Where the page before ended, as microseconds: only earlier (history) or later (replies) ones follow. */
  readonly after: number | undefined;
}

export function history(world: World, args: Args): Answer {
  const where = whereToRead(world, args);
  if (!where.ok) return where;
  if (!where.channel.botIsMember) return refuse("not_in_channel");
  const range = readRange(args);
  if (!range.ok) return range;

  const messages: Record<string, unknown>[] = [];
  const metadata = flag(args, "include_all_metadata");
  const from = range.after === undefined ? range.latest : Math.min(range.latest, range.after - 1);
  let last = 0;
  let more = false;
  for (const [micros, message] of world.messages.newestFirst(where.channel.id, from)) {
    if (micros < range.oldest || (micros === range.oldest && !range.inclusive)) break;
    if (micros === range.latest && !range.inclusive) continue;
    if (message.deleted) continue;
    if (message.threadTs !== undefined && message.threadTs !== message.ts) continue;
    if (messages.length === range.limit) {
      more = true;
      break;
    }
    messages.push(describeMessage(world, message, { metadata }));
    last = micros;
  }
  return {
    ok: true,
    messages,
    has_more: more,
    pin_count: 0,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...(more ? { response_metadata: { next_cursor: cursorFor(String(last)) } } : {}),
  };
}

export function replies(world: World, args: Args): Answer {
  const where = whereToRead(world, args);
  if (!where.ok) return where;
  if (!where.channel.botIsMember) return refuse("not_in_channel");
  const range = readRange(args);
  if (!range.ok) return range;
  const root = world.messages.get(where.channel.id, text(args, "ts") ?? "");
  if (root === undefined || root.deleted || root.ephemeralTo !== undefined) return refuse("thread_not_found");

  const thread = [root, ...world.messages.thread(where.channel.id, root.ts)].filter((message) => {
    const micros = parseTs(message.ts) ?? 0;
    if (message.deleted || (range.after !== undefined && micros <= range.after)) return false;
    if (message === root) return true;
    return range.inclusive
      ? micros >= range.oldest && micros <= range.latest
      : micros > range.oldest && micros < range.latest;
  });
  const page = thread.slice(0, range.limit);
  const last = page.at(-1);
  const more = thread.length > page.length && last !== undefined;
  const metadata = flag(args, "include_all_metadata");
  return {
    ok: true,
    messages: page.map((message) => describeMessage(world, message, { metadata })),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: cursorFor(String(parseTs(last.ts))) } } : {}),
  };
}

function readRange(args: Args): Range | Refusal {
  const limit = pageSize(args, 100);
  if (limit === null) return blame("arguments", "invalid_limit", `limit ${String(args.limit)}`);
  const cursor = readCursor(args);
  if (cursor === null) return blame("arguments", "invalid_cursor", "no cursor of ours");
  const oldest = readTs(args, "oldest", 0);
  if (oldest === null) return blame("arguments", "invalid_ts_oldest", `oldest ${String(args.oldest)}`);
  const latest = readTs(args, "latest", Number.POSITIVE_INFINITY);
  if (latest === null) return blame("arguments", "invalid_ts_latest", `latest ${String(args.latest)}`);
  return {
    ok: true,
    oldest,
    latest,
    inclusive: flag(args, "inclusive"),
    limit,
    after: cursor === undefined ? undefined : Number(cursor),
  };
}

/** Microseconds; `fallback` when absent, null when malformed. */
function readTs(args: Args, name: string, fallback: number): number | null {
  const ts = text(args, name);
  return ts === undefined ? fallback : parseTs(ts);
}
