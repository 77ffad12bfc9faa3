/** A channel's name as people write it. */
import type { ChannelInfo } from "../../live/frames.ts";

export function channelTitle({ kind, name }: ChannelInfo): string {
  return kind === "im" ? name : `#${name}`;
}
