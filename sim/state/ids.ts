/** Ids as Slack makes them: a letter and ten capitals or digits. Random, since nobody may rely on their order. */
import { randomBytes } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** `length` random characters after `prefix`. */
export function slackId(prefix: string, length = 10): string {
  let id = prefix;
  for (const byte of randomBytes(length)) id += ALPHABET[byte % ALPHABET.length];
  return id;
}

/** What Slack fills in for a block or element that names none: short and made anew on every post. */
export function shortId(): string {
  return randomBytes(3).toString("base64url");
}

export function secret(bytes = 16): string {
  return randomBytes(bytes).toString("hex");
}
