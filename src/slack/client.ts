// Every call of Slack's Web API goes through here: one try, a time-out, and an answer that says what became of it.
import { webApi } from "@slack/bolt";
import { type CodeSort, neverSent, sortOfCode } from "./errors.ts";
import type { SlackLogger } from "./logger.ts";

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError, WebClient } =
  webApi;

/** How long a call may take. The reconciler's lease (`LEASE_MS`) must outlive it. */
export const CALL_TIMEOUT_MS = 5_000;
/** What to wait where Slack says "too fast" without saying how long. */
const DEFAULT_WAIT_MS = 5_000;

export type CallFailure =
  | { readonly kind: "rate_limited"; readonly waitMs: number }
  /** Never sent, or refused by something before Slack. */
  | { readonly kind: "passing"; readonly error: string }
  /** Cut off: done or not, nobody knows. */
  | { readonly kind: "unclear"; readonly error: string }
  /** Slack's answer was no. */
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly sort: Exclude<CodeSort, "rate_limited" | "unclear">;
    };

export type CallResult<Answer> = { readonly kind: "done"; readonly answer: Answer } | CallFailure;

export interface SlackAccess {
  readonly botToken: string;
  /** Another Web API root, ending in `/`; null: Slack's. */
  readonly apiUrl: string | null;
}

/** What every client of ours is built with: no retries and no waiting of its own, which would double posts. */
export function clientOptions(apiUrl: string | null, logger: SlackLogger): webApi.WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT_MS,
    allowAbsoluteUrls: false,
    logger,
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
  };
}

/** Slack's Web API as Baton uses it. */
export class SlackApi {
  readonly #client: webApi.WebClient;

  constructor(access: SlackAccess, logger: SlackLogger) {
    this.#client = new WebClient(access.botToken, clientOptions(access.apiUrl, logger));
  }

  /** Makes one call, and says what became of it; throws only for bugs. `to` picks the method's typed form. */
  async call<Answer extends webApi.WebAPICallResult>(
    to: (client: webApi.WebClient) => Promise<Answer>,
  ): Promise<CallResult<Answer>> {
    try {
      return { kind: "done", answer: await to(this.#client) };
    } catch (error) {
      return failureOf(error);
    }
  }
}

/** What a thrown error of the client says about the call. */
export function failureOf(error: unknown): CallFailure {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: "rate_limited", waitMs: waitOf(error.retryAfter) };
  if (error instanceof WebAPIPlatformError) return refusalOf(error);
  if (error instanceof WebAPIHTTPError) {
    const status = `http ${error.statusCode}`;
    return error.statusCode >= 500 ? { kind: "unclear", error: status } : { kind: "passing", error: status };
  }
  if (error instanceof WebAPIRequestError) {
    const { message, cause } = error.original;
    const reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
    return { kind: neverSent(error.original) ? "passing" : "unclear", error: reason };
  }
  // An answer that broke off while it was read.
  return { kind: "unclear", error: error instanceof Error ? error.message : String(error) };
}

function refusalOf({ data }: webApi.WebAPIPlatformError): CallFailure {
  const code = String(data.error);
  const sort = sortOfCode(code);
  switch (sort) {
    case "rate_limited":
      return { kind: "rate_limited", waitMs: waitOf(data.response_metadata?.retryAfter) };
    case "unclear":
      return { kind: "unclear", error: code.slice(0, 100) };
    default:
      return { kind: "refused", code, sort };
  }
}

function waitOf(seconds: number | undefined): number {
  return seconds === undefined || !(seconds >= 0) ? DEFAULT_WAIT_MS : seconds * 1000;
}
