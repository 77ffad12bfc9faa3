/** A channel as one person's screen shows it: a page at a time, their ephemerals in between. */
import type { SimMessage } from "../types.ts";
import type { World } from "../world.ts";
import { seesChannel } from "./seeing.ts";
import { parseTs } from "./timestamps.ts";

type Context = Pick<World, "channels" | "messages">;

/**
 * What a person sees, from newest to oldest and older than `beforeMicros`: no deleted messages, only their own
 * ephemerals. Lazy, since a busy channel holds thousands.
 */
export function* newestSeen(
  { channels, messages }: Context,
  user: string,
  channelId: string,
  beforeMicros = Number.POSITIVE_INFINITY,
): Generator<SimMessage> {
  if (!seesChannel(channels.get(channelId), user)) return;
  const ephemerals = messages
    .ephemeralsFor(channelId, user)
    .filter(({ ts }) => (parseTs(ts) ?? 0) < beforeMicros);
  for (const [micros, message] of messages.newestFirst(channelId, beforeMicros)) {
    if (micros >= beforeMicros) continue;
    while ((ephemerals.at(-1)?.ts ?? "") > message.ts) yield* shown(ephemerals.pop());
    yield* shown(message);
  }
  while (ephemerals.length > 0) yield* shown(ephemerals.pop());
}

function* shown(message: SimMessage | undefined): Generator<SimMessage> {
  if (message !== undefined && !message.deleted) yield message;
}
