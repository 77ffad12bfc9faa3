/** Sentences said in passing at the foot of the page. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Toast {
  readonly id: number;
  readonly sentence: string;
}

export interface Toasts {
  readonly shown: ReadonlySignal<readonly Toast[]>;
  say(sentence: string): void;
  dismiss(id: number): void;
}

/** Long enough to be read twice. */
const STAYS_MS = 7_000;
const AT_MOST = 3;

export function createToasts(): Toasts {
  const shown = signal<readonly Toast[]>([]);
  let last = 0;
  const dismiss = (id: number): void => {
    shown.value = shown.peek().filter((toast) => toast.id !== id);
  };
  return {
    shown,
    dismiss,
    say: (sentence) => {
      const id = ++last;
      shown.value = [...shown.peek().filter((toast) => toast.sentence !== sentence), { id, sentence }].slice(
        -AT_MOST,
      );
      setTimeout(() => dismiss(id), STAYS_MS);
    },
  };
}
