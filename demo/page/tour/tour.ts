/** The tour's course: which step it is at, whether that has been done, and what it takes to do it. */
import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { type Demo, PANELS } from "../demo.ts";
import type { Inspection } from "../happened/inspection.ts";
import { isQueue } from "../message.ts";
import { findClaim } from "./claims.ts";
import { leadForTour } from "./leads.ts";
import { BEGINNING, onRemembered, type Progress, recall, remember } from "./memory.ts";
import { type Claim, newestOffer, type Sight, STEPS, type Step } from "./steps.ts";

/** Id of the button that starts it. */
export const TOUR_BUTTON = "demo-tour-button";
const LOOK_EVERY_MS = 2_000;

export interface TourControl {
  readonly isOpen: ReadonlySignal<boolean>;
  readonly at: ReadonlySignal<number>;
  readonly step: ReadonlySignal<Step>;
  /** Null until the demo's state is known. */
  readonly sight: ReadonlySignal<Sight | null>;
  readonly done: ReadonlySignal<readonly string[]>;
  /** The step has been done since it began; it stays until somebody goes on. */
  readonly isDoneNow: ReadonlySignal<boolean>;
  /** A lead was sent for this step, and its card has not come yet. */
  readonly isSent: ReadonlySignal<boolean>;
  /** From the first step. */
  start(): void;
  close(): void;
  back(): void;
  next(): void;
  takeMeThere(): void;
  sendLead(): Promise<void>;
}

/** How things were when a step began. */
interface Baseline {
  readonly at: number;
  /** Mirrors of the cards that had ended. */
  readonly ended: ReadonlySet<string>;
  readonly caught: number;
}

export function createTour(demo: Demo, inspection: Inspection): TourControl {
  const { desk, state, cards } = demo;
  const progress = signal<Progress>(recall());
  const baseline = signal<Baseline | null>(null);
  const claim = signal<Claim | null>(null);
  const sawQueue = signal(false);
  /** Index of the step that has been done since it began. */
  const finished = signal<number | null>(null);
  const isSent = signal(false);
  let sent = 0;

  const isOpen = computed(() => progress.value.isOpen);
  const at = computed(() => Math.min(Math.max(progress.value.at, 0), STEPS.length - 1));
  const step = computed(() => STEPS[at.value] as Step);
  const sight = computed<Sight | null>(() => {
    const began = baseline.value;
    if (state.value === null || cards.all.value === null || began?.at !== at.value) return null;
    return {
      cards: [...cards.all.value.values()],
      before: began.ended,
      viewer: desk.viewer.value,
      channel: desk.channel.value,
      state: state.value,
      claim: claim.value,
      sawQueue: sawQueue.value,
      caught: inspection.caught.value > began.caught,
    };
  });

  const put = (next: Progress): void => {
    progress.value = next;
    remember(next);
  };
  onRemembered((next) => {
    progress.value = next;
  });
  const go = (to: number): void => put({ ...progress.peek(), isOpen: true, at: to });

  // What was so before a step began is not what it asks for.
  const isKnown = computed(() => cards.all.value !== null);
  effect(() => {
    if (!isOpen.value || !isKnown.value) return;
    const ended = [...(cards.all.peek()?.values() ?? [])].filter(({ state: how }) => how !== "open");
    const begun = {
      at: at.value,
      ended: new Set(ended.map(({ mirror }) => mirror)),
      caught: inspection.caught.peek(),
    };
    batch(() => {
      sawQueue.value = false;
      finished.value = null;
      baseline.value = begun;
    });
  });

  const isDoneNow = computed(() => isOpen.value && finished.value === at.value);
  effect(() => {
    if (!isOpen.value || sight.value === null || !step.value.isDone(sight.value)) return;
    const { id } = step.peek();
    const { done } = progress.peek();
    batch(() => {
      finished.value = at.peek();
      if (!done.includes(id)) put({ ...progress.peek(), done: [...done, id] });
    });
  });

  desk.onMessage((message) => {
    const reader = state.peek()?.people.find(({ id }) => id === message.ephemeralTo);
    if (reader?.role === "manager" && isQueue(message)) sawQueue.value = true;
  });

  const bot = computed(() => state.value?.bot);
  let finding = 0;
  effect(() => {
    const known = cards.all.value;
    if (!isOpen.value || step.value.id !== "claim" || known === null || bot.value !== "up") return;
    const mine = ++finding;
    void findClaim([...known.values()]).then((found) => {
      if (mine === finding) claim.value = found;
    });
  });

  // A card that comes to somebody else is not heard here.
  const lacksCard = computed(
    () => isOpen.value && !isDoneNow.value && sight.value !== null && !step.value.isReady(sight.value),
  );
  effect(() => {
    if (!lacksCard.value) {
      isSent.value = false;
      return;
    }
    const timer = setInterval(() => {
      if (!document.hidden) void cards.look();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  });

  return {
    isOpen,
    at,
    step,
    sight,
    done: computed(() => progress.value.done),
    isDoneNow,
    isSent,
    start: () => put(BEGINNING),
    close: () => put({ ...progress.peek(), isOpen: false }),
    back: () => go(Math.max(0, at.peek() - 1)),
    next: () => go(Math.min(at.peek() + 1, STEPS.length - 1)),
    takeMeThere: () => {
      const place = sight.peek() && step.peek().place(sight.peek() as Sight);
      if (!place) return;
      if (place.panel === true) {
        demo.leadId.value ??= newestOffer(sight.peek()?.cards ?? [])?.leadId ?? null;
        return desk.openPanel(PANELS.happened);
      }
      desk.openPanel(null);
      const { person = desk.viewer.peek(), channel } = place;
      desk.switchTo(person, channel);
    },
    sendLead: async () => {
      isSent.value = true;
      const problems = await demo.send(leadForTour(sent++, Date.now().toString(36)));
      if (problems.length > 0) {
        isSent.value = false;
        desk.say(problems.join(" "));
      }
      await cards.look();
    },
  };
}
