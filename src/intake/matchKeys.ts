// By what a lead is recognised as a person who has come before: hashes, which can be compared but not read.
import { createHash } from "node:crypto";
import type { SoughtKey } from "../domain/duplicates.ts";
import { mailboxOf } from "../domain/mailbox.ts";
import type { Submission } from "../domain/person.ts";
import type { CompiledPolicy } from "../policy/types.ts";
import { companyOfMail } from "./mailDomains.ts";

export interface MatchKeys {
  /** Under which the lead can be found. */
  readonly own: readonly string[];
  /** Under which those who came before are looked for, by what the policy matches by. */
  readonly sought: readonly SoughtKey[];
}

/**
 * The keys of a lead: each a kind and a hash. The e-mail is that of the mailbox it means; it is kept also where the
 * policy does not match by it, for behaviour is reported by e-mail. A phone is shared by the colleagues behind a
 * switchboard: with different full names they are different people. A name needs both its parts, and a company's domain,
 * which one that anybody can have a mailbox at is not.
 */
export function matchKeysOf(
  submission: Submission,
  { identity, lists }: Pick<CompiledPolicy, "identity" | "lists">,
): MatchKeys {
  const own: string[] = [];
  const sought: SoughtKey[] = [];
  const add = (by: SoughtKey["by"], mine: readonly string[], theirs: readonly string[]) => {
    const isMatched = identity.match.includes(by);
    if (isMatched || by === "email") own.push(...mine);
    if (isMatched) sought.push(...theirs.map((key) => ({ by, key })));
  };
  const name = nameOf(submission);
  if (submission.email !== undefined) {
    const key = emailKey(submission.email);
    add("email", [key], [key]);
  }
  if (submission.phone !== undefined) {
    const { phone } = submission;
    const [anybody, named, unnamed] = ["*", name ?? "", ""].map((who) => hashed("phone", `${phone} ${who}`));
    if (anybody !== undefined && named !== undefined && unnamed !== undefined) {
      add("phone", [anybody, named], name === null ? [anybody] : [named, unnamed]);
    }
  }
  const domain = submission.company?.domain ?? submission.email?.slice(submission.email.lastIndexOf("@") + 1);
  const company =
    name === null || domain === undefined ? null : companyOfMail(domain, lists.get("free_mail") ?? []);
  if (company !== null) {
    const key = hashed("name_domain", `${name} ${company}`);
    add("name_domain", [key], [key]);
  }
  return { own, sought };
}

/** The key of whoever has this mailbox. */
export function emailKey(email: string): string {
  return hashed("email", mailboxOf(email));
}

/** First and last name, whichever of the two stands first, without accents and case; null where one is missing. */
function nameOf({ firstName, lastName }: Submission): string | null {
  const parts = [firstName, lastName].map((part) => folded(part ?? ""));
  return parts.includes("") ? null : parts.sort().join(" ");
}

function folded(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function hashed(kind: string, text: string): string {
  return `${kind}:${createHash("sha256").update(`${kind}:${text}`).digest("hex")}`;
}
