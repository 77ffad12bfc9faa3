// Block Kit's parts, each within its limits whatever is put in. Cards are made of these and of nothing else.
import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  ImageBlock,
  InputBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
  TableBlock,
} from "@slack/types";
import { LIMITS } from "./limits.ts";
import { isEmpty, type Mrkdwn, plain, rendered } from "./text.ts";

/** Plain text; never empty, since Slack refuses that. `emoji: false`: `:skull:` in a name stays as it is written. */
export function plainText(text: string, max: number): PlainTextElement {
  return { type: "plain_text", text: plain(text, max) || "–", emoji: false };
}

/** `verbatim`: Slack makes no links of addresses and channel names that it happens to find in a text. */
function mrkdwn(text: Mrkdwn, max: number): MrkdwnElement {
  return { type: "mrkdwn", text: rendered(text, max) || "–", verbatim: true };
}

export function section(text: Mrkdwn, accessory?: Button): SectionBlock {
  return { type: "section", text: mrkdwn(text, LIMITS.section), ...(accessory ? { accessory } : {}) };
}

/** The title of a part of a Home. */
export function header(text: string): HeaderBlock {
  return { type: "header", text: plainText(text, LIMITS.header) };
}

export function divider(): DividerBlock {
  return { type: "divider" };
}

/** Outside text as it is, copyable, with nothing in it read as markup. */
export function plainSection(text: string, max: number): SectionBlock {
  return { type: "section", text: plainText(text, Math.min(max, LIMITS.section)) };
}

/** Label and value, two columns wide. A string is outside text, shown as it is. */
export function fields(entries: readonly (Mrkdwn | { label: string; text: string })[]): SectionBlock {
  const shown = entries.slice(0, LIMITS.fields).map((entry) =>
    "label" in entry
      ? ({
          type: "plain_text",
          text: `${entry.label}\n${plain(entry.text, 300) || "–"}`,
          emoji: false,
        } as const)
      : mrkdwn(entry, LIMITS.field),
  );
  return { type: "section", fields: shown };
}

export function context(...elements: readonly Mrkdwn[]): ContextBlock {
  const shown = elements.filter((element) => !isEmpty(element)).slice(0, LIMITS.contextElements);
  return { type: "context", elements: shown.map((element) => mrkdwn(element, LIMITS.context)) };
}

export function actions(elements: readonly ActionsBlockElement[], blockId?: string): ActionsBlock {
  const shown = elements.slice(0, LIMITS.actions);
  return { type: "actions", ...(blockId ? { block_id: blockId } : {}), elements: [...shown] };
}

/**
 * A picture that the workspace has (`Pictures` in `src/app/pictures.ts`). `alt` says what it shows to those who do not see
 * it, numbers and all. Slack refuses the whole message while it does not know a new file, and once it is deleted; then the
 * message is sent without this block, so nothing may stand in the picture alone.
 */
export function image(fileId: string, alt: string, title?: string): ImageBlock {
  return {
    type: "image",
    slack_file: { id: fileId },
    alt_text: plain(alt, LIMITS.imageAlt) || "–",
    ...(title === undefined ? {} : { title: plainText(title, LIMITS.imageTitle) }),
  };
}

/**
 * Rows of outside text under their heads; the first column is words, the others numbers, except where they are said to be
 * `words`. A message has one, of at most 100 rows with their head; more is the caller's to page.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words: readonly number[] = [],
): TableBlock {
  const cell = (text: string) => ({ type: "raw_text" as const, text: plain(text, LIMITS.cell) || "–" });
  const columns = head.slice(0, LIMITS.tableColumns);
  return {
    type: "table",
    rows: [columns, ...rows.slice(0, LIMITS.tableRows - 1)].map((row) =>
      columns.map((_, n) => cell(row[n] ?? "")),
    ),
    column_settings: columns.map((_, n) => {
      const isWords = n === 0 || words.includes(n);
      return { align: isWords ? "left" : "right", is_wrapped: isWords };
    }),
  };
}

/** What is asked before a press counts; `confirm` is the button that goes on. */
export interface Confirm {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
}

export function button(
  label: string,
  actionId: string,
  value: string,
  style?: "primary" | "danger",
  confirm?: Confirm,
): Button {
  return {
    type: "button",
    action_id: actionId,
    text: plainText(label, LIMITS.button),
    value,
    ...(style ? { style } : {}),
    ...(confirm ? { confirm: dialog(confirm, style) } : {}),
  };
}

function dialog(
  { title, text, confirm }: Confirm,
  style: "primary" | "danger" = "primary",
): ConfirmationDialog {
  return {
    title: plainText(title, LIMITS.confirmTitle),
    text: plainText(text, LIMITS.confirmText),
    confirm: plainText(confirm, LIMITS.confirmButton),
    deny: plainText("Cancel", LIMITS.confirmButton),
    style,
  };
}

export function option(text: string, value: string): PlainTextOption {
  return { text: plainText(text, LIMITS.option), value };
}

/** Options under a heading. */
export interface OptionsUnder {
  readonly label: PlainTextElement;
  readonly options: PlainTextOption[];
}

/** A select of at most 100 options; more is the caller's to avoid, and is cut. */
export function select(
  actionId: string,
  placeholder: string,
  choices: { options: readonly PlainTextOption[] } | { groups: readonly OptionsUnder[] },
): StaticSelect {
  const base = {
    type: "static_select",
    action_id: actionId,
    placeholder: plainText(placeholder, LIMITS.placeholder),
  } as const;
  return "options" in choices
    ? { ...base, options: choices.options.slice(0, LIMITS.options) }
    : { ...base, option_groups: [...choices.groups] };
}

/** A labelled field of a modal. `dispatch`: choosing tells Baton at once, so that further fields can appear. */
export function input(
  blockId: string,
  label: string,
  element: InputBlock["element"],
  more: { readonly optional?: boolean; readonly dispatch?: boolean; readonly hint?: string } = {},
): InputBlock {
  return {
    type: "input",
    block_id: blockId,
    label: plainText(label, LIMITS.label),
    element,
    ...(more.optional ? { optional: true } : {}),
    ...(more.dispatch ? { dispatch_action: true } : {}),
    ...(more.hint ? { hint: plainText(more.hint, LIMITS.hint) } : {}),
  };
}
