/** How messages follow each other in a channel: which begin a day, which belong to the one above. */
import type { SimMessage } from "../../types.ts";
import { dayOf, msOf } from "../store/clock.ts";

export interface Line {
  readonly message: SimMessage;
  /** The day it begins; undefined when the message above is of the same day. */
  readonly day?: string;
  /** Without avatar and name, as it follows soon after one of the same author. */
  readonly isFollowUp: boolean;
}

const TOGETHER_MS = 5 * 60_000;

export function isReply({ ts, threadTs }: SimMessage): boolean {
  return threadTs !== undefined && threadTs !== ts;
}

/** `newFrom`: the `ts` above which the line of new messages stands, which parts what belongs together. */
export function linesOf(messages: readonly SimMessage[], newFrom: string | null): Line[] {
  let above: SimMessage | undefined;
  let aboveDay = "";
  return messages.map((message) => {
    const ms = msOf(message.ts);
    const day = dayOf(ms);
    const isFollowUp =
      above !== undefined &&
      day === aboveDay &&
      message.ts !== newFrom &&
      above.user === message.user &&
      // Each says for itself that nobody else sees it.
      message.ephemeralTo === undefined &&
      above.ephemeralTo === undefined &&
      ms - msOf(above.ts) < TOGETHER_MS;
    const line = { message, isFollowUp, ...(day === aboveDay ? {} : { day }) };
    above = message;
    aboveDay = day;
    return line;
  });
}
