// What Slack would refuse, and what a reader would see: checks that every rendered card has to pass.
import { LIMITS } from "../../blocks/limits.ts";

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

function* nodes(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodes(item);
  else if (isNode(value)) {
    yield value;
    for (const inner of Object.values(value)) yield* nodes(inner);
  }
}

/** Every text a reader can see, markup and plain alike, in order. */
export function textsIn(blocks: unknown): { type: "mrkdwn" | "plain_text"; text: string }[] {
  return [...nodes(blocks)].flatMap((node) =>
    (node.type === "mrkdwn" || node.type === "plain_text") && typeof node.text === "string"
      ? [{ type: node.type, text: node.text }]
      : [],
  );
}

/** All that a reader sees, joined, with entities undone and dates as their fallback. */
export function readable(blocks: unknown): string {
  return textsIn(blocks)
    .map(({ type, text }) => (type === "mrkdwn" ? unescaped(text) : text))
    .join("\n");
}

function unescaped(text: string): string {
  return text
    .replace(/<!date\^[^|]*\|([^>]*)>/g, "$1")
    .replaceAll("*", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

export function buttonsIn(blocks: unknown): string[] {
  return [...nodes(blocks)].flatMap((node) =>
    node.type === "button" && isNode(node.text) ? [String(node.text.text)] : [],
  );
}

/** Markup of ours: a person, a date. Anything else between `<` and `>` came from outside. */
const OURS = /<@[A-Z0-9]{2,32}>|<!date\^\d+\^[^<>|^]*\|[^<>|]*>/g;

/** `<`, `>` or a bare `&` in markup that is not ours: the lead would link, ping or format. */
export function strayMarkup(text: string): string | null {
  const rest = text.replace(OURS, "");
  return /[<>]|&(?!(?:amp|lt|gt);)/.test(rest) ? rest : null;
}

const ALLOWED: Readonly<Record<string, number>> = { section: LIMITS.section, field: LIMITS.field };

/** Everything Slack would refuse about these blocks; empty when nothing. */
export function violations(blocks: readonly unknown[], surface: "message" | "modal" | "home"): string[] {
  const found: string[] = [];
  const most = { message: LIMITS.messageBlocks, modal: LIMITS.modalBlocks, home: LIMITS.homeBlocks }[surface];
  const json = { message: LIMITS.messageJson, modal: LIMITS.modalJson, home: 250_000 }[surface];
  const bytes = Buffer.byteLength(JSON.stringify(blocks));
  if (surface !== "message" && bytes > 250_000) found.push(`${bytes} bytes of JSON`);
  if (blocks.length === 0 || blocks.length > most) found.push(`${blocks.length} blocks`);
  if (JSON.stringify(blocks).length > json) found.push(`${JSON.stringify(blocks).length} characters of JSON`);
  for (const node of nodes(blocks)) found.push(...ofNode(node));
  return found;
}

function ofNode(node: Node): string[] {
  const found: string[] = [];
  const atMost = (what: string, text: unknown, limit: number) => {
    if (typeof text === "string" && (text.length === 0 || text.length > limit))
      found.push(`${what}: ${text.length}`);
  };
  const inner = (key: string) => (isNode(node[key]) ? (node[key] as Node).text : undefined);
  switch (node.type) {
    case "header":
      atMost("header", inner("text"), LIMITS.header);
      break;
    case "section":
      atMost("section", inner("text"), ALLOWED.section ?? 0);
      if (Array.isArray(node.fields)) {
        if (node.fields.length === 0 || node.fields.length > LIMITS.fields) found.push("fields");
        for (const field of node.fields) atMost("field", isNode(field) ? field.text : "", ALLOWED.field ?? 0);
      }
      break;
    case "context":
      if (!Array.isArray(node.elements) || node.elements.length === 0 || node.elements.length > 10) {
        found.push("context elements");
      }
      break;
    case "actions":
      if (!Array.isArray(node.elements) || node.elements.length === 0 || node.elements.length > 25) {
        found.push("actions elements");
      }
      break;
    case "button":
      atMost("button", inner("text"), LIMITS.button);
      atMost("button value", node.value, 2_000);
      break;
    case "static_select": {
      const groups = Array.isArray(node.option_groups) ? node.option_groups : [];
      const lists = Array.isArray(node.options) ? [node.options] : groups.map((group: Node) => group.options);
      if (lists.length === 0 || lists.length > 100) found.push("option groups");
      for (const list of lists) {
        if (!Array.isArray(list) || list.length === 0 || list.length > 100) found.push("options");
      }
      break;
    }
    case "input":
      atMost("label", inner("label"), LIMITS.label);
      break;
    case "modal":
      atMost("title", inner("title"), LIMITS.modalTitle);
      atMost("submit", inner("submit"), LIMITS.modalTitle);
      break;
    case "mrkdwn":
      atMost("mrkdwn", node.text, 3_000);
      if (node.verbatim !== true) found.push("mrkdwn that is not verbatim");
      break;
    case "plain_text":
      atMost("plain_text", node.text, 3_000);
      break;
  }
  if (node.type === undefined && "value" in node && "text" in node) {
    atMost("option", inner("text"), LIMITS.option);
    atMost("option value", node.value, 150);
  }
  return found;
}
