/** Dates and times: the browser's own pickers. */
import type { Datepicker, DateTimepicker, Timepicker } from "@slack/types";
import { useState } from "preact/hooks";
import { heldBy } from "../held.ts";
import { type ElementProps, focusOnLoad, naming } from "../scene.ts";
import { localMinute, secondsOf } from "./localTime.ts";
import { useConfirm } from "./useConfirm.tsx";

const INPUT_TYPES = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" } as const;

export function Picker({
  element,
  place,
  field,
  scene,
}: ElementProps<Datepicker | Timepicker | DateTimepicker>) {
  const { surface, reader } = scene;
  const { ask, dialog } = useConfirm(element.confirm, reader);
  const isMoment = element.type === "datetimepicker";
  const [held = ""] = heldBy(element, surface.stateOf(place));
  const [asked, setAsked] = useState<string | null>(null);
  const zone = element.type === "timepicker" ? element.timezone : undefined;

  const pick = (value: string) => {
    // While a year is being typed, its first digits make a date too.
    if (element.type !== "timepicker" && /^0/.test(value)) return;
    setAsked(value);
    ask(
      () => {
        setAsked(null);
        surface.choose(place, isMoment ? secondsOf(value) : value);
      },
      () => setAsked(null),
    );
  };

  return (
    <>
      <input
        {...naming(field)}
        {...focusOnLoad(scene, element.focus_on_load)}
        type={INPUT_TYPES[element.type]}
        class="bk-line bk-picker"
        value={asked ?? (isMoment ? localMinute(held) : held)}
        onChange={({ currentTarget }) => pick(currentTarget.value)}
      />
      {zone !== undefined && <span class="bk-hint">{zone}</span>}
      {dialog}
    </>
  );
}
