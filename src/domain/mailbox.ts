// Which mailbox an address means, however it is spelt.
import validator from "validator/lib/normalizeEmail.js";

// By itself: the whole package takes longer to load than everything else here.
const { default: normalizeEmail } = validator;

/**
 * An e-mail address in the form in which the same mailbox is always the same text: without a tag (`jane+news@…`; at
 * Yahoo `jane-news@…`), at Gmail without dots and under its one name. `email`: lower case, its domain in ASCII.
 *
 * A tag is taken off at every domain: most companies' mail is with a provider that has them, and whoever has none gets
 * no second mailbox by writing one.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf("@");
  const plus = email.indexOf("+");
  const untagged = plus > 0 && plus < at ? email.slice(0, plus) + email.slice(at) : email;
  // False where nothing would be left before the @.
  return normalizeEmail(untagged) || untagged;
}
