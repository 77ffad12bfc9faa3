/** Keeps the focus near its place where what had it is drawn anew or goes away: a browser would drop it on the document. */
import { useEffect } from "preact/hooks";

const CONTROLS = "button, a[href], select, input, textarea";
/** What can take the focus in place of something inside it. */
const AROUND = "[tabindex], dialog";

interface Place {
  readonly element: Element;
  readonly name: string;
  /** From the nearest outwards: a message, the list it stands in. */
  readonly around: readonly HTMLElement[];
}

/**
 * The control of the same name close by, such as "Next" of a list that has turned its page, else the nearest thing around
 * that is still there, such as the message whose "Accept" is gone.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Place | null = null;
    const remember = ({ target }: FocusEvent): void => {
      last = target instanceof Element ? placeOf(target) : null;
    };
    // Whoever leaves a control of their own accord, with a click beside it, is not taken back.
    const forget = ({ target, relatedTarget }: FocusEvent): void => {
      if (relatedTarget !== null || !(target instanceof Element) || !document.hasFocus()) return;
      queueMicrotask(() => {
        if (target.isConnected && last?.element === target) last = null;
      });
    };
    const restore = (): void => {
      if (last === null || last.element.isConnected || document.activeElement !== document.body) return;
      const { name, around } = last;
      const place = around.find((each) => each.isConnected);
      if (place === undefined || place.closest("dialog:not([open])") !== null) return;
      const same = [...place.querySelectorAll<HTMLElement>(CONTROLS)].find((each) => nameOf(each) === name);
      (same ?? place).focus({ preventScroll: same === undefined });
    };
    const watch = new MutationObserver(restore);
    watch.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", remember);
    document.addEventListener("focusout", forget);
    return () => {
      watch.disconnect();
      document.removeEventListener("focusin", remember);
      document.removeEventListener("focusout", forget);
    };
  }, []);
}

function placeOf(element: Element): Place {
  const around: HTMLElement[] = [];
  for (
    let at = element.parentElement?.closest<HTMLElement>(AROUND);
    at != null;
    at = at.parentElement?.closest<HTMLElement>(AROUND)
  ) {
    around.push(at);
  }
  return { element, name: nameOf(element), around };
}

function nameOf(element: Element): string {
  return element.getAttribute("aria-label") ?? element.textContent ?? "";
}
