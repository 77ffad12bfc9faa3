/** Slash commands: what is typed, and what the acknowledgement itself says. */
import { recordBlame } from "../api/answer.ts";
import { parseBody } from "../api/arguments.ts";
import { readContent } from "../api/content.ts";
import { postReply } from "../api/responseUrl.ts";
import type { User } from "../state/users.ts";
import type { CommandResult, Delivered } from "../types.ts";
import type { World } from "../world.ts";
import { commandFields } from "./payloads.ts";

/** Types `/command text` in a channel. An unknown command never leaves Slack. */
export async function runCommand(
  world: World,
  user: User,
  channel: string,
  typed: string,
): Promise<CommandResult> {
  const [, command, text = ""] = /^(\/\S+)\s*(.*)$/s.exec(typed.trim()) ?? [];
  if (command === undefined) throw new Error(`"${typed}" is no slash command`);
  if (world.commands !== null && !world.commands.has(command)) {
    return { ok: false, ackMs: 0, status: 0, error: "dispatch_unknown" };
  }
  const fields = commandFields(world, user, channel, command, escapeMentions(world, text));
  const delivered = await world.deliveries.command(fields);
  const reply = delivered.ok ? showReply(world, user, channel, command, delivered) : undefined;
  return reply === undefined ? delivered : { ...delivered, reply };
}

/** `@alice` becomes `<@U0ALICE|alice>`, as for commands that are set to escape; unknown names stay text. */
function escapeMentions(world: World, text: string): string {
  return text.replace(/(?<![<\w])@([\p{L}\p{N}._-]+)/gu, (written, handle: string) => {
    const user = world.users.byHandle(handle);
    return user === undefined ? written : `<@${user.id}|${user.handle}>`;
  });
}

function showReply(world: World, user: User, channel: string, command: string, delivered: Delivered) {
  const { body } = delivered;
  if (body === undefined || body === "") return undefined;
  const args =
    typeof body === "string" ? { text: body } : parseBody("application/json", JSON.stringify(body));
  const fields = "ok" in args ? (args.ok ? args.args : {}) : args;
  const content = readContent(world, fields, "post", command);
  if (!content.ok) {
    recordBlame(world, command, content);
    return undefined;
  }
  return postReply(world, { user: user.id, channel }, fields, content);
}
