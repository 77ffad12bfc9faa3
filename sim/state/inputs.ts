/** What people have typed and chosen but not sent: the `state.values` of views and messages. */
import type { ElementState, StateValues } from "../types.ts";

/** A block element, read loosely: only the fields that matter here. */
export interface Element {
  readonly type: string;
  readonly action_id: string;
  readonly [field: string]: unknown;
}

/** An element with the block it stands in. */
export interface Placed {
  readonly block: LooseBlock;
  readonly element: Element;
}

/** Any block, read loosely. */
export interface LooseBlock {
  readonly type: string;
  readonly block_id: string;
  readonly text?: { readonly text: string };
  readonly label?: { readonly text: string };
  readonly optional?: boolean;
  readonly dispatch_action?: boolean;
  readonly [field: string]: unknown;
}

/** Every interactive element of a surface, in reading order. */
export function elementsOf(blocks: readonly unknown[]): Placed[] {
  return (blocks as readonly LooseBlock[]).flatMap((block) => {
    const inside =
      block.type === "actions"
        ? (block.elements as Element[])
        : block.type === "section"
          ? [block.accessory as Element | undefined]
          : block.type === "input"
            ? [block.element as Element]
            : [];
    return inside.flatMap((element) =>
      element !== undefined && element.type !== "image" ? [{ block, element }] : [],
    );
  });
}

/** What an element holds before anyone touches it; undefined for what holds nothing, such as a button. */
function initialState(element: Element): ElementState | undefined {
  const { type } = element;
  switch (type) {
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return { type, value: element.initial_value ?? null };
    case "rich_text_input":
      return { type, rich_text_value: element.initial_value ?? null };
    case "static_select":
    case "external_select":
    case "radio_buttons":
      return { type, selected_option: element.initial_option ?? null };
    case "multi_static_select":
    case "multi_external_select":
    case "checkboxes":
      return { type, selected_options: element.initial_options ?? [] };
    case "users_select":
      return { type, selected_user: element.initial_user ?? null };
    case "multi_users_select":
      return { type, selected_users: element.initial_users ?? [] };
    case "conversations_select":
      return { type, selected_conversation: element.initial_conversation ?? null };
    case "multi_conversations_select":
      return { type, selected_conversations: element.initial_conversations ?? [] };
    case "channels_select":
      return { type, selected_channel: element.initial_channel ?? null };
    case "multi_channels_select":
      return { type, selected_channels: element.initial_channels ?? [] };
    case "datepicker":
      return { type, selected_date: element.initial_date ?? null };
    case "timepicker":
      return { type, selected_time: element.initial_time ?? null };
    case "datetimepicker":
      return { type, selected_date_time: element.initial_date_time ?? null };
    case "file_input":
      return { type, files: [] };
    default:
      return undefined;
  }
}

/** Whether an input holds nothing, which Slack's client does not let pass in a mandatory field. */
export function isEmpty(state: ElementState): boolean {
  return Object.entries(state).every(
    ([field, value]) =>
      field === "type" || value === null || value === "" || (Array.isArray(value) && value.length === 0),
  );
}

/** Untouched inputs are not stored: they are read from the blocks, as an update may change them. */
export class Inputs {
  readonly #bySurface = new Map<string, Map<string, ElementState>>();

  /** `surface` is a view id, or channel, `ts` and person of a message. */
  set(surface: string, placed: Placed, state: ElementState): void {
    const held = this.#bySurface.get(surface) ?? new Map<string, ElementState>();
    held.set(`${placed.block.block_id} ${placed.element.action_id}`, state);
    this.#bySurface.set(surface, held);
  }

  get(surface: string, placed: Placed): ElementState | undefined {
    const held = this.#bySurface.get(surface)?.get(`${placed.block.block_id} ${placed.element.action_id}`);
    return held?.type === placed.element.type ? held : initialState(placed.element);
  }

  /** What a surface with these blocks holds. What was typed survives an update that keeps both ids. */
  values(surface: string, blocks: readonly unknown[]): StateValues {
    const values = new Map<string, Record<string, ElementState>>();
    for (const placed of elementsOf(blocks)) {
      const state = this.get(surface, placed);
      if (state === undefined) continue;
      const { block, element } = placed;
      values.set(block.block_id, { ...values.get(block.block_id), [element.action_id]: state });
    }
    return Object.fromEntries(values);
  }

  forget(surface: string): void {
    this.#bySurface.delete(surface);
  }
}
