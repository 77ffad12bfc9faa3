// What the CRM says of a lead's company, as signals: `account.…` for what only a CRM knows, and the company's attributes
// beside what others say of them.
import type { Instant } from "../clock.ts";
import type { JsonValue, Team } from "../policy/types.ts";
import { type AccountKnown, accountOwner, repWhoOwns } from "./accountOwner.ts";
import type { Submission } from "./person.ts";
import { CRM, recordSignals, type Signal } from "./signals.ts";

/**
 * What is on record of a lead once the CRM has been looked at: what it said before and says no more is gone. The very
 * same list where it says nothing and never did.
 */
export function withAccount(
  signals: readonly Signal[],
  known: AccountKnown,
  submission: Submission,
  team: Team,
  now: Instant,
): readonly Signal[] {
  const fresh = accountSignals(known, submission, team, now);
  const keys = new Set(fresh.map(({ key }) => key));
  const kept = signals.filter(({ provider, key }) => provider !== CRM || keys.has(key));
  return fresh.length === 0 && kept.length === signals.length ? signals : recordSignals(kept, fresh);
}

function accountSignals(known: AccountKnown, submission: Submission, team: Team, now: Instant): Signal[] {
  const { account } = known;
  if (account === null) return [];
  const owner = accountOwner(known, submission.product);
  const values: [key: string, value: JsonValue | undefined][] = [
    ["account.owner", owner && repWhoOwns(team, owner)?.slack],
    ["account.openOpportunity", account.open.length > 0],
    ["account.customer", account.customer],
  ];
  const { name, domain, industry, employees, revenue, country, parent } = account;
  const attributes = { name, domain, industry, employees, revenue, country, parent };
  for (const [key, value] of Object.entries(attributes)) {
    values.push([`account.${key}`, value], [`company.${key}`, value]);
  }
  return values.flatMap(([key, value]): Signal[] => {
    if (value === undefined || value === null) return [];
    return [{ key, value, provider: CRM, observedAt: now, freshUntil: null, confidence: 1 }];
  });
}
