// What the routes need from the rest of Baton.
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { LeadView } from "../app/leadView.ts";
import type { ObserveSignal } from "../app/observeSignal.ts";
import type { ExceptionEntry } from "../app/ports.ts";
import type { Clock } from "../clock.ts";
import type { LeadId } from "../ids.ts";
import type { Receive } from "../intake/receive.ts";
import type { IntakeToken } from "../intake/tokens.ts";

export interface HttpDeps {
  readonly receive: Receive;
  readonly observe: ObserveSignal;
  readonly keepExceptions: (entries: readonly ExceptionEntry[]) => Promise<void>;
  /** The lead as `GET /v1/leads/:id` gives it; null where there is none. */
  readonly showLead: (id: LeadId) => Promise<LeadView | null>;
  /** What keeps Baton from working, such as `database: connection refused`; empty when it is ready. */
  readonly failingChecks: () => Promise<readonly string[]>;
  /** Whether an error says that the database cannot be reached. */
  readonly isDatabaseAway: (error: unknown) => boolean;
  readonly tokens: { readonly intake: readonly IntakeToken[]; readonly admin: string | null };
  /** Where metrics are registered, and what `/metrics` shows. */
  readonly registry: Registry;
  readonly clock: Clock;
  readonly log: Pick<Logger, "info" | "debug" | "error">;
  /** Baton's own version, for `/openapi.json`. */
  readonly version: string;
  /** Requests under way at once before 429; by default 1,000 with one lead and 4 with many. */
  readonly room?: { readonly leads: number; readonly batches: number };
}
