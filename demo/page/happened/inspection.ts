/** The selected lead under the glass: fetched anew whenever something may have happened to it; tampering, verifying. */
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { type CommandOutput, timeOf } from "../../protocol.ts";
import { type Demo, PANELS } from "../demo.ts";
import { leadsIn } from "../message.ts";
import { server } from "../server.ts";
import { checkChain, type Link } from "./chain.ts";
import type { ShownLead } from "./lead.ts";

/** What comes in one go is fetched once. */
const GATHER_MS = 150;
/** Sooner a step that is due has hardly been done. */
const AFTER_DEADLINE_MS = 700;

export interface Inspection {
  readonly lead: ReadonlySignal<{ readonly lead: ShownLead; readonly links: readonly Link[] } | null>;
  /** Why the latest look failed; what was seen before stays. */
  readonly problem: ReadonlySignal<string | null>;
  readonly verified: ReadonlySignal<CommandOutput | null>;
  /** Counts verifications that named the event that had been tampered with. */
  readonly caught: ReadonlySignal<number>;
  tamper(eventId: string): Promise<void>;
  putBack(): Promise<void>;
  verify(): Promise<void>;
}

export function createInspection(demo: Demo): Inspection {
  const { desk, leadId, jumps, state } = demo;
  const lead = signal<Inspection["lead"]["value"]>(null);
  const problem = signal<string | null>(null);
  const verified = signal<CommandOutput | null>(null);
  const caught = signal(0);
  let gathering: number | undefined;

  const look = async (): Promise<void> => {
    const id = leadId.peek();
    if (id === null) return;
    if (state.peek()?.bot !== "up") {
      problem.value = "Baton is not up: what it has on record shows when it is.";
      return;
    }
    const answer = await server.lead(id);
    if (leadId.peek() !== id) return;
    if (answer.ok) {
      const links = await checkChain(answer.value);
      if (leadId.peek() === id) lead.value = { lead: answer.value, links };
    }
    problem.value = answer.ok ? null : answer.problem;
  };
  const lookSoon = (afterMs = GATHER_MS): void => {
    clearTimeout(gathering);
    gathering = window.setTimeout(() => void look(), afterMs);
  };

  effect(() => {
    if (lead.peek()?.lead.leadId !== leadId.value) lead.value = null;
    const isShown = desk.panel.value === PANELS.happened;
    void [jumps.value, state.value?.tampered, state.value?.bot];
    if (isShown) lookSoon();
  });
  desk.onMessage((message) => {
    const id = leadId.peek();
    if (id !== null && desk.panel.peek() === PANELS.happened && leadsIn(message).includes(id)) lookSoon();
  });
  // What the clock does need not show in a message.
  effect(() => {
    const next = lead.value?.lead.nextDeadline;
    const clock = state.value?.clock;
    if (!next || clock === undefined || clock.paused || desk.panel.value !== PANELS.happened) return;
    const left = (Date.parse(next.at) - timeOf(clock, Date.now())) / clock.speed;
    const most = 24 * 60 * 60_000;
    const timer = setTimeout(() => lookSoon(), Math.min(most, Math.max(0, left) + AFTER_DEADLINE_MS));
    return () => clearTimeout(timer);
  });

  return {
    lead,
    problem,
    verified,
    caught,
    tamper: async (eventId) => {
      const id = leadId.peek();
      verified.value = null;
      if (id !== null) await demo.ask(server.tamper({ leadId: id, eventId }));
    },
    putBack: async () => {
      verified.value = null;
      await demo.ask(server.putBack());
    },
    verify: async () => {
      const output = await demo.ask(server.verify());
      if (output === null) return;
      verified.value = output;
      const tampered = state.peek()?.tampered;
      if (tampered && isNamedIn(output, tampered.eventId)) caught.value += 1;
    },
  };
}

/** Whether "audit verify" says that this event is broken. */
export function isNamedIn(output: CommandOutput | null, eventId: string): boolean {
  return output !== null && output.exit !== 0 && output.output.includes(eventId);
}
