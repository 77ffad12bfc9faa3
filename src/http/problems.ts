// Errors as RFC 9457 says them: `application/problem+json`, one type each.
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { FieldError } from "../intake/fieldErrors.ts";

const kinds = {
  not_json: { status: 400, title: "Not JSON" },
  unauthorized: { status: 401, title: "No valid token" },
  wrong_source: { status: 403, title: "Token of another source" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  unknown_lead: { status: 404, title: "No such lead" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  conflict: { status: 409, title: "Another person under this external id" },
  too_large: { status: 413, title: "Too large" },
  unsupported_type: { status: 415, title: "Unsupported content type" },
  invalid: { status: 422, title: "Invalid lead" },
  queue_full: { status: 429, title: "Too many leads at once" },
  broken: { status: 500, title: "Something went wrong" },
  unavailable: { status: 503, title: "The database cannot be reached" },
  not_ready: { status: 503, title: "Not ready" },
} as const;

export type ProblemCode = keyof typeof kinds;

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: ContentfulStatusCode;
  readonly detail: string;
  /** Every invalid field. */
  readonly errors?: readonly FieldError[];
}

export function problem(code: ProblemCode, detail: string, errors?: readonly FieldError[]): Problem {
  const { status, title } = kinds[code];
  const type = `urn:baton:problem:${code.replaceAll("_", "-")}`;
  return { type, title, status, detail, ...(errors && { errors }) };
}

/** Seconds after which a sender may try again, where trying again helps. */
const retryAfter: Readonly<Record<number, string>> = { 429: "1", 503: "5" };

/** The problem as an answer; 429 and 503 say when to come back. */
export function answerProblem(c: Context, said: Problem, headers: Record<string, string> = {}): Response {
  const after = retryAfter[said.status];
  return c.body(JSON.stringify(said), said.status, {
    "Content-Type": "application/problem+json",
    ...(after && { "Retry-After": after }),
    ...headers,
  });
}
