/** Text, numbers and addresses that are typed. */
import type { EmailInput, NumberInput, PlainTextInput, URLInput } from "@slack/types";
import { useState } from "preact/hooks";
import { heldBy } from "../held.ts";
import { type ElementProps, focusOnLoad, naming } from "../scene.ts";

type Typed = PlainTextInput | EmailInput | URLInput | NumberInput;

/** Slack's own limit where the app sets none. */
const MOST = 3_000;
/** From how many characters before the limit they are counted. */
const COUNT_FROM = 100;

interface TextInputProps extends ElementProps<Typed> {
  /** The app hears of what is typed before the form is sent. */
  readonly dispatches: boolean;
}

/**
 * What is typed is shown from here, so that a new version of the form leaves it alone. The surface holds it at once as a
 * draft, and is told the choice when the field is left; where the app asked to hear, when it asked to.
 */
export function TextInput({ element, place, field, scene, dispatches }: TextInputProps) {
  const { surface } = scene;
  const [typed, setTyped] = useState<string | null>(null);
  const [held = ""] = heldBy(element, surface.stateOf(place));
  const value = typed ?? held;
  const isMultiline = element.type === "plain_text_input" && element.multiline === true;
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const onCharacter = dispatches && triggers.includes("on_character_entered");
  const onEnter = dispatches && triggers.includes("on_enter_pressed");
  const noteId = `${field.id}-note`;
  const note = noteFor(element, value, onEnter);

  const attributes = {
    ...naming({
      ...field,
      describedBy: [field.describedBy, note === null ? "" : noteId].filter(Boolean).join(" ") || undefined,
      invalid: field.invalid === true || note?.isWrong === true,
    }),
    ...focusOnLoad(scene, element.focus_on_load),
    class: isMultiline ? "bk-line bk-multiline" : "bk-line",
    placeholder: element.placeholder?.text ?? "",
    value,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      setTyped(currentTarget.value);
      if (onCharacter) surface.choose(place, currentTarget.value);
      else surface.draft(place, currentTarget.value);
    },
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      if (!dispatches) surface.choose(place, currentTarget.value);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (!onEnter || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      surface.choose(place, value);
    },
  };

  return (
    <>
      {isMultiline ? (
        <textarea {...attributes} rows={4} />
      ) : (
        // Not of the browser's types for numbers and addresses: they keep to themselves what they find wrong.
        <input {...attributes} type="text" inputMode={KEYBOARDS[element.type]} autocomplete="off" />
      )}
      <span class={note?.isWrong ? "bk-note bk-note-wrong" : "bk-note"} id={noteId} aria-live="polite">
        {note?.text}
      </span>
    </>
  );
}

const KEYBOARDS = {
  plain_text_input: "text",
  email_text_input: "email",
  url_text_input: "url",
  number_input: "decimal",
} as const;

/** What is worth saying below the field: how much room is left, or that Enter sends. */
function noteFor(element: Typed, value: string, onEnter: boolean): { text: string; isWrong: boolean } | null {
  const most = element.type === "plain_text_input" ? (element.max_length ?? MOST) : MOST;
  const left = most - value.length;
  if (left < 0) return { text: `${-left} too many characters`, isWrong: true };
  if (left <= Math.min(COUNT_FROM, most / 5)) return { text: `${left} characters left`, isWrong: false };
  return onEnter ? { text: "Press Enter to send", isWrong: false } : null;
}
