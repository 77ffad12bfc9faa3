// Which company a lead is from, as accounts are looked up.
import type { Instant } from "../../clock.ts";
import { signalsKnown } from "../../domain/facts.ts";
import { companyOfMail, isFreeMail } from "../../intake/mailDomains.ts";
import type { CompiledPolicy, JsonValue } from "../../policy/types.ts";
import type { CompanyNamed } from "../accounts/ports.ts";
import type { LeadRecord } from "../ports.ts";

/**
 * The company's domain by the policy's precedence, else that of the e-mail address; never one where anybody can have a
 * mailbox, of which `lists.free_mail` may name more. The company's name likewise.
 */
export function companyOf({ lead, person }: LeadRecord, policy: CompiledPolicy, now: Instant): CompanyNamed {
  const { submission, signals } = person;
  const { receivedAt } = lead;
  const known = new Map<string, JsonValue>(
    signalsKnown(policy, { submission, receivedAt, signals, now }).map(({ key, value }) => [key, value]),
  );
  const freeMail = policy.lists.get("free_mail") ?? [];
  const given = textOf(known.get("company.domain"));
  const domain = given !== null && !isFreeMail(given, freeMail) ? given : null;
  const mail = submission.email?.split("@").at(-1);
  return {
    domain: domain ?? (mail === undefined ? null : companyOfMail(mail, freeMail)),
    name: textOf(known.get("company.name")),
  };
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
