/** Which conversation a call means, and whether the bot may write there. */
import type { Channel } from "../state/channels.ts";
import type { World } from "../world.ts";
import { type Refusal, refuse } from "./answer.ts";
import { type Args, text } from "./arguments.ts";

/** The conversation of an id or a `#name`. A user's id means their DM only where `posting`. */
export function findChannel(world: World, name: string | undefined): Channel | undefined {
  if (name === undefined) return undefined;
  return world.channels.get(name) ?? world.channels.byName(name.replace(/^#/, ""));
}

/** All ids by which the call's channel goes, for faults and pacing: a DM's own and its person's. */
export function channelIds(world: World, args: Args): string[] {
  const named = text(args, "channel") ?? text(args, "users");
  if (named === undefined) return [];
  const channel = findChannel(world, named);
  if (channel?.user !== undefined) return [channel.id, channel.user];
  if (channel !== undefined) return [channel.id];
  return world.users.get(named) === undefined ? [named] : [`D${named.slice(1)}`, named];
}

type Writable = { readonly ok: true; readonly channel: Channel } | Refusal;

/**
 * Where a post goes. As at Slack, a user's id stands for their DM with the bot.
 * A deactivated recipient gives what the workspace is set to (`SimOptions.deactivatedDm`).
 */
export function whereToWrite(world: World, named: string): Writable {
  const user = world.users.get(named);
  const channel =
    user === undefined ? findChannel(world, named) : world.channels.dmWith(user.id, world.now());
  if (channel === undefined) return refuse("channel_not_found");
  if (channel.user !== undefined && world.deactivatedDm !== "accept") {
    if (world.users.get(channel.user)?.deleted !== false) return refuse(world.deactivatedDm);
  }
  if (channel.archived) return refuse("is_archived");
  const mayPostAnyway = channel.kind === "public" && world.scopes?.has("chat:write.public");
  if (!channel.botIsMember && !mayPostAnyway) {
    return refuse(channel.kind === "private" ? "channel_not_found" : "not_in_channel");
  }
  return { ok: true, channel };
}

/** A conversation that the bot wants to read or name. */
export function whereToRead(world: World, args: Args): Writable {
  const channel = findChannel(world, text(args, "channel"));
  if (channel === undefined || (channel.kind === "private" && !channel.botIsMember)) {
    return refuse("channel_not_found");
  }
  return { ok: true, channel };
}
