/** What one person sees of the workspace besides messages: people, channels, commands. */
import { type Channel, isIn } from "../state/channels.ts";
import type { World } from "../world.ts";
import type { ChannelInfo, Frame, WorkspaceInfo } from "./frames.ts";

export function workspaceFor(world: World, viewer: string): WorkspaceInfo {
  const { identity } = world;
  return {
    team: { id: identity.teamId, name: identity.teamName },
    bot: { userId: identity.botUserId, name: identity.botName },
    viewer,
    people: world.users.all().map(({ id, name, handle, realName, tz, deleted, isBot, presence }) => ({
      id,
      name,
      handle,
      realName,
      tz,
      deleted,
      isBot,
      presence,
    })),
    channels: channelsOf(world, viewer),
    commands: world.offers.commands,
    shortcuts: world.offers.shortcuts,
    hasHome: world.offers.home,
  };
}

/** The person's DM with the bot, then the channels that they are in. */
function channelsOf(world: World, viewer: string): ChannelInfo[] {
  const dm = world.channels.dmWith(viewer, world.now());
  const others = world.channels.all().filter((channel) => channel.kind !== "im" && isIn(channel, viewer));
  return [dm, ...others].map((channel) => ({
    id: channel.id,
    name: channel.kind === "im" ? world.identity.botName : channel.name,
    kind: channel.kind,
    archived: channel.archived,
    members: membersOf(world, channel),
  }));
}

/** Deactivated people are in no channel any more, as Slack counts. */
function membersOf(world: World, channel: Channel): number {
  const people = world.users
    .all()
    .filter(({ id, isBot, deleted }) => !isBot && !deleted && isIn(channel, id));
  return people.length + (channel.botIsMember ? 1 : 0);
}

export function unreadFor(world: World, viewer: string): Frame {
  const counts = channelsOf(world, viewer).map(({ id }) => [id, world.reads.unread(viewer, id)] as const);
  return { type: "unread", counts: Object.fromEntries(counts.filter(([, count]) => count > 0)) };
}

export function modalFor(world: World, viewer: string): Frame {
  const depth = world.views.stack(viewer).length;
  return { type: "modal", view: world.views.top(viewer) ?? null, depth };
}

export function homeFor(world: World, viewer: string): Frame {
  return { type: "home", view: world.views.home(viewer) ?? null };
}

/** Who a window belongs to: whoever it names, else the first person of the workspace. */
export function viewerOf(world: World, wanted: string | null): string | undefined {
  const people = world.users.all().filter(({ isBot }) => !isBot);
  const named = people.find(({ id }) => id === wanted);
  return (named ?? people.find(({ deleted }) => !deleted) ?? people[0])?.id;
}
