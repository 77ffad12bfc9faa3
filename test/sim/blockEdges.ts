/** Every limit of a block, with a block that is exactly as large as one says. */
import { SLACK_LIMITS } from "../../sim/index.ts";
import { mrkdwn, options, plain } from "./support.ts";

const L = SLACK_LIMITS;
export const x = (length: number): string => "x".repeat(length);
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** A block that is as large as `size` says, and where Slack points when it is one too large. */
export interface Edge {
  readonly what: string;
  readonly limit: number;
  readonly block: (size: number) => Record<string, unknown> | Record<string, unknown>[];
  readonly pointer: string;
}

export const inActions = (element: Record<string, unknown>) => ({ type: "actions", elements: [element] });
export const select = (more: Record<string, unknown>) => ({ type: "static_select", ...more });
const input = (more: Record<string, unknown>) => ({
  type: "input",
  label: plain("L"),
  element: { type: "plain_text_input" },
  ...more,
});
export const push = (more: Record<string, unknown>) =>
  inActions({ type: "button", text: plain("Go"), ...more });
const confirm = (more: Record<string, unknown>) => push({ confirm: { text: plain("Sure?"), ...more } });

export const EDGES: readonly Edge[] = [
  {
    what: "blocks of a message",
    limit: L.blocksPerMessage,
    pointer: "/blocks",
    block: (n) => times(n, () => ({ type: "divider" })),
  },
  {
    what: "a header",
    limit: L.header,
    pointer: "/blocks/0/text/text",
    block: (n) => ({ type: "header", text: plain(x(n)) }),
  },
  {
    what: "a section's text",
    limit: L.sectionText,
    pointer: "/blocks/0/text/text",
    block: (n) => ({ type: "section", text: mrkdwn(x(n)) }),
  },
  {
    what: "a section's fields",
    limit: L.sectionFields,
    pointer: "/blocks/0/fields",
    block: (n) => ({ type: "section", fields: times(n, () => mrkdwn("f")) }),
  },
  {
    what: "a field's text",
    limit: L.sectionFieldText,
    pointer: "/blocks/0/fields/0/text",
    block: (n) => ({ type: "section", fields: [mrkdwn(x(n))] }),
  },
  {
    what: "a context's elements",
    limit: L.contextElements,
    pointer: "/blocks/0/elements",
    block: (n) => ({ type: "context", elements: times(n, () => mrkdwn("c")) }),
  },
  {
    what: "an actions block's elements",
    limit: L.actionsElements,
    pointer: "/blocks/0/elements",
    block: (n) => ({
      type: "actions",
      elements: times(n, (i) => ({ type: "button", text: plain("b"), action_id: `a${i}` })),
    }),
  },
  {
    what: "a button's text",
    limit: L.buttonText,
    pointer: "/blocks/0/elements/0/text/text",
    block: (n) => push({ text: plain(x(n)) }),
  },
  {
    what: "a button's value",
    limit: L.buttonValue,
    pointer: "/blocks/0/elements/0/value",
    block: (n) => push({ value: x(n) }),
  },
  {
    what: "an action_id",
    limit: L.id,
    pointer: "/blocks/0/elements/0/action_id",
    block: (n) => push({ action_id: x(n) }),
  },
  {
    what: "a block_id",
    limit: L.id,
    pointer: "/blocks/0/block_id",
    block: (n) => ({ type: "divider", block_id: x(n) }),
  },
  {
    what: "a select's options",
    limit: L.selectOptions,
    pointer: "/blocks/0/elements/0/options",
    block: (n) => inActions(select({ options: options(n) })),
  },
  {
    what: "an option's text",
    limit: L.optionText,
    pointer: "/blocks/0/elements/0/options/0/text/text",
    block: (n) => inActions(select({ options: [{ text: plain(x(n)), value: "v" }] })),
  },
  {
    what: "an option's value",
    limit: L.optionValue,
    pointer: "/blocks/0/elements/0/options/0/value",
    block: (n) => inActions(select({ options: [{ text: plain("o"), value: x(n) }] })),
  },
  {
    what: "an overflow's options",
    limit: L.overflowOptions,
    pointer: "/blocks/0/elements/0/options",
    block: (n) => inActions({ type: "overflow", options: options(n) }),
  },
  {
    what: "a checkbox group's options",
    limit: L.choiceOptions,
    pointer: "/blocks/0/elements/0/options",
    block: (n) => inActions({ type: "checkboxes", options: options(n) }),
  },
  {
    what: "a placeholder",
    limit: L.placeholder,
    pointer: "/blocks/0/elements/0/placeholder/text",
    block: (n) => inActions({ type: "users_select", placeholder: plain(x(n)) }),
  },
  {
    what: "an input's label",
    limit: L.inputLabel,
    pointer: "/blocks/0/label/text",
    block: (n) => input({ label: plain(x(n)) }),
  },
  {
    what: "an input's hint",
    limit: L.inputHint,
    pointer: "/blocks/0/hint/text",
    block: (n) => input({ hint: plain(x(n)) }),
  },
  {
    what: "a confirm dialog's title",
    limit: L.confirmTitle,
    pointer: "/blocks/0/elements/0/confirm/title/text",
    block: (n) => confirm({ title: plain(x(n)) }),
  },
  {
    what: "a confirm dialog's text",
    limit: L.confirmText,
    pointer: "/blocks/0/elements/0/confirm/text/text",
    block: (n) => confirm({ text: plain(x(n)) }),
  },
  {
    what: "a confirm dialog's button",
    limit: L.confirmButton,
    pointer: "/blocks/0/elements/0/confirm/deny/text",
    block: (n) => confirm({ deny: plain(x(n)) }),
  },
  {
    what: "an image's alt text",
    limit: L.imageAltText,
    pointer: "/blocks/0/alt_text",
    block: (n) => ({ type: "image", image_url: "https://img.example/a.png", alt_text: x(n) }),
  },
  {
    what: "a table's rows",
    limit: L.tableRows,
    pointer: "/blocks/0/rows",
    block: (n) => ({ type: "table", rows: times(n, () => [{ type: "raw_text", text: "c" }]) }),
  },
  {
    what: "a table's columns",
    limit: L.tableColumns,
    pointer: "/blocks/0/rows/0",
    block: (n) => ({ type: "table", rows: [times(n, () => ({ type: "raw_text", text: "c" }))] }),
  },
];
