/** A button that opens a menu: WAI-ARIA's menu button, on a native popover. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface MenuButtonProps {
  readonly label: string;
  readonly isTabStop: boolean;
  readonly entries: readonly { readonly label: string; run(): void }[];
  readonly children: ComponentChildren;
}

const GAP = 4;

export function MenuButton({ label, isTabStop, entries, children }: MenuButtonProps) {
  const isOpen = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  // In the document only while it is open, as a long channel has hundreds of these buttons; and before the next key comes.
  useLayoutEffect(() => {
    const [from, popover] = [button.current, menu.current];
    if (!isOpen.value || from === null || popover === null) return;
    popover.showPopover();
    const anchor = from.getBoundingClientRect();
    const { width, height } = popover.getBoundingClientRect();
    const below = anchor.bottom + GAP;
    popover.style.left = `${Math.max(GAP, anchor.right - width)}px`;
    popover.style.top = `${below + height > innerHeight ? anchor.top - GAP - height : below}px`;
    popover.querySelector("button")?.focus();
  }, [isOpen.value]);

  const close = (): void => {
    isOpen.value = false;
    button.current?.focus();
  };

  const moveFocus = (event: KeyboardEvent): void => {
    const items = [...(menu.current?.querySelectorAll("button") ?? [])];
    const at = items.findIndex((item) => item.matches(":focus"));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Tab") close();
    if (next === undefined) return;
    event.preventDefault();
    items.at(next % items.length)?.focus();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        class="message-tool"
        aria-label={label}
        title={label}
        tabIndex={isTabStop ? 0 : -1}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {children}
      </button>
      {isOpen.value && (
        <div
          ref={menu}
          class="menu"
          role="menu"
          tabIndex={-1}
          aria-label={label}
          popover="auto"
          onKeyDown={moveFocus}
          onToggle={(event) => {
            if (event.newState === "closed") isOpen.value = false;
          }}
        >
          {entries.map((entry) => (
            <button
              key={entry.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                entry.run();
              }}
            >
              {entry.label}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
