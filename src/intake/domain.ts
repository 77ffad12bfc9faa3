import { domainToASCII } from "node:url";
import { getDomain, parse } from "tldts";
import { type Normalised, normal, unusable } from "./normalised.ts";

/** A host as people write it: letters of any script, digits, hyphens and dots. */
const hostCharacters = /^[\p{L}\p{N}\p{M}.-]+$/u;

/**
 * A company's domain from a host or a URL: `https://www.acme.co.uk/x` → `acme.co.uk`. Lower case, ASCII, and without
 * what a registry keeps for itself (`co.uk`, `github.io`). Reserved domains such as `acme.example` are as good as any.
 */
export function companyDomain(text: string): Normalised {
  const { hostname, isIp } = parse(text.trim(), { validateHostname: false });
  const host = isIp || hostname === null ? null : asciiHost(hostname.replace(/\.$/, ""));
  const domain = host === null ? null : (getDomain(host, { allowPrivateDomains: true }) ?? getDomain(host));
  return domain === null ? unusable("is no domain; send a host or URL such as acme.com") : normal(domain);
}

/** The host in lower-case ASCII, or null where it is no name that could be in the DNS: an address, one label, a typo. */
export function asciiHost(host: string): string | null {
  // domainToASCII would also decode percent signs and turn numbers into IP addresses.
  if (!hostCharacters.test(host)) return null;
  const ascii = domainToASCII(host.toLowerCase());
  if (ascii === "" || ascii.length > 253 || !ascii.includes(".")) return null;
  const { hostname, isIp } = parse(ascii, { validateHostname: true });
  return isIp === true || hostname !== ascii ? null : ascii;
}
