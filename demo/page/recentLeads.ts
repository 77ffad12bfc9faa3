/** The leads that "What happened" lists: those handed in since the demo began, and those of the cards that are there. */
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { RecentLead } from "../protocol.ts";
import { withoutDirections } from "./happened/lead.ts";
import { stateName } from "./happened/words.ts";
import type { Card } from "./message.ts";
import { server } from "./server.ts";

/** A lead that is nurtured or suppressed comes with no message: it is looked for. */
const LOOK_EVERY_MS = 3_000;
const LISTED = 50;

export interface ListedLead {
  readonly id: string;
  /** "Jane Doe, Acme" */
  readonly name: string;
  /** "In nurture"; null: not known. */
  readonly state: string | null;
}

interface RecentLeadsDeps {
  readonly cards: ReadonlySignal<ReadonlyMap<string, Card> | null>;
  /** Whether somebody looks at the list, and the demo can be asked. */
  readonly isWanted: ReadonlySignal<boolean>;
}

/** Newest first. */
export function createRecentLeads({
  cards,
  isWanted,
}: RecentLeadsDeps): ReadonlySignal<readonly ListedLead[]> {
  const handed = signal<readonly RecentLead[]>([]);

  const look = async (): Promise<void> => {
    const answer = await server.leads();
    // What cannot be read now is read by the next look.
    if (answer.ok) handed.value = answer.value;
  };
  effect(() => {
    if (!isWanted.value) return;
    void look();
    const timer = setInterval(() => {
      if (!document.hidden) void look();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  });

  return computed(() => listed(handed.value, [...(cards.value?.values() ?? [])]));
}

function listed(handed: readonly RecentLead[], cards: readonly Card[]): readonly ListedLead[] {
  const leads = new Map(handed.map((lead) => [lead.id, fromIntake(lead)]));
  // From kept data there are cards of leads that came before; only in direct messages they name the lead.
  for (const { kind, person, leadId, about } of cards) {
    if (kind === "offer" && person !== null && !leads.has(leadId))
      leads.set(leadId, { id: leadId, name: about, state: null });
  }
  // Their ids sort by when they came.
  return [...leads.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, LISTED);
}

function fromIntake({ id, name, company, state }: RecentLead): ListedLead {
  const words = [name, company].filter((part) => part !== "").join(", ");
  return {
    id,
    name: withoutDirections(words) || "Nameless lead",
    state: state === null ? null : stateName(state),
  };
}
