/**
 * One message of the list is a tab stop, the arrow keys go to the others, and Tab goes on to what stands in it. Of all the
 * rest only the app's own controls are tab stops: nobody wants the toolbars of a hundred messages between two of them.
 */
import { type ReadonlySignal, type Signal, useComputed } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** `ts` of the message that is the tab stop. */
export const CurrentMessage = createContext<ReadonlySignal<string> | null>(null);

/** Whether this message is the tab stop: a signal of its own, so that only two messages are drawn again for a step. */
export function useIsCurrent(ts: string): ReadonlySignal<boolean> {
  const current = useContext(CurrentMessage);
  return useComputed(() => current?.value === ts);
}

/** Keeps `chosen` at the message in which the focus is. */
export function followFocus(chosen: Signal<string | null>, { target }: FocusEvent): void {
  const message = target instanceof Element ? target.closest<HTMLElement>(".message") : null;
  if (message?.dataset.ts !== undefined) chosen.value = message.dataset.ts;
}

/** Arrow up and down on a message itself; in its controls they are for these. */
export function moveAmongMessages(event: KeyboardEvent): void {
  const { key, target, currentTarget } = event;
  if (!(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement)) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (step === undefined || !target.matches(".message")) return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>(".message")];
  event.preventDefault();
  all[all.indexOf(target) + step]?.focus();
}

export function currentMessage(part: Element): HTMLElement | null {
  return part.querySelector<HTMLElement>('.message[tabindex="0"]');
}
