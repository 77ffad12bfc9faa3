import { asciiHost } from "./domain.ts";
import { type Normalised, normal, unusable } from "./normalised.ts";

/** What RFC 5322 calls a dot-atom, with the letters of every script as RFC 6531 allows. */
const dotAtom = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;

/**
 * An e-mail address in its normal form: lower case, the domain in ASCII. Tags (`+news`) and dots stay: only the
 * person's own mail server knows whether they matter. Whether the address exists is not asked.
 */
export function email(text: string): Normalised {
  const address = text.trim().normalize("NFC").toLowerCase();
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0));
  const host = asciiHost(address.slice(at + 1));
  if (at < 1 || host === null || !dotAtom.test(local) || Buffer.byteLength(local) > 64) {
    return unusable("is no e-mail address; send one such as jane@acme.com");
  }
  const whole = `${local}@${host}`;
  return Buffer.byteLength(whole) > 254 ? unusable("is longer than an e-mail address can be") : normal(whole);
}
