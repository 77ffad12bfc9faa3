/** Deliveries as signed HTTP requests to the app's URL. */

import { signedHeaders } from "./signature.ts";
import { type Attempt, type Parcel, type Retry, readAckBody, type Transport } from "./transport.ts";

interface HttpOptions {
  readonly url: string;
  readonly signingSecret: string;
  readonly ackMs: number;
}

export function httpTransport({ url, signingSecret, ackMs }: HttpOptions): Transport {
  return {
    async attempt(parcel, retry) {
      const { contentType, body } = encode(parcel);
      const started = performance.now();
      const since = (): number => performance.now() - started;
      try {
        const response = await fetch(url, {
          method: "POST",
          headers: {
            "content-type": contentType,
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            ...signedHeaders(signingSecret, body),
            ...retryHeaders(retry),
          },
          body,
          redirect: "manual",
          signal: AbortSignal.timeout(ackMs),
        });
        const text = await response.text();
        const answer = {
          ackMs: since(),
          status: response.status,
          ...bodyOf(text),
          noRetry: response.headers.get("x-slack-no-retry") === "1",
        };
        return response.ok
          ? { ok: true, appsFault: false, ...answer }
          : { ok: false, error: "http_error", appsFault: true, ...answer };
      } catch (error) {
        const timedOut = error instanceof Error && error.name === "TimeoutError";
        const why = timedOut ? ("timeout" as const) : ("connection_failed" as const);
        return { ok: false, ackMs: since(), status: 0, error: why, appsFault: timedOut } satisfies Attempt;
      }
    },
  };
}

function bodyOf(text: string): { body?: unknown } {
  const body = readAckBody(text);
  return body === undefined ? {} : { body };
}

function encode({ kind, payload }: Parcel): { readonly contentType: string; readonly body: string } {
  if (kind === "event") return { contentType: "application/json", body: JSON.stringify(payload) };
  const fields =
    kind === "interactive"
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
  return { contentType: "application/x-www-form-urlencoded", body: new URLSearchParams(fields).toString() };
}

function retryHeaders({ num, reason }: Retry): Record<string, string> {
  return num === 0 ? {} : { "x-slack-retry-num": String(num), "x-slack-retry-reason": reason };
}
