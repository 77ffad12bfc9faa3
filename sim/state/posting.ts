/** Adding, changing and deleting messages, whoever does it: the bot, a person, a response URL. */
import type { Content } from "../api/content.ts";
import type { SimMessage } from "../types.ts";
import type { World } from "../world.ts";
import { describeMessage } from "./describe.ts";
import { formatTs } from "./timestamps.ts";

interface Place {
  readonly channel: string;
  readonly threadTs?: string | undefined;
  readonly ephemeralTo?: string | undefined;
}

/** Posts as the bot and tells whoever listens. */
export function postAsBot(world: World, place: Place, content: Content): SimMessage {
  return post(world, place, content, world.identity.botUserId, world.identity.botId);
}

export function post(
  world: World,
  place: Place,
  content: Pick<Content, "text" | "blocks" | "attachments" | "metadata">,
  user: string,
  botId?: string,
): SimMessage {
  const message: SimMessage = {
    channel: place.channel,
    ts: world.timestamps.next(place.channel, world.now()),
    user,
    ...(botId === undefined ? {} : { botId }),
    text: content.text ?? "",
    blocks: content.blocks ?? [],
    ...(content.attachments === undefined ? {} : { attachments: content.attachments }),
    ...(content.metadata == null ? {} : { metadata: content.metadata }),
    ...(place.threadTs === undefined ? {} : { threadTs: place.threadTs }),
    ...(place.ephemeralTo === undefined ? {} : { ephemeralTo: place.ephemeralTo }),
    updates: 0,
    deleted: false,
  };
  world.messages.add(message);
  if (message.ephemeralTo === undefined) announce(world, message);
  return message;
}

/** Changes what `content` speaks of; the rest of the message stays, as with `chat.update`. */
export function edit(world: World, old: SimMessage, content: Content): SimMessage {
  const { metadata: oldMetadata, ...rest } = old;
  const metadata = content.metadata === undefined ? oldMetadata : content.metadata;
  const message: SimMessage = {
    ...rest,
    text: content.text ?? old.text,
    blocks: content.blocks ?? old.blocks,
    ...(content.attachments === undefined ? {} : { attachments: content.attachments }),
    ...(metadata == null ? {} : { metadata }),
    edited: formatTs(Math.floor(world.now()) * 1_000),
    updates: old.updates + 1,
  };
  world.messages.replace(message);
  return message;
}

export function remove(world: World, old: SimMessage): void {
  world.messages.replace({ ...old, deleted: true });
}

/** Emits the message events that the app has subscribed to. */
function announce(world: World, message: SimMessage): void {
  const kind = world.channels.get(message.channel)?.kind;
  const family = kind === "im" ? "im" : kind === "private" ? "groups" : "channels";
  const event = {
    ...describeMessage(world, message, { metadata: false }),
    type: "message",
    channel: message.channel,
    channel_type: kind === "im" ? "im" : kind === "private" ? "group" : "channel",
    event_ts: message.ts,
  };
  if (world.events.has(`message.${family}`)) void world.deliveries.event(event);
  if (message.botId === undefined && message.text.includes(`<@${world.identity.botUserId}>`)) {
    if (world.events.has("app_mention")) void world.deliveries.event({ ...event, type: "app_mention" });
  }
}
