// Whose account it is: the owner of the deal under way there, else the CRM's owner of the account, else the rep who
// accepted its last open lead. An owner who is gone is stood in for by their team.
import type { SlackId } from "../ids.ts";
import type { Rep, Team } from "../policy/types.ts";
import { type Account, type CrmTeam, opportunityFor, personKey } from "./account.ts";

/** `opportunity`: a deal under way; `account`: the CRM's owner; `lead`: who accepted the account's last open lead. */
export type OwnedBy = "opportunity" | "account" | "lead";

/** Whose an account is, as far as is known before the team is looked at. */
export interface AccountOwner {
  readonly by: OwnedBy;
  /** The owner as the CRM calls them; for `lead` their Slack id. */
  readonly agent: string;
  /** The deal, where there is one; its id where the CRM gives one. */
  readonly opportunity: string | null;
  /** The CRM's own team of the owner. */
  readonly team: CrmTeam | null;
}

/** What is known of a lead's account when it is routed. `acceptedBy`: the rep who accepted its last open lead. */
export interface AccountKnown {
  readonly account: Account | null;
  readonly teamOf: (agent: string) => CrmTeam | null;
  readonly acceptedBy: SlackId | null;
}

/** Null: nobody is known to own it. `product`: what the lead is about; a deal about the same comes first. */
export function accountOwner(known: AccountKnown, product: string | undefined): AccountOwner | null {
  const { account, teamOf, acceptedBy } = known;
  const deal = account && opportunityFor(account, product);
  if (deal && deal.agent !== null) {
    const { agent } = deal;
    return { by: "opportunity", agent, opportunity: deal.id ?? deal.account, team: teamOf(agent) };
  }
  if (account && account.agent !== null) {
    return { by: "account", agent: account.agent, opportunity: null, team: teamOf(account.agent) };
  }
  return acceptedBy === null ? null : { by: "lead", agent: acceptedBy, opportunity: null, team: null };
}

/** The rep who is an owner; null: nobody on the team. What `crm:` says comes before the name. */
export function repWhoOwns(team: Team, { by, agent }: Pick<AccountOwner, "by" | "agent">): Rep | null {
  if (by === "lead") return team.reps.find(({ slack }) => slack === agent) ?? null;
  const called = personKey(agent);
  return (
    team.reps.find(({ crm }) => crm !== null && personKey(crm) === called) ??
    team.reps.find(({ crm, name }) => crm === null && personKey(name) === called) ??
    null
  );
}

/**
 * The reps of an owner's team: those with the same `team:` in the team file, and those whom the CRM counts to the
 * owner's team. The owner is not among them.
 */
export function teammates(team: Team, owner: AccountOwner): Rep[] {
  const rep = repWhoOwns(team, owner);
  const names = new Set([rep?.team, owner.team?.name].flatMap((name) => (name ? personKey(name) : [])));
  const agents = new Set(owner.team?.agents.map(personKey));
  return team.reps.filter((other) => {
    if (other.slack === rep?.slack) return false;
    if (other.team !== null && names.has(personKey(other.team))) return true;
    return agents.has(personKey(other.crm ?? other.name));
  });
}
