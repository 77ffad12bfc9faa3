/** Something that opens below its button, over everything else: a menu, or a list to choose from. */
import type { TargetedToggleEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** How far a popup stays from its button. */
const GAP = 4;

export interface Popup {
  readonly isOpen: boolean;
  readonly button: { readonly current: HTMLButtonElement | null };
  readonly panel: { readonly current: HTMLDivElement | null };
  close(): void;
  /** For the panel's `onBeforeToggle` and `onToggle`. The browser does the rest: Escape, a click beside it. */
  beforeToggle(event: TargetedToggleEvent<HTMLDivElement>): void;
  toggled(event: TargetedToggleEvent<HTMLDivElement>): void;
}

export function usePopup(opened: (panel: HTMLElement) => void): Popup {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const close = () => panel.current?.hidePopover();

  useEffect(() => {
    if (!isOpen) return;
    // It does not move along with what scrolls below it.
    const scrolled = (event: Event) => {
      if (!(event.target instanceof Node && panel.current?.contains(event.target))) close();
    };
    document.addEventListener("scroll", scrolled, true);
    return () => document.removeEventListener("scroll", scrolled, true);
  }, [isOpen]);

  return {
    isOpen,
    button,
    panel,
    close,
    beforeToggle: (event) => {
      if (event.newState === "open" && button.current && panel.current) place(panel.current, button.current);
    },
    toggled: (event) => {
      const open = event.newState === "open";
      setOpen(open);
      if (open && panel.current) opened(panel.current);
    },
  };
}

/** On that side of the button where there is more room, whatever the size of the panel turns out to be. */
function place(panel: HTMLElement, button: HTMLElement): void {
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const isHigh = bottom + top < height;
  const isLeft = left + right < width;
  const px = (value: number) => `${Math.max(value, 0)}px`;
  Object.assign(panel.style, {
    top: isHigh ? px(bottom + GAP) : "auto",
    bottom: isHigh ? "auto" : px(height - top + GAP),
    left: isLeft ? px(left) : "auto",
    right: isLeft ? "auto" : px(width - right),
    maxHeight: px((isHigh ? height - bottom : top) - 2 * GAP),
    maxWidth: px((isLeft ? width - left : right) - 2 * GAP),
  });
}
