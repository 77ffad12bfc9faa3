/**
 * Baton's cards as this page knows them, of everybody on the team: what comes while somebody looks on is heard, the
 * rest is looked up. The tour goes by them.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { History } from "../../sim/live/frames.ts";
import type { Desk } from "../../sim/page/extension.ts";
import type { SimMessage } from "../../sim/types.ts";
import type { DemoState } from "../protocol.ts";
import { type Card, readCard } from "./message.ts";
import { get } from "./server.ts";

const LOOK_BACK = 100;

export interface Cards {
  /** By mirror. Null before the first look. */
  readonly all: ReadonlySignal<ReadonlyMap<string, Card> | null>;
  /** Reads everybody's messages anew. */
  look(): Promise<void>;
}

export function createCards(desk: Desk, state: ReadonlySignal<DemoState | null>): Cards {
  const all = signal<ReadonlyMap<string, Card> | null>(null);

  /** For each look that is under way, the cards heard since it began: what it finds may be older. */
  const looks = new Set<Card[]>();

  desk.onMessage((message) => {
    const card = readCard(message, desk.viewer.peek());
    if (card === null) return;
    for (const heard of looks) heard.push(card);
    const known = all.peek();
    if (known !== null && isNews(card, known)) all.value = withCards(known, [card]);
  });

  return {
    all,
    look: async () => {
      if (state.peek() === null || !desk.connected.peek()) return;
      const heard: Card[] = [];
      looks.add(heard);
      const found = await everything(state.peek() as DemoState);
      looks.delete(heard);
      // What cannot be read now is read by the next look.
      if (found === null) return;
      const next = withCards(new Map(), [...found, ...heard]);
      if (!isSame(next, all.peek())) all.value = next;
    },
  };
}

/** The cards in everybody's direct messages and in Baton's channels; null where they cannot be read. */
async function everything({ people, channels }: DemoState): Promise<readonly Card[] | null> {
  const manager = people.find(({ role }) => role === "manager")?.id ?? "";
  const answers = await Promise.all([
    ...people.map(async ({ id }) => {
      const answer = await get<readonly SimMessage[]>(`/_sim/messages/${id}`);
      return answer.ok ? cardsIn(answer.value, id) : null;
    }),
    ...[channels.managers, channels.tank, ...channels.reviews].map(async (channel) => {
      const answer = await get<History>(`/_sim/history/${channel}?user=${manager}&limit=${LOOK_BACK}`);
      return answer.ok ? cardsIn(answer.value.messages, manager) : null;
    }),
  ]);
  const found = answers.filter((cards) => cards !== null);
  return found.length === answers.length ? found.flat() : null;
}

function cardsIn(messages: readonly SimMessage[], person: string): readonly Card[] {
  return messages.map((message) => readCard(message, person)).filter((card) => card !== null);
}

type ByMirror = ReadonlyMap<string, Card>;

/** The newest version of each. */
function withCards(known: ByMirror, cards: readonly Card[]): ByMirror {
  const all = new Map(known);
  for (const card of cards) if (isNews(card, all)) all.set(card.mirror, card);
  return all;
}

function isNews(card: Card, known: ByMirror): boolean {
  const other = known.get(card.mirror);
  if (other === undefined) return true;
  return card.ts > other.ts || (card.ts === other.ts && card.updates > other.updates);
}

function isSame(next: ByMirror, known: ByMirror | null): boolean {
  if (known?.size !== next.size) return false;
  return [...next.values()].every((card) => {
    const other = known.get(card.mirror);
    return other?.ts === card.ts && other.updates === card.updates;
  });
}
