/** users.*, team.info, auth.test, reactions.add */
import { describeUser } from "../../state/users.ts";
import type { World } from "../../world.ts";
import { type Answer, blame, refuse } from "../answer.ts";
import { type Args, text } from "../arguments.ts";
import { page } from "../paging.ts";

export function userInfo(world: World, args: Args): Answer {
  const user = world.users.get(text(args, "user") ?? "");
  if (user === undefined) return refuse("user_not_found");
  return { ok: true, user: describeUser(user, world.identity.teamId, world.now()) };
}

export function userList(world: World, args: Args): Answer {
  const answer = page(args, world.users.all(), "members", (user) =>
    describeUser(user, world.identity.teamId, world.now()),
  );
  return answer.ok ? { ...answer, cache_ts: Math.floor(world.now() / 1_000) } : answer;
}

export function lookupByEmail(world: World, args: Args): Answer {
  const user = world.users.byEmail(text(args, "email") ?? "");
  if (user === undefined) return refuse("users_not_found");
  return { ok: true, user: describeUser(user, world.identity.teamId, world.now()) };
}

export function getPresence(world: World, args: Args): Answer {
  const user = world.users.get(text(args, "user") ?? "");
  if (user === undefined) return refuse("user_not_found");
  return { ok: true, presence: user.presence };
}

export function teamInfo(world: World): Answer {
  const { teamId, teamName, teamDomain } = world.identity;
  return {
    ok: true,
    team: {
      id: teamId,
      name: teamName,
      domain: teamDomain,
      email_domain: "",
      icon: { image_default: true },
      is_verified: false,
      url: `https://${teamDomain}.slack.com/`,
    },
  };
}

export function authTest(world: World): Answer {
  const { teamId, teamName, teamDomain, appId, botUserId, botId, botName } = world.identity;
  return {
    ok: true,
    url: `https://${teamDomain}.slack.com/`,
    team: teamName,
    user: botName,
    team_id: teamId,
    user_id: botUserId,
    bot_id: botId,
    app_id: appId,
    is_enterprise_install: false,
  };
}

export function addReaction(world: World, args: Args): Answer {
  const channel = world.channels.get(text(args, "channel") ?? "");
  if (channel === undefined) return refuse("channel_not_found");
  const message = world.messages.get(channel.id, text(args, "timestamp") ?? "");
  if (message === undefined || message.deleted || message.ephemeralTo !== undefined) {
    return refuse("message_not_found");
  }
  const name = text(args, "name") ?? "";
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) return blame("arguments", "invalid_name", name);
  const users = message.reactions?.[name] ?? [];
  if (users.includes(world.identity.botUserId)) return refuse("already_reacted");
  world.messages.replace({
    ...message,
    reactions: { ...message.reactions, [name]: [...users, world.identity.botUserId] },
  });
  return { ok: true };
}
