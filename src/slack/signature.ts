// Whether a request is Slack's: signed with the app's secret, and stamped within five minutes of now in either
// direction. A stamp from the future is refused as well: signed requests that leak must not be good for later.
import { createHmac, timingSafeEqual } from "node:crypto";

const MOST_OFF_S = 5 * 60;

export interface SignedRequest {
  /** `X-Slack-Request-Timestamp`: seconds since 1970. */
  readonly timestamp: string | undefined;
  /** `X-Slack-Signature`: `v0=` and 64 hexadecimal digits. */
  readonly signature: string | undefined;
  /** The body, byte for byte. */
  readonly body: Uint8Array;
}

/** Whether the headers alone can be Slack's: both there, and the stamp near `now`. Asked before the body is read. */
export function mayBeSlacks({ timestamp, signature }: Omit<SignedRequest, "body">, now: number): boolean {
  if (!/^\d{1,12}$/.test(timestamp ?? "") || !/^v0=[0-9a-f]{64}$/.test(signature ?? "")) return false;
  return Math.abs(now / 1000 - Number(timestamp)) <= MOST_OFF_S;
}

/** `now` in milliseconds since 1970. The comparison takes the same time however much of the signature is right. */
export function isSlacks(request: SignedRequest, secret: string, now: number): boolean {
  const { timestamp = "", signature = "", body } = request;
  if (!mayBeSlacks(request, now)) return false;
  const expected = Buffer.from(
    `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
