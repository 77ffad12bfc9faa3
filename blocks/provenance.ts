// Who said what a lead did not bring itself: "Company size 300 (roster, 2 days ago; the lead said 20)".
import type { Instant } from "../src/clock.ts";
import { CRM, OWN, type Signal } from "../src/domain/signals.ts";
import type { Origin } from "../src/domain/trace.ts";
import type { JsonValue } from "../src/policy/types.ts";
import { givesAway } from "./lead.ts";
import { mayBeShown, valueWords } from "./readValues.ts";
import { clip, isEmpty, joined, type Mrkdwn, md, NOTHING } from "./text.ts";
import { ago } from "./time.ts";
import { type LeadRecord, named, type View } from "./view.ts";

/** Ten lines of this length fit a section. */
const NAME = 40;
const VALUE = 60;

/** A value with who said it, and what gave way to it. */
interface Told extends Origin {
  readonly key: string;
  readonly value: JsonValue;
}

const NAMES: Readonly<Record<string, string>> = {
  "company.name": "Company",
  "company.domain": "Company domain",
  "company.country": "Company country",
  "company.employees": "Company size",
  "company.industry": "Industry",
  "company.city": "City",
  "company.founded": "Founded",
  "company.revenue": "Revenue",
  "company.tech": "Tech",
  "company.parent": "Parent company",
  "account.owner": "Account owner",
  "account.openOpportunity": "Open deal",
  "account.customer": "Customer",
  "lead.emailFree": "Free mailbox",
  "lead.emailDisposable": "Throwaway mailbox",
  "lead.emailStudent": "Mailbox of a school",
  "lead.emailRole": "Mailbox of nobody's own",
  "lead.firstName": "First name",
  "lead.lastName": "Last name",
  "lead.title": "Title",
  "lead.phone": "Phone",
  "lead.email": "E-mail",
};

/** Of the present qualification: what the rules that decided read from others than the lead, each once, at most `most`. */
export function readFromOthers(
  { trace, ...record }: LeadRecord,
  disclosure: "full" | "impersonal",
  view: View,
  most: number,
): Mrkdwn[] {
  const told = new Map<string, Told>();
  for (const { read, from } of trace?.why ?? []) {
    for (const [key, origin] of Object.entries(from ?? {})) {
      const value = read[key];
      if (value !== undefined && !told.has(key)) told.set(key, { ...origin, key, value });
    }
  }
  return inWords([...told.values()], record, disclosure, view, most);
}

/** The same of everything known of a lead but what it brought itself. */
export function knownFromOthers(
  known: readonly Signal[],
  record: LeadRecord,
  view: View,
  most: number,
): Mrkdwn[] {
  return inWords(known, record, "full", view, most);
}

function inWords(
  all: readonly Told[],
  { person: { submission } }: Pick<LeadRecord, "person">,
  disclosure: "full" | "impersonal",
  view: View,
  most: number,
): Mrkdwn[] {
  const shown = all.filter(({ key, value, replaced }) => {
    if (disclosure === "full") return true;
    const texts = [value, replaced?.value ?? ""].map(valueWords);
    return mayBeShown(key) && !texts.some((text) => givesAway(text, submission));
  });
  const said = shown.slice(0, most).map((one) => inOneLine(one, view));
  return shown.length > most ? [...said, md`…and ${shown.length - most} more`] : said;
}

function inOneLine({ key, value, provider, observedAt, replaced }: Told, view: View): Mrkdwn {
  const done = behaviourWords(key, value, view);
  if (done) return done;
  const before = replaced ? gaveWay(replaced, provider, key, view) : NOTHING;
  const who = joined([providerWords(provider), ago(observedAt, view)], ", ");
  return md`${nameOf(key)} ${shownValue(key, value, view)} (${joined([who, before], "; ")})`;
}

function gaveWay(replaced: NonNullable<Told["replaced"]>, provider: string, key: string, view: View): Mrkdwn {
  const value = shownValue(key, replaced.value, view);
  if (replaced.provider === provider) return md`before that ${value}`;
  return replaced.provider === OWN
    ? md`the lead said ${value}`
    : md`${providerWords(replaced.provider)} said ${value}`;
}

/** "Page visit pricing, 3 times, last 2 days ago": how often something was done; null where it is something else. */
function behaviourWords(key: string, value: JsonValue, view: View): Mrkdwn | null {
  if (!key.startsWith("signals.")) return null;
  const [, type = "", ...name] = key.split(".");
  const counted = value as { readonly count?: JsonValue; readonly last?: JsonValue } | null;
  const words = type.replaceAll("_", " ");
  const what = md`${clip(words.charAt(0).toUpperCase() + words.slice(1), NAME)} ${clip(name.join("."), VALUE)}`;
  if (typeof counted?.count !== "number" || typeof counted.last !== "string") {
    return md`${what}: ${clip(valueWords(value), VALUE)}`;
  }
  const times = counted.count === 1 ? "once" : `${counted.count} times`;
  return md`${what}, ${times}, last ${ago(counted.last as Instant, view)}`;
}

function nameOf(key: string): Mrkdwn {
  return clip(Object.hasOwn(NAMES, key) ? (NAMES[key] ?? key) : key, NAME);
}

function providerWords(provider: string): Mrkdwn {
  if (provider === CRM) return md`CRM`;
  return provider === OWN ? md`said when they came again` : clip(provider, NAME);
}

function shownValue(key: string, value: JsonValue, view: View): Mrkdwn {
  if (key === "account.owner" && typeof value === "string") return named(value, view);
  const shown = clip(valueWords(value), VALUE);
  return isEmpty(shown) ? md`–` : shown;
}
