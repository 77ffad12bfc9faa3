/**
 * What blocks need of the place they stand in: a message, a modal, the Home tab. A surface and a reader stay the same
 * object for as long as the place is shown, since blocks are drawn again only for another one; what their functions
 * read are signals, which the components that call them follow.
 */
import type { ElementState } from "../types.ts";

/** Which element; the workspace gives every block and action an id where the app gave none. */
export interface Place {
  readonly blockId: string;
  readonly actionId: string;
}

export interface Surface {
  readonly kind: "message" | "modal" | "home";
  /** Unique on the page, for element ids: labels, descriptions and errors refer to them. */
  readonly key: string;
  /** What an input holds; undefined: nobody has touched it, so its initial value shows. */
  stateOf(place: Place): ElementState | undefined;
  /** A button, or with `value` an entry of an overflow menu. */
  press(place: Place, value?: string): void;
  /**
   * Chooses in a menu, picker, group or text input: an option's value, an id, `YYYY-MM-DD`, `HH:mm`, text, or a list of
   * these. An empty text or list takes the choice back.
   */
  choose(place: Place, value: string | readonly string[]): void;
  /**
   * Text that is still being typed, at every key: held here and reported to nobody, so that a submit takes it along.
   * `choose` follows when the field is left, or Enter pressed; in a dispatching input only when its app asked for it.
   */
  draft(place: Place, text: string): void;
  /** The message under an input that was refused. */
  errorOf(blockId: string): string | undefined;
  /** Whether the press is still on its way: the button says so and takes no second one. */
  isBusy(place: Place): boolean;
}

/** Who and what mentions and dates refer to. */
export interface Reader {
  readonly viewer: string;
  /** The workspace's clock, in ms since 1970: what "today" and "3 minutes ago" in dates are counted from. */
  now(): number;
  /** Display name of a person, or the id where nobody has it. */
  personName(id: string): string;
  channelName(id: string): string;
  /** People and channels to choose from, for pickers without a list of their own. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly { readonly id: string; readonly name: string }[];
}
