/** The three dots and their menu: the WAI-ARIA menu button pattern. */
import type { Overflow as SlackOverflow } from "@slack/types";
import { safeUrl } from "../../text/links.ts";
import { PlainText } from "../../text/Mrkdwn.tsx";
import { type ElementProps, naming } from "../scene.ts";
import { useConfirm } from "./useConfirm.tsx";
import { usePopup } from "./usePopup.ts";

type Option = SlackOverflow["options"][number];

export function Overflow({ element, place, field, scene }: ElementProps<SlackOverflow>) {
  const { ask, dialog } = useConfirm(element.confirm, scene.reader);
  const popup = usePopup((panel) => itemsOf(panel)[0]?.focus());
  const isBusy = scene.surface.isBusy(place);
  const menuId = `${field.id}-menu`;

  const choose = (option: Option) => {
    popup.close();
    popup.button.current?.focus();
    ask(() => {
      const address = option.url === undefined ? undefined : safeUrl(option.url);
      if (address !== undefined) window.open(address, "_blank", "noopener,noreferrer");
      scene.surface.press(place, option.value);
    });
  };

  return (
    <>
      <button
        {...naming({ id: field.id, label: field.label })}
        ref={popup.button}
        type="button"
        class="bk-button bk-overflow"
        aria-haspopup="menu"
        aria-expanded={popup.isOpen}
        aria-controls={menuId}
        aria-busy={isBusy}
        {...(isBusy ? { "aria-disabled": true } : { popovertarget: menuId })}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          if (!isBusy) popup.panel.current?.showPopover();
        }}
      >
        {isBusy ? <span class="bk-spinner" aria-hidden="true" /> : <Dots />}
      </button>
      <div
        ref={popup.panel}
        id={menuId}
        class="bk-popup bk-menu"
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={field.label}
        onBeforeToggle={popup.beforeToggle}
        onToggle={popup.toggled}
        onKeyDown={(event) => {
          if (event.key === "Tab") popup.close();
          else if (moveFocus(event.currentTarget, event.key)) event.preventDefault();
        }}
      >
        {element.options.map((option) => (
          <button
            key={option.value}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class="bk-menu-item"
            onClick={() => choose(option)}
          >
            <PlainText text={option.text.text} emoji={option.text.emoji} />
            {option.description !== undefined && (
              <span class="bk-description">
                <PlainText text={option.description.text} emoji={option.description.emoji} />
              </span>
            )}
          </button>
        ))}
      </div>
      {dialog}
    </>
  );
}

function Dots() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="currentColor">
      <circle cx="4.5" cy="10" r="1.6" />
      <circle cx="10" cy="10" r="1.6" />
      <circle cx="15.5" cy="10" r="1.6" />
    </svg>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
}

/** Arrows, Home, End, and letters that begin an entry. Returns whether the key meant anything. */
function moveFocus(menu: HTMLElement, key: string): boolean {
  const items = itemsOf(menu);
  const at = items.findIndex((item) => item.matches(":focus"));
  const next = {
    ArrowDown: items[(at + 1) % items.length],
    ArrowUp: items.at(at <= 0 ? -1 : at - 1),
    Home: items[0],
    End: items.at(-1),
  }[key];
  const target = next ?? (key.length === 1 && key !== " " ? beginning(items, at, key) : undefined);
  target?.focus();
  return target !== undefined;
}

/** The next entry that begins with a letter, round the end. */
function beginning(items: readonly HTMLElement[], at: number, letter: string): HTMLElement | undefined {
  const inTurn = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return inTurn.find((item) => item.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()));
}
