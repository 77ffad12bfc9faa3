/** What one of Baton's messages says about leads: by its metadata and its buttons' values, never by what a lead wrote. */
import type { SimMessage } from "../../sim/types.ts";
import { withoutDirections } from "./happened/lead.ts";

const MIRROR = /^(offer|tank|overflow|review|reminder|escalation|notice):(lead_[0-9a-f]{32})\b/;
/** Whom a card is about, and how it goes on. What a lead wrote comes before: the last place that fits counts. */
const SENTENCE =
  /^(.*): (accept |waiting |overdue|needs a rep|Accepted by|Recycled by|Claimed by|Taken away|Nobody claimed|Assigned to)/s;
const OPENING = /^(?:Up for a claim|Overdue|Reminder|Escalation): /;
/** As the value of a button or an option; a quotation mark in anybody's text would be escaped. */
const VALUE = /"value":"(lead_[0-9a-f]{32}):\d+"/g;

export type CardKind = "offer" | "tank" | "overflow" | "review" | "reminder" | "escalation" | "notice";
/** `open`: somebody may still press its buttons; `over`: it ended in some other way. */
export type CardState = "open" | "accepted" | "recycled" | "claimed" | "over";

/** One of Baton's messages about a lead. */
export interface Card {
  /** What it shows, such as `offer:lead_…:3`: stays the same when it is posted again. */
  readonly mirror: string;
  readonly kind: CardKind;
  readonly leadId: string;
  readonly channel: string;
  readonly ts: string;
  readonly updates: number;
  /** Whose direct message it stands in; null in a channel. */
  readonly person: string | null;
  readonly state: CardState;
  readonly overdue: boolean;
  /** Who the lead is, as far as the card says: "Jane Doe, VP Ops at Acme". */
  readonly about: string;
}

/** `person`: whose direct messages it was found in. Null for anything but a card. */
export function readCard(message: SimMessage, person: string): Card | null {
  const mirror = mirrorOf(message);
  const match = MIRROR.exec(mirror);
  if (match === null || message.deleted) return null;
  const { channel, ts, updates, text, blocks } = message;
  const [, about = text, goesOn = ""] = SENTENCE.exec(text) ?? [];
  const isOpen = blocks.some(({ type }) => type === "actions");
  return {
    mirror,
    kind: match[1] as CardKind,
    leadId: match[2] ?? "",
    channel,
    ts,
    updates,
    person: channel.startsWith("D") ? person : null,
    state: isOpen ? "open" : (ENDINGS[goesOn] ?? "over"),
    overdue: isOpen && goesOn === "overdue",
    about: withoutDirections(plain(about.replace(OPENING, ""))),
  };
}

const ENDINGS: Readonly<Record<string, CardState>> = {
  "Accepted by": "accepted",
  "Recycled by": "recycled",
  "Claimed by": "claimed",
};

/** The leads that a message is about, the one it was posted for first. */
export function leadsIn(message: SimMessage): readonly string[] {
  const posted = MIRROR.exec(mirrorOf(message))?.[2];
  const pressed = [...JSON.stringify(message.blocks).matchAll(VALUE)].map((match) => match[1] ?? "");
  return [...new Set(posted === undefined ? pressed : [posted, ...pressed])];
}

/** Whether it is what `/leads queue` answers. */
export function isQueue({ text }: Pick<SimMessage, "text">): boolean {
  return /^\d+ open: \d+ overdue/.test(text);
}

function mirrorOf({ metadata }: SimMessage): string {
  const mirror = metadata?.event_payload.mirror;
  return typeof mirror === "string" ? mirror : "";
}

/** Slack's three escapes, taken back. */
function plain(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
