// URL templates of HTTP providers, and their rates.
import { IN_URLS, isAttributeOfLead } from "./attributes.ts";
import { nearest } from "./nearest.ts";
import { printable } from "./problem.ts";
import { say } from "./schemaParts.ts";

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The attributes in a URL template, in order: `company.domain` of `https://firmo.example/{company.domain}`. */
export function urlPlaceholders(url: string): string[] {
  return [...url.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
}

/** What is wrong with a URL template, as a schema says it; null: nothing. */
export function urlFault(url: string): string | null {
  const unknown = urlPlaceholders(url).find((name) => !isAttributeOfLead(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, IN_URLS);
    return say(
      `'{${printable(unknown)}}' is no attribute with a text or a number`,
      near === null ? "write, for example, {company.domain} or {lead.email}" : `did you mean '${near}'?`,
    );
  }
  if (/[{}]/.test(url.replaceAll(PLACEHOLDER, ""))) {
    return say("a { or } is left over", "write placeholders as {company.domain}");
  }
  const filled = url.replaceAll(PLACEHOLDER, "x");
  const parsed = URL.canParse(filled) ? new URL(filled) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    return say(`'${printable(url)}' is no URL`, "begin it with https:// (or http://)");
  }
  const origin = /^[^:]+:\/\/[^/?#]*/.exec(url)?.[0] ?? "";
  if (origin.includes("{")) {
    return say("the host is taken from the lead", "write the host out, and placeholders after it");
  }
  if (parsed.username !== "" || parsed.password !== "") {
    return say("a password stands in the URL", "name the environment variable that holds it: key: FIRMO_KEY");
  }
  return null;
}

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `10/s` as how many in how many milliseconds; null where it is no rate. */
export function rateOf(text: string): { count: number; perMs: number } | null {
  const match = /^([1-9]\d{0,6})\/([smhd])$/.exec(text);
  return match === null ? null : { count: Number(match[1]), perMs: UNITS[match[2] as keyof typeof UNITS] };
}
