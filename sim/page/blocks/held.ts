/** What an element shows: what its viewer has chosen, or what its app has put there. */
import type { ElementState } from "../../types.ts";

/** Element type → the field of its state, and the field of the element that holds its initial value. */
const FIELDS: Readonly<Record<string, readonly [held: string, initial: string]>> = {
  plain_text_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  users_select: ["selected_user", "initial_user"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  checkboxes: ["selected_options", "initial_options"],
  multi_users_select: ["selected_users", "initial_users"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
};

/** The values that an element holds, as `Surface.choose` takes them. `state` undefined: nobody has touched it. */
export function heldBy(element: { readonly type: string }, state: ElementState | undefined): string[] {
  const fields = FIELDS[element.type];
  if (fields === undefined) return [];
  const [held, initial] = fields;
  const source: Readonly<Record<string, unknown>> = state ?? { ...element };
  return valuesOf(source[state === undefined ? initial : held]);
}

function valuesOf(held: unknown): string[] {
  if (Array.isArray(held)) return held.flatMap(valuesOf);
  if (held === undefined || held === null || held === "") return [];
  return typeof held === "object" && "value" in held ? [String(held.value)] : [String(held)];
}
