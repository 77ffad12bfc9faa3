// A request's body, never more of it in memory than may be.
import type { Context } from "hono";
import { KEPT_OF_TOO_LARGE } from "../intake/limits.ts";
import { beginningOf } from "../intake/refusal.ts";

export type Body =
  | { readonly ok: true; readonly bytes: Uint8Array }
  /** Larger than allowed; `beginning` is what is kept of it. The rest was not read. */
  | { readonly ok: false; readonly beginning: Uint8Array };

/** The server reads a shorter body away at once: the connection need not end for it. */
const SOON_READ = 64 * 1024;

/**
 * To be called before an answer that leaves the body unread. Where much of it may still come, the server drops the
 * connection soon after; the answer says so, or a sender with a pool would lose its next request on it.
 */
export function leaveUnread(c: Context): void {
  const length = Number(c.req.header("content-length") ?? Number.NaN);
  if (!(length <= SOON_READ)) c.header("Connection", "close");
}

/** Reads at most `limit` bytes; stops as soon as it is clear that there are more. Null: the sender went away before. */
export async function readBody(c: Context, limit: number): Promise<Body | null> {
  try {
    const body = await readWithin(c, limit);
    if (!body.ok) leaveUnread(c);
    return body;
  } catch {
    // Only the connection can fail here, and whoever was at its other end is not waiting for an answer.
    return null;
  }
}

async function readWithin(c: Context, limit: number): Promise<Body> {
  const length = Number(c.req.header("content-length") ?? Number.NaN);
  // The server ends a body at its Content-Length, so this cannot give more than was announced.
  if (length <= limit) return { ok: true, bytes: new Uint8Array(await c.req.arrayBuffer()) };
  const announced = length > limit;
  const { bytes, more } = await readStream(c.req.raw.body, announced ? KEPT_OF_TOO_LARGE : limit);
  return more || announced ? { ok: false, beginning: beginningOf(bytes) } : { ok: true, bytes };
}

/** All bytes, or as many chunks as it takes to see that there are more than `most`. */
async function readStream(stream: ReadableStream<Uint8Array> | null, most: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (stream !== null) {
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > most) break;
    }
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks)), more: size > most };
}
