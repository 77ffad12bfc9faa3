/** Puts the focus back to where it was before a modal opened. */
import { useEffect, useRef } from "preact/hooks";

/**
 * A browser does so by itself, but not where a button was busy, hence out of focus, when the modal came, nor where the
 * message has changed meanwhile: then the focus goes to the message, or to the text field.
 */
export function useReturnOfFocus(isOpen: boolean): void {
  const last = useRef<{ readonly element: HTMLElement; readonly ts: string | undefined } | null>(null);
  const from = useRef(last.current);

  useEffect(() => {
    const remember = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement) || target.closest("dialog") !== null) return;
      last.current = { element: target, ts: target.closest<HTMLElement>(".message")?.dataset.ts };
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, []);

  useEffect(() => {
    if (!isOpen) return;
    from.current = last.current;
    return () => {
      const back = from.current;
      // After the dialog has gone and the messages are drawn.
      requestAnimationFrame(() => {
        if (document.querySelector("dialog[open]") !== null || document.activeElement !== document.body)
          return;
        focusOn(back?.element, back?.ts);
      });
    };
  }, [isOpen]);
}

function focusOn(element: HTMLElement | undefined, ts: string | undefined): void {
  element?.focus();
  if (document.activeElement === element) return;
  const message = ts === undefined ? null : document.querySelector(`.message[data-ts="${CSS.escape(ts)}"]`);
  const target =
    message?.querySelector<HTMLElement>("button, a") ??
    (message instanceof HTMLElement ? message : null) ??
    document.querySelector<HTMLElement>(".composer textarea");
  target?.focus();
}
