// The CRM's accounts, as the use cases ask for them. `src/crm` implements it.
import type { Account, CrmTeam } from "../../domain/account.ts";
import type { AccountRules } from "../../policy/types.ts";

/** How a lead says which company it is from. The domain is registrable and the company's own, never a free mailbox's. */
export interface CompanyNamed {
  readonly domain: string | null;
  readonly name: string | null;
}

/** The accounts at one moment. */
export interface AccountDirectory {
  /**
   * By domain; where no account has that, by name among the accounts whose domain is not known, and, for a lead without
   * a domain, among all.
   */
  find(company: CompanyNamed): Account | null;
  /** Who works with an agent, by the CRM; null: it does not say. */
  teamOf(agent: string): CrmTeam | null;
}

export interface Accounts {
  /** The accounts as they are now. What cannot be read is left out, and said in the log: no lead waits for a CRM. */
  directory(rules: AccountRules): Promise<AccountDirectory>;
}

/** Where there is no CRM. */
export const NO_ACCOUNTS: Accounts = {
  directory: async () => ({ find: () => null, teamOf: () => null }),
};
