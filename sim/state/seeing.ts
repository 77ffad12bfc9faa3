/** Who sees what: private channels and other people's DMs show nothing to who is not in them. */
import type { SimMessage } from "../types.ts";
import { type Channel, isIn } from "./channels.ts";

/** Whether a person may look into a channel: everybody may look into a public one. */
export function seesChannel(channel: Channel | undefined, user: string): channel is Channel {
  return channel !== undefined && (channel.kind === "public" || isIn(channel, user));
}

/** Whether a message reaches a person: they are in its channel, and it is no other person's ephemeral. */
export function isFor(channel: Channel | undefined, message: SimMessage, user: string): boolean {
  return channel !== undefined && isIn(channel, user) && isShownTo(message, user);
}

/** Whether someone who looks into its channel sees the message there. */
export function isShownTo(message: SimMessage, user: string): boolean {
  return message.ephemeralTo === undefined || message.ephemeralTo === user;
}
