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
  const seek = (by: SoughtKey["by"], keys: readonly string[]) =>
    sought.push(...keys.map((key) => ({ by, key })));
  // Every lead comes through here twice: what the policy does not match by is not worked out.
  const isMatched = (by: SoughtKey["by"]) => identity.match.includes(by);
  const { email, phone, company } = submission;
  if (email !== undefined) {
    const key = emailKey(email);
    own.push(key);
    if (isMatched("email")) seek("email", [key]);
  }
  if (phone !== undefined && isMatched("phone")) {
    const name = nameOf(submission);
    const keyOf = (who: string) => hashed("phone", `${phone} ${who}`);
    own.push(keyOf("*"), keyOf(name ?? ""));
    seek("phone", name === null ? [keyOf("*")] : [keyOf(name), keyOf("")]);
  }
  if (isMatched("name_domain")) {
    const name = nameOf(submission);
    const domain = company?.domain ?? email?.slice(email.lastIndexOf("@") + 1);
    const at =
      name === null || domain === undefined ? null : companyOfMail(domain, lists.get("free_mail") ?? []);
    if (at !== null) {
      const key = hashed("name_domain", `${name} ${at}`);
      own.push(key);
      seek("name_domain", [key]);
    }
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
