// Why a lead went to the rep it went to, and why not to another: read back from its events.
import type { AccountOwnerSeen, Considered, EventBody, EventOf } from "../domain/events.ts";
import type { LeadId, SlackId } from "../ids.ts";
import type { LeadStore } from "./ports.ts";

/** One choice of a rep, as it is on record. */
export interface RoutingChoice {
  readonly rep: SlackId;
  readonly how: EventOf<"offered">["how"];
  /** Who assigned or reassigned it; null: routing chose. */
  readonly by: SlackId | null;
  /** For an assignment: whom routing had considered before it came to that; otherwise whom it chose among. */
  readonly considered: readonly Considered[];
  readonly skipped: readonly string[];
  /** Whose account it is; null: nobody's, as far as is known. */
  readonly account: AccountOwnerSeen | null;
}

export type RoutingExplained =
  | { readonly kind: "chosen"; readonly choice: RoutingChoice }
  /** Routing looked, and nobody could take it. */
  | {
      readonly kind: "nobody";
      readonly considered: readonly Considered[];
      readonly account: AccountOwnerSeen | null;
    }
  /** Routing has not looked yet. */
  | { readonly kind: "not_routed" };

/** The choice that led to `turn`; null: the latest one. */
export async function explainRouting(
  leads: Pick<LeadStore, "events">,
  id: LeadId,
  turn: number | null,
): Promise<RoutingExplained> {
  const events = (await leads.events(id)).map(({ body }) => body);
  return explain(events, turn);
}

/** The same from the events themselves, in order of `seq`. */
export function explain(events: readonly EventBody[], turn: number | null): RoutingExplained {
  const at = events.findLastIndex(
    (event) => (turn === null && looked(event)) || (event.type === "offered" && event.turn === turn),
  );
  const event = events[at];
  if (event === undefined) return { kind: "not_routed" };
  if (event.type === "offered") return { kind: "chosen", choice: choiceOf(event, events.slice(0, at)) };
  const seen = event.type === "unrouted" || event.type === "overflowed" ? event : null;
  return { kind: "nobody", considered: seen?.considered ?? [], account: seen?.account ?? null };
}

/** Events in which routing chose, or found nobody. An overflow that routing was not asked about says nothing. */
function looked(event: EventBody): boolean {
  if (event.type === "offered") return true;
  return (event.type === "unrouted" || event.type === "overflowed") && event.considered.length > 0;
}

function choiceOf(offered: EventOf<"offered">, before: readonly EventBody[]): RoutingChoice {
  const { rep, how, considered, skipped, account = null } = offered;
  if (how !== "assigned" && how !== "reassigned") {
    return { rep, how, by: null, considered, skipped, account };
  }
  const assigned = before.findLast(({ type }) => type === (how === "assigned" ? "assigned" : "overridden"));
  const asked = before.findLast((event) => event.type === "unrouted" || event.type === "overflowed");
  return {
    ...{
      rep,
      how,
      by: assigned && "by" in assigned && typeof assigned.by === "string" ? assigned.by : null,
      skipped,
    },
    considered: asked?.considered ?? [],
    account: asked?.account ?? null,
  };
}
