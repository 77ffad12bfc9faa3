// Routing in plain words: who was considered, who was left out and why, who was next in line.
import type { Considered, LeftOut } from "../src/domain/events.ts";
import { joined, type Mrkdwn, md } from "./text.ts";
import { named, type View } from "./view.ts";

const NAMES_SHOWN = 12;

/** Why a rep was left out, as the end of "Alice: …". */
export const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  territory: "other territory",
  product: "other product",
  language: "other language",
  seniority: "not the seniority this tier asks for",
  off_shift: "off shift",
  holiday: "on holiday",
  deactivated: "Slack account deactivated",
  unreachable: "not reachable in Slack",
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
  const pool = considered.filter((one) => one.out === null);
  pool.sort((a, b) => (b.credit ?? 0) - (a.credit ?? 0));
  return pool.map((one) => md`${named(one.rep, view)}: ${credit(one.credit ?? 0)}`);
}

function credit(leads: number): string {
  const size = Math.abs(leads).toFixed(1);
  if (size === "0.0") return "exactly at their fair share";
  return leads > 0 ? `${size} leads behind their fair share` : `${size} leads ahead of their fair share`;
}

const SKIPPED: Readonly<Record<string, string>> = {
  territory: "nobody covers the territory, so it was not asked for",
  product: "nobody covers the product, so it was not asked for",
  language: "nobody speaks the language, so it was not asked for",
  seniority: "nobody has the seniority, so it was not asked for",
};

/** Narrowing steps that would have left nobody and were passed over. */
export function skippedSteps(skipped: readonly string[]): Mrkdwn[] {
  return skipped.map((step) => md`${capital(SKIPPED[step] ?? `${step} was passed over`)}`);
}

function names(reps: readonly Considered[], view: View): Mrkdwn {
  const shown = joined(
    reps.slice(0, NAMES_SHOWN).map((one) => named(one.rep, view)),
    ", ",
  );
  return reps.length > NAMES_SHOWN ? md`${shown} and ${reps.length - NAMES_SHOWN} more` : shown;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
