/** Menus of which several entries are chosen: what is chosen as chips, and a list of checkboxes to choose from. */
import type {
  MultiChannelsSelect,
  MultiConversationsSelect,
  MultiStaticSelect,
  MultiUsersSelect,
} from "@slack/types";
import { useState } from "preact/hooks";
import { heldBy } from "../held.ts";
import { type ElementProps, naming } from "../scene.ts";
import { type Choice, choicesOf } from "./choices.ts";
import { placeholderOf } from "./placeholders.ts";
import { useConfirm } from "./useConfirm.tsx";
import { usePopup } from "./usePopup.ts";

type Multiple = MultiStaticSelect | MultiUsersSelect | MultiChannelsSelect | MultiConversationsSelect;

/** Longer lists can be searched. */
const SEARCH_OVER = 8;

export function MultiSelect({ element, place, field, scene }: ElementProps<Multiple>) {
  const { surface, reader } = scene;
  const { ask, dialog } = useConfirm(element.confirm, reader);
  const popup = usePopup((panel) => panel.querySelector("input")?.focus());
  const [search, setSearch] = useState("");
  const panelId = `${field.id}-panel`;
  const held = heldBy(element, surface.stateOf(place));
  const groups = choicesOf(element, reader);
  const all = groups.flatMap(({ choices }) => choices);
  const isFull = held.length >= (element.max_selected_items ?? Number.POSITIVE_INFINITY);
  const choose = (values: readonly string[]) => ask(() => surface.choose(place, values));
  const toggle = (value: string) =>
    choose(held.includes(value) ? held.filter((one) => one !== value) : [...held, value]);
  const remove = (value: string) => {
    // The chip goes, and would take the focus along.
    popup.button.current?.focus();
    toggle(value);
  };
  const textOf = (value: string) => all.find((choice) => choice.value === value)?.text ?? value;
  const fits = ({ text }: Choice) => text.toLowerCase().includes(search.trim().toLowerCase());

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be named by the label of its block.
    <span
      class="bk-multi"
      role="group"
      {...naming({ ...field, id: `${field.id}-group`, invalid: false, required: false })}
    >
      {held.map((value) => (
        <span class="bk-chip" key={value}>
          {textOf(value)}
          <button type="button" aria-label={`Remove ${textOf(value)}`} onClick={() => remove(value)}>
            ×
          </button>
        </span>
      ))}
      <button
        ref={popup.button}
        id={field.id}
        type="button"
        class="bk-button bk-multi-open"
        aria-haspopup="dialog"
        aria-expanded={popup.isOpen}
        {...(field.invalid === true ? ({ "aria-invalid": "true" } as const) : {})}
        popovertarget={panelId}
      >
        {held.length === 0 ? placeholderOf(element) : "Change"}
      </button>
      <div
        ref={popup.panel}
        id={panelId}
        class="bk-popup bk-multi-panel"
        popover="auto"
        role="dialog"
        aria-label={placeholderOf(element)}
        onBeforeToggle={popup.beforeToggle}
        onToggle={popup.toggled}
      >
        {all.length > SEARCH_OVER && (
          <input
            type="search"
            class="bk-line"
            aria-label="Search"
            placeholder="Search"
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        )}
        {isFull && <p class="bk-hint">No more than {held.length} can be chosen.</p>}
        {groups.map(({ label, choices }) => (
          // biome-ignore lint/a11y/useSemanticElements: the heading of a fieldset cannot be laid out like Slack's.
          <div key={label} role="group" aria-label={label || placeholderOf(element)}>
            {label !== "" && <div class="bk-group-label">{label}</div>}
            {choices.filter(fits).map((choice) => (
              <label class="bk-choice" key={choice.value}>
                <input
                  type="checkbox"
                  checked={held.includes(choice.value)}
                  disabled={isFull && !held.includes(choice.value)}
                  onChange={() => toggle(choice.value)}
                />
                <span>
                  {choice.text}
                  {choice.description !== undefined && (
                    <span class="bk-description">{choice.description}</span>
                  )}
                </span>
              </label>
            ))}
          </div>
        ))}
        {all.some(fits) ? null : <p class="bk-hint">Nothing fits.</p>}
      </div>
      {dialog}
    </span>
  );
}
