/** Slack's request signature. Always by the system's clock: receivers compare it with theirs. */
import { createHmac } from "node:crypto";

/** The headers that prove a body to be Slack's, stamped at `atMs`. */
export function signedHeaders(secret: string, body: string, atMs = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1_000));
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${digest}` };
}
