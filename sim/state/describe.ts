/** How Slack shows a message to an app: in answers, history and payloads. */
import type { SimMessage } from "../types.ts";
import type { World } from "../world.ts";

type Context = Pick<World, "identity">;

/** `metadata`: history gives it only where it was asked for. */
export function describeMessage(
  { identity }: Context,
  message: SimMessage,
  options: { readonly metadata: boolean } = { metadata: true },
): Record<string, unknown> {
  return {
    ...(message.botId === undefined ? {} : describeBot(identity, message.botId)),
    type: "message",
    text: message.text,
    user: message.user,
    ts: message.ts,
    team: identity.teamId,
    ...(message.edited === undefined ? {} : { edited: { user: message.user, ts: message.edited } }),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(options.metadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.reactions === undefined
      ? {}
      : {
          reactions: Object.entries(message.reactions).map(([name, users]) => ({
            name,
            users,
            count: users.length,
          })),
        }),
  };
}

function describeBot(identity: World["identity"], botId: string): Record<string, unknown> {
  return {
    bot_id: botId,
    app_id: identity.appId,
    bot_profile: {
      id: botId,
      deleted: false,
      name: identity.botName,
      updated: 0,
      app_id: identity.appId,
      icons: { image_36: "", image_48: "", image_72: "" },
      team_id: identity.teamId,
    },
  };
}
