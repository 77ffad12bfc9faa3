/** conversations.* but for what is said in them. */
import { type Channel, describeChannel } from "../../state/channels.ts";
import type { World } from "../../world.ts";
import { type Answer, blame, refuse } from "../answer.ts";
import { type Args, flag, text } from "../arguments.ts";
import { page } from "../paging.ts";
import { findChannel, whereToRead } from "../where.ts";

/** Opens the DM with one person. Group DMs are not imitated. */
export function open(world: World, args: Args): Answer {
  const named = text(args, "channel");
  if (named !== undefined) {
    const channel = world.channels.get(named);
    if (channel?.kind !== "im") return refuse("channel_not_found");
    return { ok: true, no_op: true, already_open: true, channel: { id: channel.id } };
  }
  const users = (text(args, "users") ?? "").split(",").filter((id) => id !== "");
  const [id] = users;
  if (id === undefined) return blame("arguments", "users_list_not_supplied", "neither channel nor users");
  if (users.length > 1) return blame("arguments", "too_many_users", "group DMs are not imitated");
  const user = world.users.get(id);
  if (user === undefined) return refuse("user_not_found");
  if (user.deleted) return refuse("user_disabled");
  const existed = world.channels.get(`D${id.slice(1)}`) !== undefined;
  const channel = world.channels.dmWith(id, world.now());
  return {
    ok: true,
    ...(existed ? { no_op: true, already_open: true } : {}),
    channel: flag(args, "return_im") ? describe(world, channel) : { id: channel.id },
  };
}

export function info(world: World, args: Args): Answer {
  const where = whereToRead(world, args);
  if (!where.ok) return where;
  const count = flag(args, "include_num_members")
    ? { num_members: memberIds(world, where.channel).length }
    : {};
  return { ok: true, channel: { ...describe(world, where.channel), ...count } };
}

export function list(world: World, args: Args): Answer {
  const types = (text(args, "types") ?? "public_channel").split(",").map((type) => type.trim());
  const kinds = new Map([
    ["public_channel", "public"],
    ["private_channel", "private"],
    ["im", "im"],
    ["mpim", "mpim"],
  ]);
  if (types.some((type) => !kinds.has(type))) return blame("arguments", "invalid_types", types.join(","));
  const wanted = new Set(types.map((type) => kinds.get(type)));
  const visible = world.channels
    .all()
    .filter((channel) => wanted.has(channel.kind) && (channel.kind !== "private" || channel.botIsMember))
    .filter((channel) => !(flag(args, "exclude_archived") && channel.archived));
  return page(args, visible, "channels", (channel) => ({
    ...describe(world, channel),
    ...(channel.user === undefined
      ? {}
      : { is_user_deleted: world.users.get(channel.user)?.deleted ?? true }),
    ...(channel.kind === "im" ? {} : { num_members: memberIds(world, channel).length }),
  }));
}

export function members(world: World, args: Args): Answer {
  const where = whereToRead(world, args);
  if (!where.ok) return where;
  return page(args, memberIds(world, where.channel), "members", (id) => id);
}

export function join(world: World, args: Args): Answer {
  const channel = findChannel(world, text(args, "channel"));
  if (channel === undefined) return refuse("channel_not_found");
  if (channel.kind !== "public") return refuse("method_not_supported_for_channel_type");
  if (channel.archived) return refuse("is_archived");
  const joined = world.channels.change(channel.id, { botIsMember: true });
  const warning = channel.botIsMember
    ? { warning: "already_in_channel", response_metadata: { warnings: ["already_in_channel"] } }
    : {};
  return { ok: true, channel: describe(world, joined), ...warning };
}

function describe(world: World, channel: Channel): Record<string, unknown> {
  return describeChannel(channel, world.identity.teamId, world.identity.botUserId);
}

function memberIds(world: World, channel: Channel): string[] {
  const people =
    channel.members === "everyone"
      ? world.users
          .all()
          .filter((user) => !user.deleted && user.id !== world.identity.botUserId)
          .map((user) => user.id)
      : [...channel.members];
  return channel.botIsMember ? [...people, world.identity.botUserId] : people;
}
