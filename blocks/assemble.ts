// Puts blocks together into a message or a modal that Slack accepts, whatever is in them: rows give way first, then the
// ends of the longest texts.
import type { HomeView, KnownBlock, ModalView } from "@slack/types";
import { context, plainText, section } from "./build.ts";
import { CALLBACKS } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { type Mrkdwn, md, recut, rendered } from "./text.ts";

/** What `chat.postMessage`, `chat.update` and a response_url take. */
export interface Message {
  /** The notification and what a screen reader says. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** `head` and `foot` are always shown, as much of them as fits; of `rows` as many as fit, and `more` says how many were left out. */
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

/** An answer where no message can be seen: on a Home, or on top of another modal. */
export function answerModal({ blocks }: Message): ModalView {
  const privateMetadata = "";
  return modal({
    callbackId: CALLBACKS.answer,
    title: "Baton",
    close: "Close",
    privateMetadata,
    head: blocks,
  });
}

/** No text is cut to less, and each try is shorter by as much. */
const SHORTEST = 200;

const sizeOf = (blocks: readonly KnownBlock[]) => JSON.stringify(blocks).length;

/**
 * Rows in pages of one message each: as many on every page as fit beside what stands `around` them there, at least one.
 * `page` counts from 1.
 */
export function packed<Row>(
  rows: readonly Row[],
  blocksOf: (row: Row) => readonly KnownBlock[],
  around: (page: number) => readonly KnownBlock[],
): Row[][] {
  const pages: Row[][] = [[]];
  const roomOn = (page: number) => ({
    blocks: LIMITS.messageBlocks - around(page).length,
    json: LIMITS.messageJson - sizeOf(around(page)),
  });
  let room = roomOn(1);
  for (const row of rows) {
    const blocks = blocksOf(row);
    const json = sizeOf(blocks);
    if (blocks.length > room.blocks || json > room.json) {
      if (pages.at(-1)?.length !== 0) pages.push([]);
      room = roomOn(pages.length);
    }
    pages.at(-1)?.push(row);
    room = { blocks: room.blocks - blocks.length, json: room.json - json };
  }
  return pages;
}

function fitted(
  { head, rows = [], foot = [], more }: Content,
  mostBlocks: number,
  mostJson: number,
): KnownBlock[] {
  const whole = [...head, ...rows, ...foot];
  if (whole.length <= mostBlocks && sizeOf(whole) <= mostJson) return whole;
  if (rows.length === 0) return shortened(whole, mostJson);
  const shown: KnownBlock[] = [];
  let room = mostJson - sizeOf([...head, ...foot, note({ more }, rows.length)]);
  for (const row of rows) {
    room -= sizeOf([row]);
    if (room < 0 || head.length + shown.length + foot.length + 2 > mostBlocks) break;
    shown.push(row);
  }
  return shortened([...head, ...shown, note({ more }, rows.length - shown.length), ...foot], mostJson);
}

/** Texts of quotes and backslashes count twice as JSON: then the longest end sooner, until all of it fits. */
function shortened(blocks: readonly KnownBlock[], mostJson: number): KnownBlock[] {
  let shorter = [...blocks];
  for (let most = LIMITS.section; most > SHORTEST && sizeOf(shorter) > mostJson; most -= SHORTEST) {
    shorter = blocks.map((block) => {
      if (block.type !== "section" || !block.text) return block;
      return { ...block, text: { ...block.text, text: recut(block.text, most) } };
    });
  }
  return shorter;
}

/** What `views.publish` takes. */
export type HomeTab = HomeView;

/** A part of a Home. Each row is shown whole or not at all. */
export interface HomePart {
  readonly head: readonly KnownBlock[];
  readonly rows?: readonly (readonly KnownBlock[])[];
  /** How many rows there would be in all. */
  readonly total?: number;
  readonly more?: (left: number) => Mrkdwn;
  readonly foot?: readonly KnownBlock[];
}

/** Parts below each other: where not all rows fit, each part shows as many as any other. */
export function homeTab(parts: readonly HomePart[]): HomeTab {
  const fixed = parts.map((part) => [...part.head, note(part, part.total ?? 0), ...(part.foot ?? [])]);
  let blocks = LIMITS.homeBlocks - fixed.flat().length;
  let json = LIMITS.homeJson - sizeOf(fixed.flat());
  const shown = parts.map((): (readonly KnownBlock[])[] => []);
  for (let nth = 0; parts.some(({ rows = [] }) => nth < rows.length); nth++) {
    for (const [index, { rows = [] }] of parts.entries()) {
      const row = rows[nth];
      if (!row || (shown[index]?.length ?? 0) < nth) continue;
      if (row.length > blocks || sizeOf(row) > json) continue;
      blocks -= row.length;
      json -= sizeOf(row);
      shown[index]?.push(row);
    }
  }
  return {
    type: "home",
    blocks: parts.flatMap((part, index) => {
      const rows = shown[index] ?? [];
      const left = (part.total ?? part.rows?.length ?? 0) - rows.length;
      return [...part.head, ...rows.flat(), ...(left > 0 ? [note(part, left)] : []), ...(part.foot ?? [])];
    }),
  };
}

function note(
  { more }: { readonly more?: ((left: number) => Mrkdwn) | undefined },
  left: number,
): KnownBlock {
  return context(more ? more(left) : md`…and ${left} more`);
}
