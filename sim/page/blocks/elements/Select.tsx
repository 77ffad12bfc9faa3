/** Menus of which one entry is chosen: the browser's own select, in the look of Slack's. */
import type { ChannelsSelect, ConversationsSelect, StaticSelect, UsersSelect } from "@slack/types";
import { useState } from "preact/hooks";
import { heldBy } from "../held.ts";
import { type ElementProps, focusOnLoad, naming } from "../scene.ts";
import { type Choice, choicesOf } from "./choices.ts";
import { placeholderOf } from "./placeholders.ts";
import { useConfirm } from "./useConfirm.tsx";

type SingleSelect = StaticSelect | UsersSelect | ChannelsSelect | ConversationsSelect;

export function Select({ element, place, field, scene }: ElementProps<SingleSelect>) {
  const { surface, reader } = scene;
  const { ask, dialog } = useConfirm(element.confirm, reader);
  const [held = ""] = heldBy(element, surface.stateOf(place));
  // What has been picked and is still asked about.
  const [asked, setAsked] = useState<string | null>(null);
  const groups = choicesOf(element, reader);
  const isKnown = groups.some(({ choices }) => choices.some(({ value }) => value === held));
  const isBusy = surface.isBusy(place);

  const pick = (value: string) => {
    setAsked(value);
    ask(
      () => {
        setAsked(null);
        surface.choose(place, value);
      },
      () => setAsked(null),
    );
  };

  return (
    <>
      <span class="bk-select-frame">
        <select
          {...naming(field)}
          {...focusOnLoad(scene, element.focus_on_load)}
          class={held === "" ? "bk-select bk-select-empty" : "bk-select"}
          aria-busy={isBusy}
          value={asked ?? held}
          onChange={({ currentTarget }) => pick(currentTarget.value)}
        >
          {/* Only an input that may stay empty can be emptied. */}
          <option value="" disabled={field.required !== false} hidden={field.required !== false}>
            {placeholderOf(element)}
          </option>
          {held !== "" && !isKnown && <option value={held}>{held}</option>}
          {groups.map(({ label, choices }) =>
            label === "" ? (
              choices.map(option)
            ) : (
              <optgroup key={label} label={label}>
                {choices.map(option)}
              </optgroup>
            ),
          )}
        </select>
      </span>
      {dialog}
    </>
  );
}

function option({ value, text, description }: Choice) {
  return (
    <option key={value} value={value}>
      {description === undefined ? text : `${text} – ${description}`}
    </option>
  );
}
