/** A modal while somebody fills it in: what is typed, what was refused, whether it is being sent. */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Delivered, SimView, SubmitResult } from "../../types.ts";
import type { Place, Surface } from "../surface.ts";
import { type Answer, post } from "./api.ts";
import { createBusy, placeKey } from "./busy.ts";
import { deliveryFailure, refusal } from "./failures.ts";
import { createInputs, findPlaced } from "./inputs.ts";
import type { Session } from "./session.ts";

export interface Form {
  readonly surface: Surface;
  readonly isSubmitting: ReadonlySignal<boolean>;
  /** Messages under fields, by block id. */
  readonly errors: ReadonlySignal<Readonly<Record<string, string>>>;
  /** How many times fields were found wrong: each time the first of them wants the focus. */
  readonly refusals: ReadonlySignal<number>;
  /** What is wrong with the whole; null: nothing. */
  readonly trouble: ReadonlySignal<string | null>;
  submit(): Promise<void>;
  close(): Promise<void>;
}

interface Unsent {
  readonly place: Place;
  readonly value: string | readonly string[];
}

const HAD_TROUBLE = "We had some trouble connecting. Try again?";

/** `current` gives the view as it is shown, since a form outlives updates of its view. */
export function createForm(session: Session, current: () => SimView): Form {
  const { user } = session;
  const busy = createBusy();
  const inputs = createInputs();
  const isSubmitting = signal(false);
  const errors = signal<Readonly<Record<string, string>>>({});
  const refusals = signal(0);
  const trouble = signal<string | null>(null);
  /** What the server has not heard yet, in the order in which it was touched. */
  const unsent = new Map<string, Unsent>();
  /** One request after the other, so that what was typed first arrives first. */
  let isClosing = false;
  let queue: Promise<unknown> = Promise.resolve();

  const hold = (place: Place, value: string | readonly string[]): void => {
    const view = current();
    if (findPlaced(view.blocks, place) === undefined) return;
    inputs.set(view.blocks, place, value);
    const key = placeKey(place);
    unsent.delete(key);
    unsent.set(key, { place, value });
    if (place.blockId in errors.peek()) {
      const { [place.blockId]: _corrected, ...rest } = errors.peek();
      errors.value = rest;
    }
  };

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = queue.then(act);
    queue = done.catch(() => undefined);
    return done;
  };

  const showTrouble = (answer: Answer<Delivered | null>, what: string): void => {
    if (!answer.ok) trouble.value = refusal(answer, what);
    else if (answer.value !== null) {
      trouble.value = deliveryFailure(answer.value, session.appName.peek()) ?? null;
    }
  };

  /** Sends everything that is not sent, but for `except`. False: the server did not take something. */
  const flush = async (except?: string): Promise<boolean> => {
    for (const [key, { place, value }] of [...unsent]) {
      unsent.delete(key);
      if (key === except || findPlaced(current().blocks, place) === undefined) continue;
      const { blockId, actionId } = place;
      const answer = await post<Delivered | null>("/modal/fill", {
        user,
        target: { blockId, actionId },
        value,
      });
      if (answer.ok) continue;
      trouble.value = refusal(answer, "field");
      return false;
    }
    return true;
  };

  const dispatch = async ({ blockId, actionId }: Place, value: string | readonly string[]): Promise<void> => {
    if (!(await flush(placeKey({ blockId, actionId })))) return;
    showTrouble(await post("/modal/fill", { user, target: { blockId, actionId }, value }), "menu");
  };

  const press = async ({ blockId, actionId }: Place, value?: string): Promise<void> => {
    if (!(await flush())) return;
    const target = { blockId, actionId, ...(value === undefined ? {} : { value }) };
    showTrouble(await post("/press", { user, target }), "button");
  };

  const show = (answer: Answer<SubmitResult>): void => {
    if (!answer.ok) {
      trouble.value = refusal(answer, "form");
      return;
    }
    const { outcome, blockErrors } = answer.value;
    if (outcome === "failed" || outcome === "refused") trouble.value = HAD_TROUBLE;
    if (outcome === "errors" || outcome === "invalid") {
      errors.value = blockErrors;
      refusals.value += 1;
    }
  };

  return {
    isSubmitting,
    errors,
    refusals,
    trouble,
    surface: {
      kind: "modal",
      key: `view-${current().id}`,
      isBusy: busy.has,
      errorOf: (blockId) => errors.value[blockId],
      stateOf: (place) => {
        const held = inputs.get(place);
        const element = findPlaced(current().blocks, place)?.element;
        // An update that puts another kind of element there starts it anew.
        if (held !== undefined && held.type === element?.type) return held;
        return current().state.values[place.blockId]?.[place.actionId];
      },
      draft: hold,
      press: (place, value) => void busy.during(place, () => inTurn(() => press(place, value))),
      choose: (place, value) => {
        hold(place, value);
        const block = findPlaced(current().blocks, place)?.block;
        const isReported = block?.type !== "input" || block.dispatch_action === true;
        if (isReported) void inTurn(() => dispatch(place, value));
      },
    },
    submit: async () => {
      if (isSubmitting.peek()) return;
      batch(() => {
        isSubmitting.value = true;
        trouble.value = null;
        errors.value = {};
      });
      await inTurn(async () => {
        if (await flush()) show(await post<SubmitResult>("/modal/submit", { user }));
      });
      isSubmitting.value = false;
    },
    close: async () => {
      // A second Escape must not close the modal below.
      if (isClosing) return;
      isClosing = true;
      const answer = await post<Delivered | null>("/modal/close", { user });
      isClosing = false;
      if (!answer.ok) trouble.value = refusal(answer, "form");
    },
  };
}
