// Routing in plain words: who was considered, who was left out and why, who was next in line.
import type { AccountOwnerSeen, Considered, LeftOut } from "../src/domain/events.ts";
import type { SlackId } from "../src/ids.ts";
import { clip, joined, type Mrkdwn, md, NOTHING } from "./text.ts";
import { when } from "./time.ts";
import { named, type View } from "./view.ts";

const NAMES_SHOWN = 12;
/** Names and ids that the CRM writes may be of any length. */
export const NAME_SHOWN = 80;

/** Why a rep was left out, as the end of "Alice: …". */
export const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  account_owner: "the account is somebody else's",
  owner_team: "not on the team of the account's owner",
  territory: "other territory",
  product: "other product",
  language: "other language",
  seniority: "not the seniority this tier asks for",
  off_shift: "off shift",
  holiday: "on holiday",
  deactivated: "Slack account deactivated",
  unreachable: "not reachable in Slack",
  away: "away",
  open_cap: "limit of open offers reached",
  daily_cap: "daily limit reached",
  had_it: "had this lead already",
};

/** One line a reason with the names under it, the commonest reason first. */
export function leftOutGroups(considered: readonly Considered[], view: View): Mrkdwn[] {
  const out = considered.filter((one) => one.out !== null);
  const groups = [...Map.groupBy(out, (one) => one.out as LeftOut)].sort((a, b) => b[1].length - a[1].length);
  return groups.map(([why, reps]) => md`*${capital(LEFT_OUT[why])}*: ${names(reps, view)}`);
}

/** Those who were in the choice, whoever was due most first, with how far behind their fair share they were. */
export function inLine(considered: readonly Considered[], view: View): Mrkdwn[] {
  return mostBehindFirst(considered).map(
    (one) => md`${named(one.rep, view)}: ${balance(one.credit ?? 0)} their fair share${weighed(one)}`,
  );
}

function mostBehindFirst(considered: readonly Considered[]): Considered[] {
  const pool = considered.filter((one) => one.out === null);
  return pool.sort((a, b) => (b.credit ?? 0) - (a.credit ?? 0));
}

/** "0.8 of a lead behind", to go before "their fair share". */
function balance(leads: number): string {
  const size = Math.abs(leads);
  const said = size.toFixed(1);
  if (said === "0.0") return "exactly at";
  const words = said === "1.0" ? "1 lead" : size < 1 ? `${said} of a lead` : `${said} leads`;
  return leads > 0 ? `${words} behind` : `${words} ahead of`;
}

function weighed({ weight }: Considered): string {
  return weight === undefined ? "" : `; weight ${weight} (by results)`;
}

/** How many of those in line are named beside the one who was next. */
const COMPARED = 2;

/**
 * Why it was this rep's turn: "Bob was 0.8 of a lead behind their fair share, Alice 0.2 of a lead behind". `who` and
 * `was`: the rep as the sentence names them.
 */
export function nextByShare(
  considered: readonly Considered[],
  rep: SlackId,
  { who, was, view }: { who: Mrkdwn; was: "was" | "were"; view: View },
): Mrkdwn {
  const line = mostBehindFirst(considered);
  const own = line.find((one) => one.rep === rep);
  if (!own) return NOTHING;
  const others = line.filter((one) => one.rep !== rep).slice(0, COMPARED);
  const theirs = others.map((one) => md`, ${named(one.rep, view)} ${alone(one.credit ?? 0)}`);
  const passed = others.some((one) => (one.credit ?? 0) > (own.credit ?? 0));
  const share = was === "were" ? "your fair share" : "their fair share";
  return md`${who} ${was} ${balance(own.credit ?? 0)} ${share}${joined(theirs, "")}.${
    passed ? " With a larger share one is a whole lead behind sooner, and that counts." : ""
  }`;
}

/** The same with nothing after it: "0.2 of a lead ahead". */
function alone(leads: number): string {
  const words = balance(leads);
  return words === "exactly at" ? "exactly even" : words.replace(/ of$/, "");
}

/** Whose account it is, where that had a part in it. `null`: nothing needs to be said. */
export function accountWords(account: AccountOwnerSeen | null, view: View): Mrkdwn | null {
  if (account === null || account.out === null) return null;
  const { by, agent, rep, out, team } = account;
  const who = rep === null && by !== "lead" ? md`${clip(agent, NAME_SHOWN)}` : named(rep ?? agent, view);
  const then = team ? "so it was for their team" : "so it was routed like any other lead";
  return md`${OWNS[by]} is ${who}, who ${OWNER_OUT[out]}, ${then}.`;
}

const OWNS: Readonly<Record<AccountOwnerSeen["by"], string>> = {
  opportunity: "The owner of the open deal at this account",
  account: "The owner of this account",
  lead: "Whoever accepted this account's last lead",
};

const OWNER_OUT: Readonly<Record<NonNullable<AccountOwnerSeen["out"]>, string>> = {
  not_on_team: "is not on the team",
  deactivated: "has a deactivated Slack account",
  unreachable: "cannot be reached in Slack",
  away: "is away",
  had_it: "had this lead already",
};

const SKIPPED: Readonly<Record<string, string>> = {
  territory: "nobody covers the territory, so it was not asked for",
  product: "nobody covers the product, so it was not asked for",
  language: "nobody speaks the language, so it was not asked for",
  seniority: "nobody has the seniority, so it was not asked for",
  account_owner: "nobody of the account owner's team is there, so it was not asked for",
};

/** Narrowing steps that would have left nobody and were passed over. */
export function skippedSteps(skipped: readonly string[]): Mrkdwn[] {
  return skipped.map((step) => md`${capital(SKIPPED[step] ?? `${step} was passed over`)}`);
}

/** Why somebody was left out: "away until Tue 09:00". */
export function leftOut(
  { out, until }: Pick<Considered, "until"> & { readonly out: LeftOut },
  view: View,
): Mrkdwn {
  return until === undefined ? md`${LEFT_OUT[out]}` : md`${LEFT_OUT[out]} ${when(until, view, "until")}`;
}

function names(reps: readonly Considered[], view: View): Mrkdwn {
  const shown = joined(
    reps
      .slice(0, NAMES_SHOWN)
      .map(({ rep, until }) =>
        until === undefined ? named(rep, view) : md`${named(rep, view)} (${when(until, view, "until")})`,
      ),
    ", ",
  );
  return reps.length > NAMES_SHOWN ? md`${shown} and ${reps.length - NAMES_SHOWN} more` : shown;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
