// Where leads waited before somebody answered, read from their events.
import { type Instant, toMs } from "../clock.ts";
import type { LeadId, SlackId } from "../ids.ts";
import { nearestRank } from "./stats.ts";

/** In front of whom or what. */
export type Place = "buffer" | "routing" | "review" | "offer" | "tank" | "overflow";

/** An event as far as waiting goes. `rep`: whom the lead is offered to. */
export interface WaitEvent {
  readonly leadId: LeadId;
  readonly type: string;
  readonly at: Instant;
  readonly rep: SlackId | null;
}

export interface Waiting {
  /** In ms, over all leads. */
  readonly places: ReadonlyMap<Place, number>;
  /** How long each offer to a rep lasted, in ms, by rep. */
  readonly offers: ReadonlyMap<SlackId, readonly number[]>;
}

interface Stay {
  readonly leadId: LeadId;
  readonly place: Place;
  readonly at: number;
  readonly rep: SlackId | null;
}

/** Where a lead is from an event on; the events that are not here leave it where it is. */
const INTO: Readonly<Record<string, Place>> = {
  received: "buffer",
  re_engaged: "buffer",
  reopened: "routing",
  qualified: "routing",
  review_asked: "review",
  approved: "routing",
  unrouted: "routing",
  offered: "offer",
  taken_away: "routing",
  tanked: "tank",
  unclaimed: "routing",
  overflowed: "overflow",
  assigned: "routing",
};

/** `events`: of each lead in their order, up to and including the answer that ends its waiting. */
export function whereLeadsWaited(events: Iterable<WaitEvent>): Waiting {
  const places = new Map<Place, number>();
  const offers = new Map<SlackId, number[]>();
  let before = null as Stay | null;
  for (const { leadId, type, at, rep } of events) {
    const now = toMs(at);
    const into = INTO[type];
    const goesOn = before?.leadId === leadId;
    const isAnswer = type === "accepted" || type === "claimed" || type === "recycled";
    if (before && goesOn && (into || isAnswer)) {
      places.set(before.place, (places.get(before.place) ?? 0) + now - before.at);
      if (before.place === "offer" && before.rep !== null) {
        offers.set(before.rep, [...(offers.get(before.rep) ?? []), now - before.at]);
      }
    }
    if (isAnswer) before = null;
    else if (into) before = { leadId, place: into, at: now, rep };
    else if (!goesOn) before = null;
  }
  return { places, offers };
}

/** The middle of these numbers, by nearest rank: one of them. Null of none. */
export function medianOf(numbers: readonly number[]): number | null {
  return nearestRank(
    numbers.toSorted((a, b) => a - b),
    50,
  );
}
