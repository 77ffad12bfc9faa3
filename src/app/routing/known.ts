// What is known of leads' companies and persons before they are decided: their accounts in the CRM, who accepted the
// account's last lead, who had the person's earlier leads.
import { type Instant, instant, toMs } from "../../clock.ts";
import type { AccountKnown } from "../../domain/accountOwner.ts";
import type { HadBefore } from "../../domain/candidates.ts";
import type { LeadId } from "../../ids.ts";
import type { CompiledPolicy } from "../../policy/types.ts";
import type { AccountDirectory, Accounts } from "../accounts/ports.ts";
import type { CompanyAsked, LeadRecord, LeadStore } from "../ports.ts";
import { companyOf } from "./company.ts";

export interface RoutingKnown {
  readonly account: AccountKnown;
  readonly had: readonly HadBefore[];
}

export interface KnownDeps {
  readonly leads: Pick<LeadStore, "acceptedBy" | "hadBefore">;
  readonly accounts: Accounts;
}

/** A lead, and the policy that its cycle is pinned to. */
export interface Asked {
  readonly record: LeadRecord;
  readonly policy: CompiledPolicy;
}

/** Nothing is looked up that no policy of the leads asks for. */
export async function routingKnown(
  { leads, accounts }: KnownDeps,
  asked: readonly Asked[],
  now: Instant,
): Promise<Map<LeadId, RoutingKnown>> {
  const companies = await Promise.all(asked.map((one) => companyAsked(one, accounts, now)));
  const acceptedBy = await leads.acceptedBy(companies.map(({ onRecord }) => onRecord));
  const had = await hadBefore(leads, asked, now);
  return new Map(
    asked.map(({ record: { lead } }, index) => {
      const { account, teamOf } = companies[index] ?? NOBODY_KNOWN;
      const known = { account, teamOf, acceptedBy: acceptedBy[index] ?? null };
      return [lead.id, { account: known, had: had.get(lead.id) ?? [] }];
    }),
  );
}

interface CompanyKnown extends Pick<AccountKnown, "account" | "teamOf"> {
  readonly onRecord: CompanyAsked;
}

const NOBODY_KNOWN: CompanyKnown = {
  account: null,
  teamOf: () => null,
  onRecord: { domains: [], name: null },
};

async function companyAsked(
  { record, policy }: Asked,
  accounts: Accounts,
  now: Instant,
): Promise<CompanyKnown> {
  const asked = policy.route.by.includes("account_owner") || policy.accounts !== null;
  if (!asked) return NOBODY_KNOWN;
  const company = companyOf(record, policy, now);
  const directory: AccountDirectory | null = policy.accounts && (await accounts.directory(policy.accounts));
  const account = directory?.find(company) ?? null;
  const domains = [company.domain, account?.domain].filter(
    (domain) => domain !== null && domain !== undefined,
  );
  // Of two companies of one name the domain tells which it is.
  const name = domains.length === 0 ? company.name : null;
  const teamOf = (agent: string) => directory?.teamOf(agent) ?? null;
  return { account, teamOf, onRecord: { domains, name } };
}

async function hadBefore(leads: KnownDeps["leads"], asked: readonly Asked[], now: Instant) {
  const sticky = asked.flatMap(({ record, policy }) =>
    policy.route.sticky ? { id: record.lead.id, withinMs: policy.route.sticky.withinMs } : [],
  );
  if (sticky.length === 0) return new Map<LeadId, HadBefore[]>();
  const longest = Math.max(...sticky.map(({ withinMs }) => withinMs));
  return leads.hadBefore(
    sticky.map(({ id }) => id),
    instant(toMs(now) - longest),
  );
}
