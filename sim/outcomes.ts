/** What became of something that a person did, as they notice it. */
import type { SimMessage } from "./types.ts";

/** What became of a delivery, as the person in front of the screen notices it. */
export interface Delivered {
  /** Acknowledged in time with a 2xx, or over the socket. */
  readonly ok: boolean;
  /** Real milliseconds until the acknowledgement, or until it was given up. */
  readonly ackMs: number;
  /** HTTP status; 200 for an acknowledged envelope, 0 where nothing came back. */
  readonly status: number;
  /** The acknowledgement's body, parsed when it is JSON. */
  readonly body?: unknown;
  /** Why the person sees an error. */
  readonly error?:
    | "timeout"
    | "connection_failed"
    | "http_error"
    | "no_connection"
    | "dispatch_unknown"
    | Lapsed;
  /** In words, with a `Lapsed` error. */
  readonly detail?: string;
}

/** Why nothing went out: it came too late, or the person may not. A `Person` throws a `Lapse` with it. */
export type Lapsed =
  | "message_gone"
  | "view_gone"
  /** The button, menu or option is no longer there. */
  | "control_gone"
  | "archived"
  | "deactivated"
  | "too_long";

export interface CommandResult extends Delivered {
  /** The message that the acknowledgement itself carried. */
  readonly reply?: SimMessage;
}

export interface SubmitResult extends Delivered {
  /** `invalid`: the client did not send it. `refused`: the app's answer broke Slack's rules. */
  readonly outcome: "closed" | "errors" | "updated" | "pushed" | "cleared" | "invalid" | "failed" | "refused";
  /** Visible label of an input → the message under it. */
  readonly errors: Readonly<Record<string, string>>;
  /** The same by block id. */
  readonly blockErrors: Readonly<Record<string, string>>;
}
