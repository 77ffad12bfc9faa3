// Whose mailboxes a domain holds, from maintained lists. They are of domains anybody can look up, never of people.
import { disposableEmailBlocklistSet } from "disposable-email-domains-js";
import freeDomains from "free-email-domains/domains.json" with { type: "json" };
import { getDomain } from "tldts";

/** Made when first asked: half of what starts Baton never asks. */
let lists: { readonly free: ReadonlySet<string>; readonly disposable: ReadonlySet<string> } | null = null;

function known() {
  lists ??= { free: new Set(freeDomains), disposable: disposableEmailBlocklistSet() };
  return lists;
}

/** Of mailboxes made to be thrown away, such as `mailinator.com`. `domain`: lower case, in ASCII. */
export function isDisposable(domain: string): boolean {
  return withParents(domain).some((name) => known().disposable.has(name));
}

/**
 * Whether anybody can have a mailbox there, disposable ones included: such a domain is no company's. `also`: what the
 * policy's `lists.free_mail` adds. `domain`: lower case, in ASCII.
 */
export function isFreeMail(domain: string, also: Iterable<string> = []): boolean {
  const names = withParents(domain);
  if (names.some((name) => known().free.has(name) || known().disposable.has(name))) return true;
  for (const entry of also) if (names.includes(entry.trim().toLowerCase().replace(/^\*\./, ""))) return true;
  return false;
}

/** The company's domain that an address gives away: registrable, and null where anybody can have such an address. */
export function companyOfMail(domain: string, also: Iterable<string> = []): string | null {
  return isFreeMail(domain, also) ? null : getDomain(domain, { allowPrivateDomains: true });
}

/** The domain and what it is below, down to the registrable one: `a.b.co.uk` → itself, `b.co.uk`. */
export function withParents(domain: string): string[] {
  const registrable = getDomain(domain, { allowPrivateDomains: true }) ?? domain;
  const names = [domain];
  for (let name = domain; name !== registrable && name.includes("."); ) {
    name = name.slice(name.indexOf(".") + 1);
    names.push(name);
  }
  return names;
}
