/** Radio buttons and checkboxes. */
import type { Checkboxes as SlackCheckboxes, RadioButtons as SlackRadioButtons } from "@slack/types";
import { useState } from "preact/hooks";
import { heldBy } from "../held.ts";
import { type ElementProps, focusOnLoad, naming } from "../scene.ts";
import { Text } from "../Text.tsx";
import { useConfirm } from "./useConfirm.tsx";

export function RadioButtons({ element, place, field, scene }: ElementProps<SlackRadioButtons>) {
  return (
    <Group
      role="radiogroup"
      element={element}
      place={place}
      field={field}
      scene={scene}
      next={(_held, value) => value}
    />
  );
}

export function Checkboxes({ element, place, field, scene }: ElementProps<SlackCheckboxes>) {
  const next = (held: readonly string[], value: string) =>
    held.includes(value) ? held.filter((one) => one !== value) : [...held, value];
  return <Group role="group" element={element} place={place} field={field} scene={scene} next={next} />;
}

interface GroupProps extends ElementProps<SlackRadioButtons | SlackCheckboxes> {
  readonly role: "radiogroup" | "group";
  /** What is chosen after one of the options has been clicked. */
  next(held: readonly string[], clicked: string): string | readonly string[];
}

function Group({ role, element, place, field, scene, next }: GroupProps) {
  const { surface, reader } = scene;
  const { ask, dialog } = useConfirm(element.confirm, reader);
  const held = heldBy(element, surface.stateOf(place));
  // Drawn anew after a refusal, since the browser has already moved its mark.
  const [refusals, setRefusals] = useState(0);
  const attributes = naming({ ...field, required: role === "radiogroup" && field.required, invalid: false });
  return (
    <div class="bk-choices" role={role} {...attributes} key={refusals}>
      {element.options.map((option, index) => (
        <label class="bk-choice" key={option.value}>
          <input
            {...focusOnLoad(scene, index === 0 && element.focus_on_load === true)}
            type={role === "group" ? "checkbox" : "radio"}
            name={field.id}
            // On each, so that whoever looks for the first wrong field can put the focus there.
            {...(field.invalid === true ? ({ "aria-invalid": "true" } as const) : {})}
            checked={held.includes(option.value ?? "")}
            onChange={() =>
              ask(
                () => surface.choose(place, next(held, option.value ?? "")),
                () => setRefusals(refusals + 1),
              )
            }
          />
          <span>
            <Text text={option.text} reader={reader} />
            {option.description !== undefined && (
              <span class="bk-description">
                <Text text={option.description} reader={reader} />
              </span>
            )}
          </span>
        </label>
      ))}
      {dialog}
    </div>
  );
}
