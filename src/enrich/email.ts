// The built-in provider: what an e-mail address says by itself, from maintained lists and without any network.
import academic from "academic-email-verifier";
import academicSuffixes from "academic-email-verifier/database/academic-tlds.json" with { type: "json" };
import roleMailboxes from "role-based-email-addresses";
import { companyOfMail, isDisposable, isFreeMail, withParents } from "../intake/mailDomains.ts";
import type { JsonValue } from "../policy/types.ts";

const roles: ReadonlySet<string> = new Set(roleMailboxes);
const suffixes: ReadonlySet<string> = new Set([...academicSuffixes, "edu"]);

/**
 * The attributes of an address in its normal form (lower case, domain in ASCII). `freeMail`: what the policy's
 * `lists.free_mail` adds. `company.domain` is there where the address can be a company's.
 */
export async function aboutEmail(
  email: string,
  freeMail: Iterable<string>,
): Promise<ReadonlyMap<string, JsonValue>> {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1);
  const student = await isAcademic(domain);
  const answers = new Map<string, JsonValue>([
    ["lead.emailFree", isFreeMail(domain, freeMail)],
    ["lead.emailDisposable", isDisposable(domain)],
    ["lead.emailStudent", student],
    ["lead.emailRole", isRole(email.slice(0, at))],
  ]);
  const company = companyOfMail(domain, freeMail);
  if (company !== null) answers.set("company.domain", company);
  return answers;
}

/** A tag does not make a mailbox a person's: `sales+spring` is still `sales`. */
function isRole(mailbox: string): boolean {
  const name = mailbox.split("+")[0] ?? mailbox;
  return roles.has(name) || roles.has(name.replace(/[._-]/g, ""));
}

/** A school's or university's, by its own domain or by a suffix that only these get (`edu`, `ac.uk`). */
async function isAcademic(domain: string): Promise<boolean> {
  const labels = domain.split(".");
  if (labels.some((_, index) => index > 0 && suffixes.has(labels.slice(index).join(".")))) return true;
  for (const name of withParents(domain)) {
    // It takes addresses, and refuses those with an internationalised top-level domain.
    if (await academic.Verifier.isAcademic(`somebody@${name}`).catch(() => false)) return true;
  }
  return false;
}
