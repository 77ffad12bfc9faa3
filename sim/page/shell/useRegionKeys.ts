/** F6 and Shift+F6 go from one part of the page to the next, as in Slack. */
import { useEffect } from "preact/hooks";
import { currentMessage } from "./rovingMessages.ts";

const FOCUSABLE = "a[href], button, select, input, textarea, [tabindex]";
/** Below the bars, in reading order. */
const PARTS = [".sidebar", ".message-area, .home-tab, .about-tab", ".composer", ".panel"];

export function useRegionKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      const parts = regions().flatMap((part) => entryTo(part) ?? []);
      const at = parts.findIndex(({ part }) => part.contains(document.activeElement));
      const next = event.shiftKey ? (at < 0 ? -1 : at - 1) : at + 1;
      parts.at(next % parts.length)?.entry.focus();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Puts the focus on the message that was last read, or else on what is open in the messages' place. */
export function focusContent(): void {
  const content = document.querySelector<HTMLElement>(PARTS[1] ?? "");
  if (content !== null) entryTo(content)?.entry.focus();
}

/** The host's bars come first, each of them a part. */
function regions(): HTMLElement[] {
  const bars = document.querySelectorAll<HTMLElement>(
    "#app > :not(.skip-link, .workspace-body, dialog, .toasts)",
  );
  return [...bars, ...PARTS.flatMap((part) => document.querySelector<HTMLElement>(part) ?? [])];
}

/** Where the focus goes in there; undefined: there is nothing that could have it. */
function entryTo(part: HTMLElement): { readonly part: HTMLElement; readonly entry: HTMLElement } | undefined {
  const preferred =
    currentMessage(part) ?? part.querySelector<HTMLElement>('[aria-current="page"], textarea');
  const all = [preferred, part, ...part.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const entry = all.find((each) => each !== null && canFocus(each));
  return entry == null ? undefined : { part, entry };
}

function canFocus(element: HTMLElement): boolean {
  return (
    element.matches(FOCUSABLE) &&
    element.closest("[inert]") === null &&
    !element.matches(":disabled") &&
    element.checkVisibility({ visibilityProperty: true })
  );
}
