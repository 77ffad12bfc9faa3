/** Calls of the workspace's control routes under `/_sim`. */

import type { Lapsed } from "../../types.ts";

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  /** `status` 0: nothing came back. `error`: the server's own words. `lapsed`: it came too late, or may not be. */
  | { readonly ok: false; readonly status: number; readonly error: string; readonly lapsed?: Lapsed };

export function get<T>(path: string): Promise<Answer<T>> {
  return call(path, {});
}

export function post<T>(path: string, body: Readonly<Record<string, unknown>>): Promise<Answer<T>> {
  const headers = { "content-type": "application/json" };
  return call(path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function call<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  // Rejects only when nothing came back, or half an answer: for a person at the page that is the same.
  const answer = await fetch(`/_sim${path}`, init)
    .then(async (response) => ({ response, body: (await response.json()) as Body<T> }))
    .catch((error: unknown) => ({ response: null, error: String(error) }));
  if (answer.response === null) return { ok: false, status: 0, error: answer.error };
  const { response, body } = answer;
  const { status } = response;
  if (!response.ok) return { ok: false, status, error: String(body.error) };
  if (isLapse(body)) return { ok: false, status, error: body.detail, lapsed: body.error };
  return { ok: true, value: body };
}

type Body<T> = T & { readonly ok?: boolean; readonly error?: unknown; readonly detail?: unknown };

function isLapse<T>(body: Body<T>): body is Body<T> & { readonly error: Lapsed; readonly detail: string } {
  return body.ok === false && typeof body.detail === "string";
}
