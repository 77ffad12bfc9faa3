/** The words in an element that holds nothing yet: the app's, else Slack's own. */

const OWN: Readonly<Record<string, string>> = {
  static_select: "Select an option",
  external_select: "Select an option",
  users_select: "Select a person",
  channels_select: "Select a channel",
  conversations_select: "Select a conversation",
  multi_static_select: "Select options",
  multi_external_select: "Select options",
  multi_users_select: "Select people",
  multi_channels_select: "Select channels",
  multi_conversations_select: "Select conversations",
  datepicker: "Select a date",
  timepicker: "Select a time",
  datetimepicker: "Select a date and time",
  overflow: "More options",
  radio_buttons: "Options",
  checkboxes: "Options",
};

/** Undefined for elements whose own words are enough, such as a button's. */
export function placeholderOf(element: { readonly type: string }): string | undefined {
  const given = "placeholder" in element ? element.placeholder : undefined;
  if (typeof given === "object" && given !== null && "text" in given) return String(given.text);
  return OWN[element.type];
}
