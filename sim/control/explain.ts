/** What a request that cannot be done is answered with. */
import type { Context } from "hono";
import { z } from "zod";
import { Lapse } from "../people/lapse.ts";

/**
 * `{"error": …}` in words, for somebody with curl as for the page. A lapse is an answer like others: a browser would write
 * any 4xx into its console, and a person who presses too late has done nothing wrong.
 */
export function explain(error: Error, c: Context): Response {
  if (error instanceof Lapse) {
    return c.json({ ok: false, ackMs: 0, status: 0, error: error.code, detail: error.message });
  }
  const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
  return c.json({ error: message }, 400);
}
