/** What a request that cannot be done is answered with. */
import type { Context } from "hono";
import { z } from "zod";

/** `{"error": …}` in words, for somebody with curl as for the page. */
export function explain(error: Error, c: Context): Response {
  const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
  return c.json({ error: message }, 400);
}
