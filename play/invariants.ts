// What must be so at the end of every play, whatever people did; each thing that is not is a line.

import type { Verdict } from "../src/app/audit/verdict.ts";
import { type Lead, nextStep, OPEN_STATES, ownerOf } from "../src/domain/lead.ts";
import type { Fate } from "./census.ts";
import type { Traffic } from "./traffic.ts";

export interface Ending {
  readonly fates: readonly Fate[];
  /** Baton's id by the source's own, for every lead that got a 2xx. */
  readonly taken: ReadonlyMap<string, string>;
  readonly traffic: Traffic;
  readonly audit: Verdict;
  /** Mirrors behind their lead. */
  readonly behind: number;
  /** The simulated instant, in ms. */
  readonly now: number;
}

/** So many of a kind are named; the rest is counted. */
const NAMED = 5;
const open: ReadonlySet<string> = new Set(OPEN_STATES);

/** Empty: everything holds. */
export function broken({ fates, taken, traffic, audit, behind, now }: Ending): string[] {
  const here = new Set(fates.map(({ lead }) => lead.id));
  const lost = [...taken]
    .filter(([, id]) => !here.has(id))
    .map(([externalId, id]) => `${externalId} (${id})`);
  const known = new Set(taken.values());
  const strangers = fates.filter(({ lead }) => !known.has(lead.id)).map(({ lead }) => lead.id);
  const nobodys = fates.filter(({ lead }) => !isAccountedFor(lead)).map(nameOf);
  const stuck = fates.filter(({ lead }) => open.has(lead.state)).map(nameOf);
  const missed = fates.filter(({ lead }) => isPast(lead, now)).map(nameOf);
  return [
    ...lines("lost: a 2xx, but not in the database", lost),
    ...lines("in the database, but never posted", strangers),
    ...lines("without an owner, a timer or an end", nobodys),
    ...lines("still open when all was quiet", stuck),
    ...lines("with a deadline that passed", missed),
    ...lines("posted twice", traffic.doublePosts),
    ...lines("against Slack's rules", traffic.violations),
    ...(behind > 0 ? [`${behind} messages behind their leads`] : []),
    ...(audit.ok ? [] : [`the audit trail is broken: ${audit.firstBroken?.what ?? "unknown"}`]),
  ];
}

/** Open leads need somebody or a clock; one that is recycled for timing needs its date. */
function isAccountedFor(lead: Lead): boolean {
  if (lead.state === "recycled") return lead.recycled.reason !== "timing" || nextStep(lead) !== null;
  return !open.has(lead.state) || nextStep(lead) !== null || ownerOf(lead) !== null;
}

function isPast(lead: Lead, now: number): boolean {
  const next = nextStep(lead);
  return next !== null && Date.parse(next.at) < now;
}

function nameOf({ lead, externalId }: Fate): string {
  return `${externalId} (${lead.id}, ${lead.state})`;
}

function lines(what: string, which: readonly string[]): string[] {
  if (which.length === 0) return [];
  const more = which.length > NAMED ? ` and ${which.length - NAMED} more` : "";
  return [`${which.length} ${what}: ${which.slice(0, NAMED).join(", ")}${more}`];
}
