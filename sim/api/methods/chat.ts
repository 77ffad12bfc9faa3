/** chat.* */
import { isIn } from "../../state/channels.ts";
import { describeMessage } from "../../state/describe.ts";
import { edit, postAsBot, remove } from "../../state/posting.ts";
import { parseTs } from "../../state/timestamps.ts";
import type { SimMessage } from "../../types.ts";
import type { World } from "../../world.ts";
import { type Answer, blame, type Refusal, refuse } from "../answer.ts";
import { type Args, text } from "../arguments.ts";
import { readContent } from "../content.ts";
import { whereToWrite } from "../where.ts";

export function postMessage(world: World, args: Args): Answer {
  const where = whereToWrite(world, text(args, "channel") ?? "");
  if (!where.ok) return where;
  const threadTs = text(args, "thread_ts");
  if (threadTs !== undefined && parseTs(threadTs) === null) {
    return blame("arguments", "invalid_arguments", `thread_ts ${threadTs} is no timestamp`);
  }
  const content = readContent(world, args, "post", "chat.postMessage");
  if (!content.ok) return content;
  const message = postAsBot(world, { channel: where.channel.id, threadTs }, content);
  return {
    ok: true,
    channel: message.channel,
    ts: message.ts,
    message: describeMessage(world, message),
    ...warned(content.warnings),
  };
}

export function update(world: World, args: Args): Answer {
  const found = ownMessage(world, args, "ts", "cant_update_message");
  if (!found.ok) return found;
  const closed = world.messages.whyUneditable(found.message.channel, found.message.ts);
  if (closed !== undefined) return refuse(closed);
  const content = readContent(world, args, "update", "chat.update");
  if (!content.ok) return content;
  const message = edit(world, found.message, content);
  return {
    ok: true,
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: describeMessage(world, message),
    ...warned(content.warnings),
  };
}

export function postEphemeral(world: World, args: Args): Answer {
  const where = whereToWrite(world, text(args, "channel") ?? "");
  if (!where.ok) return where;
  const user = world.users.get(text(args, "user") ?? "");
  const { channel } = where;
  if (user === undefined || user.deleted || !isIn(channel, user.id)) return refuse("user_not_in_channel");
  const content = readContent(world, args, "post", "chat.postEphemeral");
  if (!content.ok) return content;
  const place = { channel: channel.id, threadTs: text(args, "thread_ts"), ephemeralTo: user.id };
  return { ok: true, message_ts: postAsBot(world, place, content).ts, ...warned(content.warnings) };
}

export function deleteMessage(world: World, args: Args): Answer {
  const found = ownMessage(world, args, "ts", "cant_delete_message");
  if (!found.ok) return found;
  remove(world, found.message);
  return { ok: true, channel: found.message.channel, ts: found.message.ts };
}

export function getPermalink(world: World, args: Args): Answer {
  const channel = world.channels.get(text(args, "channel") ?? "");
  if (channel === undefined) return refuse("channel_not_found");
  const message = world.messages.get(channel.id, text(args, "message_ts") ?? "");
  if (message === undefined || message.deleted) return refuse("message_not_found");
  const permalink = `https://${world.identity.teamDomain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}`;
  return { ok: true, channel: channel.id, permalink };
}

/** A message of the bot's own that still stands. Ephemerals cannot be reached by their `ts`. */
function ownMessage(
  world: World,
  args: Args,
  field: string,
  notOurs: string,
): { readonly ok: true; readonly message: SimMessage } | Refusal {
  const channel = world.channels.get(text(args, "channel") ?? "");
  if (channel === undefined) return refuse("channel_not_found");
  const message = world.messages.get(channel.id, text(args, field) ?? "");
  if (message === undefined || message.deleted || message.ephemeralTo !== undefined) {
    return refuse("message_not_found");
  }
  if (message.botId !== world.identity.botId) return refuse(notOurs);
  return { ok: true, message };
}

function warned(warnings: readonly string[]): Record<string, unknown> {
  return warnings.length === 0 ? {} : { warning: warnings.join(","), response_metadata: { warnings } };
}
