/**
 * Baton's cards as this page knows them, of everybody on the team: what comes while somebody looks on is heard, the
 * rest is looked up. The tour goes by them, and the list of recent leads.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Desk } from "../../sim/page/extension.ts";
import type { SimMessage } from "../../sim/types.ts";
import type { DemoState } from "../protocol.ts";
import { type Card, readCard } from "./message.ts";
import { get } from "./server.ts";

const LOOK_BACK = 100;
const REMEMBERED = 50;

export interface KnownLead {
  readonly id: string;
  readonly about: string;
}

export interface Cards {
  /** By mirror. Null before the first look. */
  readonly all: ReadonlySignal<ReadonlyMap<string, Card> | null>;
  /** Newest first. */
  readonly leads: ReadonlySignal<readonly KnownLead[]>;
  /** Reads everybody's messages anew. */
  look(): Promise<void>;
  /** A lead that has no card yet, and perhaps never will. */
  sent(lead: KnownLead): void;
}

export function createCards(desk: Desk, state: ReadonlySignal<DemoState | null>): Cards {
  const all = signal<ReadonlyMap<string, Card> | null>(null);
  const sentHere = signal<readonly KnownLead[]>([]);

  const put = (messages: readonly SimMessage[], person: string): void => {
    const known = all.peek();
    const news = messages
      .map((message) => readCard(message, person))
      .filter((card) => card !== null)
      .filter((card) => isNews(card, known?.get(card.mirror)))
      .map((card) => [card.mirror, card] as const);
    if (news.length > 0 || known === null) all.value = new Map([...(known ?? []), ...news]);
  };

  desk.onMessage((message) => put([message], desk.viewer.peek()));

  return {
    all,
    leads: computed(() => recent([...(all.value?.values() ?? [])], sentHere.value)),
    sent: (lead) => {
      sentHere.value = [lead, ...sentHere.peek()];
    },
    look: async () => {
      const { people, channels } = state.peek() ?? {};
      if (people === undefined || channels === undefined) return;
      const manager = people.find(({ role }) => role === "manager") ?? people[0];
      const places = [
        ...people.map(({ id }) => ({ person: id, path: `/_sim/messages/${id}` })),
        ...[channels.managers, channels.tank].map((channel) => ({
          person: manager?.id ?? "",
          path: `/_sim/history/${channel}?user=${manager?.id}&limit=${LOOK_BACK}`,
        })),
      ];
      await Promise.all(
        places.map(async ({ person, path }) => {
          const answer = await get<readonly SimMessage[] | { readonly messages: readonly SimMessage[] }>(
            path,
          );
          // What cannot be read now is read by the next look.
          if (answer.ok) put("messages" in answer.value ? answer.value.messages : answer.value, person);
        }),
      );
    },
  };
}

/** What is looked up may be older than what was heard meanwhile. */
function isNews(card: Card, known: Card | undefined): boolean {
  if (known === undefined) return true;
  return card.ts > known.ts || (card.ts === known.ts && card.updates > known.updates);
}

/** A card in somebody's direct messages names the lead; one in a channel only says where it is from. */
function recent(cards: readonly Card[], sentHere: readonly KnownLead[]): readonly KnownLead[] {
  const leads = new Map(sentHere.map((lead) => [lead.id, lead]));
  const newestFirst = cards.toSorted((a, b) => (a.ts < b.ts ? 1 : -1));
  const personal = newestFirst.filter(({ person }) => person !== null);
  for (const { leadId, about } of [...personal, ...newestFirst]) {
    if (!leads.has(leadId)) leads.set(leadId, { id: leadId, about });
  }
  // Their ids sort by when they came.
  return [...leads.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, REMEMBERED);
}
