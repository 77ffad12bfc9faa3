// Puts blocks together into a message or a modal that Slack accepts, whatever is in them: rows give way first.
import type { KnownBlock, ModalView } from "@slack/types";
import { context, plainText, section } from "./build.ts";
import { LIMITS } from "./limits.ts";
import { type Mrkdwn, md, rendered } from "./text.ts";

/** What `chat.postMessage`, `chat.update` and a response_url take. */
export interface Message {
  /** The notification and what a screen reader says. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** `head` and `foot` are always shown; of `rows` as many as fit, and `more` says how many were left out. */
export interface Content {
  readonly head: readonly KnownBlock[];
  readonly rows?: readonly KnownBlock[];
  readonly foot?: readonly KnownBlock[];
  readonly more?: (left: number) => Mrkdwn;
}

export function message(text: Mrkdwn, content: Content): Message {
  return {
    text: rendered(text, LIMITS.messageText),
    blocks: fitted(content, LIMITS.messageBlocks, LIMITS.messageJson),
  };
}

/** One sentence, for an answer that needs no more. */
export function line(text: Mrkdwn): Message {
  return message(text, { head: [section(text)] });
}

export interface ModalParts extends Content {
  readonly callbackId: string;
  readonly title: string;
  readonly close: string;
  readonly submit?: string;
  /** Ids only: everyone's client keeps it. */
  readonly privateMetadata: string;
}

export function modal(parts: ModalParts): ModalView {
  return {
    type: "modal",
    callback_id: parts.callbackId,
    title: plainText(parts.title, LIMITS.modalTitle),
    close: plainText(parts.close, LIMITS.modalTitle),
    ...(parts.submit ? { submit: plainText(parts.submit, LIMITS.modalTitle) } : {}),
    private_metadata: parts.privateMetadata,
    blocks: fitted(parts, LIMITS.modalBlocks, LIMITS.modalJson),
  };
}

const sizeOf = (blocks: readonly KnownBlock[]) => JSON.stringify(blocks).length;

function fitted(
  { head, rows = [], foot = [], more }: Content,
  mostBlocks: number,
  mostJson: number,
): KnownBlock[] {
  const whole = [...head, ...rows, ...foot];
  if (whole.length <= mostBlocks && sizeOf(whole) <= mostJson) return whole;
  const shown: KnownBlock[] = [];
  const note = (left: number) => context(more ? more(left) : md`…and ${left} more`);
  let room = mostJson - sizeOf([...head, ...foot, note(rows.length)]);
  for (const row of rows) {
    room -= sizeOf([row]);
    if (room < 0 || head.length + shown.length + foot.length + 2 > mostBlocks) break;
    shown.push(row);
  }
  return [...head, ...shown, note(rows.length - shown.length), ...foot];
}
