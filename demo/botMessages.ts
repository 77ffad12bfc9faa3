// What the demo and its bot, a child process, say to each other: JSON over Node's IPC channel.
import type { ClockState, TamperChange } from "./protocol.ts";

/** What the bot needs before it can start. */
export interface Begin {
  /** As Baton reads it; nothing else of anybody's environment counts. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: ClockState;
  /** The local Slack has just begun and holds none of the messages that the database knows of. */
  readonly emptySlack: boolean;
}

/** When something is due next, in ms since 1970; null: nothing is. */
export interface Next {
  /** A step of a ladder, the end of a buffer, a return. */
  readonly step: number | null;
  /** A message that waits for Slack's pace, or for another try. */
  readonly delivery: number | null;
}

export type Tampering =
  /** `payload`: the text that stood there before. */
  { readonly ok: true; readonly payload: string } | { readonly ok: false; readonly problem: string };

/** By lead, such as `offered`; those that are not on record are left out. */
export type LeadStates = Readonly<Record<string, string>>;

/** What the bot can be asked, by what it answers. */
export interface Answers {
  /** Does everything that is due at this instant, also what that makes due. */
  settle: Next;
  next: Next;
  states: LeadStates;
  tamper: Tampering;
  put_back: null;
}
export type Question =
  | { readonly ask: "settle" | "next" }
  | { readonly ask: "states"; readonly leads: readonly string[] }
  | ({ readonly ask: "tamper" } & TamperChange)
  | ({ readonly ask: "put_back"; readonly payload: string } & TamperChange);

export type ToBot =
  | { readonly kind: "begin"; readonly begin: Begin }
  | { readonly kind: "clock"; readonly clock: ClockState }
  | { readonly kind: "question"; readonly id: number; readonly question: Question }
  | { readonly kind: "end" };

export type FromBot =
  /** The database is open. `latest`: the last instant that it knows of, in ms since 1970; null: it is new. */
  | { readonly kind: "opened"; readonly latest: number | null }
  | { readonly kind: "up"; readonly url: string }
  /** It ends; a line each. */
  | { readonly kind: "cannot"; readonly problems: readonly string[] }
  | { readonly kind: "answer"; readonly id: number; readonly answer: Answers[keyof Answers] };
