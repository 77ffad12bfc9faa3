/** What both transports have in common: one attempt to bring something to the app. */
import type { Delivered } from "../types.ts";

export interface Parcel {
  readonly kind: "event" | "interactive" | "command";
  /** The event callback, the interaction, or the command's fields. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** The same on every attempt and different on a duplicate. */
  readonly envelopeId: string;
  /** For logs: the event's or interaction's type, the command's name. */
  readonly name: string;
}

export interface Retry {
  /** 0 on the first attempt. */
  readonly num: number;
  readonly reason: string;
}

export interface Attempt extends Delivered {
  /** The app asked not to be sent it again. */
  readonly noRetry?: boolean;
  /** Whether the app, not a cut connection, is to blame for what went wrong. */
  readonly appsFault: boolean;
}

export interface Transport {
  attempt(parcel: Parcel, retry: Retry): Promise<Attempt>;
}

/** A body as the app meant it: JSON where it is JSON, else the text; undefined when empty. */
export function readAckBody(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
