// `baton lead replay`: a lead rebuilt from its events alone, held against the row that the database keeps.
import { isDeepStrictEqual } from "node:util";
import { replayUntil, stateView } from "../app/leadView.ts";
import type { LeadRecord } from "../app/ports.ts";
import type { Instant } from "../clock.ts";
import { GENESIS } from "../domain/chain.ts";
import type { LeadEvent } from "../domain/events.ts";
import { BrokenHistory, firstBroken } from "../domain/evolve.ts";
import type { Lead } from "../domain/lead.ts";
import type { LeadId } from "../ids.ts";
import type { Services } from "../services.ts";
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";
import { namesFrom, stateLines, unknownLead } from "./leadShow.ts";

/** The times of writing during one reading that are put up with. */
const READINGS = 5;

/**
 * Prints the state at `at` (null: now) and whether all events together give the row. Exit 1: they do not, there is no
 * such lead, or it had not arrived by then.
 */
export async function replayLead(
  { id, at, json }: { readonly id: string; readonly at: Instant | null; readonly json: boolean },
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const services = await host.services();
  const read = await rowAndEvents(services, id);
  if (!read) return unknownLead(id, io);
  const { lead, events } = read;
  const difference = differenceBetween(lead, events);
  const then = replayed(() => replayUntil(events, at));
  if (then.lead === null && difference === null) {
    io.err(`${id}: it had not arrived by ${at}; its first event is of ${events[0]?.at}\n`);
    return 1;
  }
  if (then.lead !== null) {
    const view = stateView(then.lead, await namesFrom(services));
    if (json) printJson(io, { ...view, matches: difference === null });
    else {
      const verdict = `matches  ${difference === null ? "yes" : "no"}`;
      io.out(`${[id, ...stateLines(view), verdict].join("\n")}\n`);
    }
  } else if (json) printJson(io, { leadId: id, matches: false });
  if (difference === null) return 0;
  io.err(`${id}: ${difference}. The database was changed past Baton; run: npx baton audit verify\n`);
  return 1;
}

/** The row and the events of one moment: Baton may write to the lead in between, and the row is read again then. */
async function rowAndEvents(
  { leads }: Pick<Services, "leads">,
  id: LeadId,
): Promise<{ lead: Lead; events: LeadEvent[] } | null> {
  let before: LeadRecord | null = await leads.load(id);
  for (let reading = 1; ; reading++) {
    const events = await leads.events(id);
    const after = await leads.load(id);
    if (!before || !after) return null;
    if (before.lead.seq === after.lead.seq || reading === READINGS) return { lead: after.lead, events };
    before = after;
  }
}

/** What of the row or the chain the events do not bear out, in a sentence; null when all is as it should be. */
function differenceBetween(row: Lead, events: readonly LeadEvent[]): string | null {
  const broken = firstBroken(events, GENESIS);
  if (broken) return `event ${broken.seq} (${broken.id}) is not the one that was recorded`;
  const { lead, fault } = replayed(() => replayUntil(events, null));
  if (lead === null) return fault ?? "its events are gone";
  const [kept, given] = [row, lead] as unknown as Record<string, unknown>[];
  const keys = Object.keys({ ...given, ...kept });
  const differing = keys.filter((key) => !isDeepStrictEqual(kept?.[key], given?.[key]));
  if (differing.length === 0) return null;
  const first = differing.includes("state") ? "state" : String(differing[0]);
  const values = [kept?.[first], given?.[first]].map((value) => JSON.stringify(value) ?? "nothing");
  return `its events do not give its row: ${first} is ${values[0]} in the row and ${values[1]} by the events`;
}

function replayed(replay: () => Lead | null): { lead: Lead | null; fault?: string } {
  try {
    return { lead: replay() };
  } catch (error) {
    if (error instanceof BrokenHistory)
      return { lead: null, fault: `its history is broken: ${error.message}` };
    throw error;
  }
}
