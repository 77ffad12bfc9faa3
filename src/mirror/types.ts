// What the reconciler needs of the outside: something that renders a mirror, something that sends.
import type { HomeTab, Message } from "../../blocks/assemble.ts";
import type { LeasedMirror } from "../app/ports.ts";
import type { CardRef } from "../domain/lead.ts";
import type { MirrorRef } from "../domain/mirrors.ts";

/** A message, or a Home, as it should stand now. */
export type RenderedMessage = Message | HomeTab;

/** What became of a call. */
export type Delivery =
  | { readonly kind: "done"; readonly ref: CardRef }
  /** Slack asks to wait; it did nothing. */
  | { readonly kind: "rate_limited"; readonly waitMs: number }
  /** Definitely not done, and worth another try. */
  | { readonly kind: "passing"; readonly error: string }
  /** Cut off: done or not, nobody knows. */
  | { readonly kind: "unclear"; readonly error: string }
  /** The message is gone or can no longer be changed: a fresh one takes its place. */
  | { readonly kind: "message_gone"; readonly error: string }
  /** The person it is for is not there: deactivated (Slack says so), or not to be reached. */
  | { readonly kind: "person_gone"; readonly status: "deactivated" | "unreachable"; readonly error: string }
  /** Will never succeed as it is: a missing scope, a channel without the bot, a message Slack refuses. */
  | { readonly kind: "permanent"; readonly error: string };

export interface Messenger {
  post(mirror: MirrorRef, message: RenderedMessage): Promise<Delivery>;
  update(ref: CardRef, mirror: MirrorRef, message: RenderedMessage): Promise<Delivery>;
  /** Looks for the mirror's id in the recent messages of where it goes; `none` is certain. */
  find(
    mirror: MirrorRef,
  ): Promise<
    | { readonly kind: "found"; readonly ref: CardRef }
    | { readonly kind: "none" }
    | Exclude<Delivery, { kind: "done" }>
  >;
}

export interface MirrorEvents {
  /** The message as it is true now; null when there is nothing to show (the lead is unknown). */
  render(mirror: LeasedMirror): Promise<RenderedMessage | null>;
  /** A message exists: on first posting, and again if a reference had been lost. Done before the mirror counts as shown. */
  posted(mirror: MirrorRef, ref: CardRef): Promise<void>;
  /** May be told again: before the mirror is given up, so that a kill in between loses nothing. */
  personGone(mirror: MirrorRef, status: "deactivated" | "unreachable", error: string): Promise<void>;
  /** Slack will never take this message. Told before the mirror is given up. */
  undeliverable(mirror: MirrorRef, error: string): Promise<void>;
}
