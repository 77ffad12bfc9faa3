/** The demo as its page holds it: what the server says, what is chosen here, and what may be done. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Desk } from "../../sim/page/extension.ts";
import type { DemoNote, DemoState, LeadForm } from "../protocol.ts";
import { type Cards, createCards } from "./cards.ts";
import { createRecentLeads, type ListedLead } from "./recentLeads.ts";
import { type Answer, server } from "./server.ts";
import { minuteOf } from "./ticking.ts";

export const PANELS = { send: "send", breaking: "break", happened: "happened" } as const;

export interface Demo {
  readonly desk: Desk;
  /** Null until the server has said how things are. */
  readonly state: ReadonlySignal<DemoState | null>;
  /** The demo's time, in whole minutes, in ms since 1970. */
  readonly minute: ReadonlySignal<number | null>;
  readonly cards: Cards;
  /** Newest first. */
  readonly leads: ReadonlySignal<readonly ListedLead[]>;
  /** The lead that "What happened" shows. */
  readonly leadId: Signal<string | null>;
  /** Counts the jumps that have ended while this page was open. */
  readonly jumps: ReadonlySignal<number>;
  /** Asks the server for something; what does not work out is said at the foot of the page. */
  ask<T>(question: Promise<Answer<T>>): Promise<T | null>;
  /** Sends a lead and selects it; the problems where Baton does not take it. */
  send(form: LeadForm): Promise<readonly string[]>;
  /** Opens "What happened" with a lead. */
  showLead(id: string): void;
  /** The name of somebody on the team, or their id. */
  nameOf(person: string): string;
  /** Takes up what the server tells its pages. */
  heard(note: unknown): void;
}

export function createDemo(desk: Desk): Demo {
  const state = signal<DemoState | null>(null);
  const cards = createCards(desk, state);
  const leadId = signal<string | null>(null);
  const jumps = signal(0);

  const ask = async <T>(question: Promise<Answer<T>>): Promise<T | null> => {
    const answer = await question;
    if (answer.ok) return answer.value;
    desk.say(answer.problem);
    return null;
  };

  const put = (next: DemoState): void => {
    const wasJumping = state.peek()?.clock.jumping ?? false;
    state.value = next;
    if (wasJumping && !next.clock.jumping) jumps.value += 1;
  };

  const load = async (): Promise<void> => {
    const before = state.peek();
    const answer = await ask(server.state());
    // What was told while the answer was on its way is newer.
    if (answer !== null && state.peek() === before) put(answer);
  };
  // Who is there is told anew whenever the connection is: then this may be another demo.
  effect(() => {
    void desk.people.value;
    void load();
  });
  // A page that slept may have missed what it was told meanwhile.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void load();
  });

  const isKnown = computed(() => state.value !== null);
  effect(() => {
    // Somebody else's screen, or another time: what was not heard here is looked up.
    void [isKnown.value, desk.viewer.value, desk.people.value, jumps.value];
    void cards.look();
  });

  return {
    desk,
    state,
    minute: minuteOf(
      computed(() => state.value?.clock ?? null),
      desk.connected,
    ),
    cards,
    leads: createRecentLeads({
      cards: cards.all,
      isWanted: computed(() => desk.panel.value === PANELS.happened && desk.connected.value),
    }),
    leadId,
    jumps,
    ask,
    send: async (form) => {
      const answer = await server.send(form);
      if (!answer.ok) return [answer.problem];
      if (!answer.value.ok) return answer.value.problems;
      leadId.value = answer.value.leadId;
      return [];
    },
    showLead: (id) => {
      leadId.value = id;
      desk.openPanel(PANELS.happened);
    },
    nameOf: (person) => state.value?.people.find(({ id }) => id === person)?.name ?? person,
    heard: (note) => {
      if (isDemoNote(note)) put(note.demo);
    },
  };
}

function isDemoNote(note: unknown): note is DemoNote {
  return typeof note === "object" && note !== null && "demo" in note;
}
