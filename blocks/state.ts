// What people filled in, as Slack sends it with an interaction: `view.state.values` and a message's `state.values`.
// Only the parts that Baton reads.
export type StateValues = Readonly<Record<string, Readonly<Record<string, StateValue>>>>;

interface StateValue {
  readonly type?: string;
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_user?: string | null;
  readonly selected_date?: string | null;
}

/**
 * What was typed, chosen or picked in a field; null where it is empty or not there. What no database keeps as text, NUL and
 * halves of characters, is U+FFFD.
 */
export function filledIn(values: StateValues | undefined, blockId: string, actionId: string): string | null {
  const field = values?.[blockId]?.[actionId];
  const given =
    field?.selected_option?.value ?? field?.selected_user ?? field?.selected_date ?? field?.value ?? null;
  const text = given?.toWellFormed().replaceAll("\0", "\uFFFD").trim() ?? "";
  return text === "" ? null : text;
}
