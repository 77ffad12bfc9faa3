// What became of each rep's offers, and whether they had their share.
import type { EventOf, EventType, LeadEvent } from "../src/domain/events.ts";
import type { Team } from "../src/policy/types.ts";
import type { Behaviour } from "./behaviours.ts";
import type { Fate } from "./census.ts";
import { quantile } from "./statistics.ts";

export interface RepRow {
  readonly rep: string;
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly weight: number;
  /** Offers by fair share. */
  readonly offers: number;
  /** What their weight would have given them of the same choices: their part of each pool they were in, summed. */
  readonly fair: number;
  /** Offers that the Overflow Manager assigned. */
  readonly assigned: number;
  readonly accepted: number;
  readonly recycled: number;
  /** Taken away because the window passed. */
  readonly missed: number;
  readonly claims: number;
  /** From card to acceptance, in ms; null: none accepted. */
  readonly medianMs: number | null;
}

type At<T extends EventType> = EventOf<T> & { readonly at: number };

/** The events of one type over all leads, with their instants in ms. */
export function eventsOf<T extends EventType>(fates: readonly Fate[], type: T): At<T>[] {
  const is = (event: LeadEvent): event is LeadEvent & { body: EventOf<T> } => event.body.type === type;
  return fates.flatMap(({ events }) =>
    events.filter(is).map(({ at, body }) => ({ ...body, at: Date.parse(at) })),
  );
}

/** Ms from each offer's card to its acceptance, by rep. */
export function timesToAccept(fates: readonly Fate[]): { readonly rep: string; readonly ms: number }[] {
  return fates.flatMap((fate) => {
    const posted = new Map(eventsOf([fate], "card_posted").map(({ turn, at }) => [turn, at]));
    return eventsOf([fate], "accepted").flatMap(({ turn, rep, at }) => {
      const since = posted.get(turn);
      return since === undefined ? [] : [{ rep, ms: at - since }];
    });
  });
}

export function repRows(fates: readonly Fate[], team: Team, parts: ReadonlyMap<string, Behaviour>): RepRow[] {
  const offers = eventsOf(fates, "offered");
  const shared = offers.filter(({ how }) => how === "share");
  const fair = fairOffers(shared, team);
  const count = (events: readonly { readonly rep: string }[]) => (slack: string) =>
    events.filter(({ rep }) => rep === slack).length;
  const [sharedTo, assignedTo] = [count(shared), count(offers.filter(({ how }) => how === "assigned"))];
  const [accepted, recycled] = [count(eventsOf(fates, "accepted")), count(eventsOf(fates, "recycled"))];
  const missed = count(eventsOf(fates, "taken_away").filter(({ why }) => why === "window"));
  const claims = count(eventsOf(fates, "claimed"));
  const times = timesToAccept(fates);
  return team.reps.map(({ slack, name, weight }) => ({
    rep: slack,
    name,
    behaviour: parts.get(slack) ?? "prompt",
    weight,
    offers: sharedTo(slack),
    fair: fair.get(slack) ?? 0,
    assigned: assignedTo(slack),
    accepted: accepted(slack),
    recycled: recycled(slack),
    missed: missed(slack),
    claims: claims(slack),
    medianMs: quantile(
      times.filter(({ rep }) => rep === slack).map(({ ms }) => ms),
      0.5,
    ),
  }));
}

/** Each choice is worth one lead, divided among those who could have had it by their weights. */
function fairOffers(shared: readonly EventOf<"offered">[], team: Team): Map<string, number> {
  const weights = new Map(team.reps.map(({ slack, weight }) => [slack, weight]));
  const fair = new Map<string, number>();
  for (const { considered } of shared) {
    const pool = considered.filter(({ out }) => out === null);
    const total = pool.reduce((sum, { rep }) => sum + (weights.get(rep) ?? 0), 0);
    for (const { rep } of pool) fair.set(rep, (fair.get(rep) ?? 0) + (weights.get(rep) ?? 0) / total);
  }
  return fair;
}
