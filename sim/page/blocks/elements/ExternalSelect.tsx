/** Menus whose options an app would send while one types. The local workspace asks for none: what is typed is taken. */
import type { MultiExternalSelect as Multiple, ExternalSelect as Single } from "@slack/types";
import { heldBy } from "../held.ts";
import { type ElementProps, focusOnLoad, naming } from "../scene.ts";
import { placeholderOf } from "./placeholders.ts";

export function ExternalSelect({ element, place, field, scene }: ElementProps<Single | Multiple>) {
  const isMultiple = element.type === "multi_external_select";
  const noteId = `${field.id}-note`;
  const choose = (typed: string) => {
    const values = typed.split(",").map((value) => value.trim());
    scene.surface.choose(place, isMultiple ? values.filter(Boolean) : typed.trim());
  };
  return (
    <span class="bk-external">
      <input
        {...naming({ ...field, describedBy: [field.describedBy, noteId].filter(Boolean).join(" ") })}
        {...focusOnLoad(scene, element.focus_on_load)}
        type="text"
        class="bk-line"
        autocomplete="off"
        placeholder={placeholderOf(element)}
        value={heldBy(element, scene.surface.stateOf(place)).join(", ")}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      <span class="bk-hint" id={noteId}>
        {isMultiple
          ? "No options are suggested here: type the values, with commas between them."
          : "No options are suggested here: type the value."}
      </span>
    </span>
  );
}
