/** Slack's mrkdwn as a tree of spans: what is bold, what is a link, whom it mentions. Drawing it is `Mrkdwn.tsx`'s. */
import { type Node, NodeType, parse } from "slack-message-parser";
import { withBounds, withoutBounds } from "./bounds.ts";
import { isInstant } from "./dates.ts";
import { findEmoji } from "./emoji.ts";
import { findAddresses, safeUrl } from "./links.ts";

export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "emoji"; readonly text: string; readonly name: string }
  | { readonly kind: "bold" | "italic" | "strike" | "quote"; readonly children: readonly Span[] }
  | { readonly kind: "code" | "pre"; readonly text: string }
  | { readonly kind: "link"; readonly url: string; readonly children: readonly Span[] }
  | { readonly kind: "person"; readonly id: string }
  | { readonly kind: "channel"; readonly id: string }
  /** `@here` and its like, and groups of people: shown as they are named. */
  | { readonly kind: "broadcast"; readonly text: string }
  | {
      readonly kind: "date";
      readonly seconds: number;
      readonly format: string;
      readonly url?: string;
    };

/** `verbatim`: only what is marked as a link is one. */
export interface Reading {
  readonly verbatim?: boolean;
}

/** The parser recurses over lines and quotes, so that a text of 40,000 characters goes to it in pieces. */
const PIECE = 6_000;

/** Reads mrkdwn with Slack's three escapes. Any string can be read; no letter of it is lost but in markup. */
export function readMrkdwn(text: string, reading: Reading = {}): Span[] {
  // Slack stores a `>` that begins a line escaped, whether its sender did so or not.
  const stored = text.replace(/^>+/gm, (marks) => "&gt;".repeat(marks.length));
  return piecesOf(withBounds(stored)).flatMap((piece) => spansOf(parse(piece).children, reading));
}

/** Undoes Slack's escapes, once, and what `withBounds` did. */
function unescaped(text: string): string {
  return withoutBounds(text).replace(/&(amp|lt|gt);/g, (_whole, name: string) =>
    name === "amp" ? "&" : name === "lt" ? "<" : ">",
  );
}

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > PIECE) {
    const gap = Math.max(rest.lastIndexOf("\n", PIECE), rest.lastIndexOf(" ", PIECE));
    const end = gap > PIECE / 2 ? gap + 1 : PIECE;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}

function spansOf(nodes: readonly Node[], reading: Reading): Span[] {
  const spans: Span[] = [];
  let text = "";
  let afterBlock = false;
  const flush = () => {
    // A quote or code block ends its line by itself.
    const kept = afterBlock ? text.replace(/^\n/, "") : text;
    if (text !== "") afterBlock = false;
    spans.push(...inline(unescaped(kept), reading));
    text = "";
  };
  for (const node of nodes) {
    // What the parser takes for emoji may be half of a time of day, so it is looked for anew in the whole text.
    const plain = plainSource(node);
    if (plain !== undefined) {
      text += plain;
      continue;
    }
    flush();
    spans.push(...spanOf(node, reading));
    afterBlock = node.type === NodeType.Quote || node.type === NodeType.PreText;
  }
  flush();
  return spans;
}

function plainSource(node: Node): string | undefined {
  return node.type === NodeType.Text || node.type === NodeType.Emoji ? node.source : undefined;
}

/** Text that holds no markup, with its emoji and, unless verbatim, its addresses. */
function inline(text: string, { verbatim = false }: Reading): Span[] {
  const stretches = verbatim ? [{ text }] : findAddresses(text);
  return stretches.flatMap((stretch): Span[] =>
    "url" in stretch && stretch.url !== undefined
      ? [{ kind: "link", url: stretch.url, children: [{ kind: "text", text: stretch.text }] }]
      : withEmoji(stretch.text),
  );
}

/** Plain text with its emoji. */
export function withEmoji(text: string): Span[] {
  return findEmoji(text).map((found) =>
    found.name === undefined
      ? { kind: "text", text: found.text }
      : { kind: "emoji", text: found.text, name: found.name },
  );
}

function spanOf(node: Node, reading: Reading): Span[] {
  switch (node.type) {
    case NodeType.Bold:
      return [{ kind: "bold", children: spansOf(node.children, reading) }];
    case NodeType.Italic:
      return [{ kind: "italic", children: spansOf(node.children, reading) }];
    case NodeType.Strike:
      return [{ kind: "strike", children: spansOf(node.children, reading) }];
    case NodeType.Quote:
      return [{ kind: "quote", children: unindented(spansOf(node.children, reading)) }];
    case NodeType.Code:
      return [{ kind: "code", text: unescaped(node.text) }];
    case NodeType.PreText:
      return [{ kind: "pre", text: unescaped(node.text).replace(/^\n|\n$/g, "") }];
    case NodeType.UserLink:
      return [{ kind: "person", id: bare(node.userID) }];
    case NodeType.ChannelLink:
      return [{ kind: "channel", id: bare(node.channelID) }];
    case NodeType.URL:
      return [linkOf(node.url, node.label, node.source, reading)];
    case NodeType.Command:
      return [commandOf(node.name, node.arguments, node.label, node.source)];
    default:
      return [{ kind: "text", text: unescaped(node.source) }];
  }
}

/** `> quoted`: the blank after each line's mark is not part of what is quoted. */
function unindented(spans: readonly Span[]): Span[] {
  return spans.flatMap((span, index): Span[] => {
    if (span.kind !== "text") return [span];
    const text = span.text.replace(index === 0 ? /^ |(?<=\n) /g : /(?<=\n) /g, "");
    return text === "" ? [] : [{ kind: "text", text }];
  });
}

/** An id such as `U123`, of `U123|` with its empty label. */
function bare(id: string): string {
  return withoutBounds(id).replace(/\|.*$/, "");
}

function linkOf(address: string, label: Node[] | undefined, source: string, reading: Reading): Span {
  const url = safeUrl(unescaped(bare(address)));
  // What would not open a page is shown as written: its label alone could pass for anything.
  if (url === undefined) return { kind: "text", text: unescaped(source) };
  const text: Span = { kind: "text", text: unescaped(bare(address)).replace(/^mailto:/, "") };
  // Only what stands in the label: an address inside it must not become a link within the link.
  const children = label === undefined ? [text] : spansOf(label, { ...reading, verbatim: true });
  return { kind: "link", url, children: children.length > 0 ? children : [text] };
}

function commandOf(
  name: string,
  [first = "", second, third]: readonly string[],
  label: Node[] | undefined,
  source: string,
): Span {
  const labelText = label === undefined ? undefined : unescaped(label.map((node) => node.source).join(""));
  if (name === "date") {
    const seconds = Number(first);
    const isDate = /^-?\d+$/.test(first) && isInstant(seconds) && second !== undefined;
    if (!isDate) return { kind: "text", text: labelText ?? unescaped(source) };
    const url = third === undefined ? undefined : safeUrl(unescaped(third));
    return { kind: "date", seconds, format: unescaped(second), ...(url === undefined ? {} : { url }) };
  }
  if (["here", "channel", "everyone"].includes(bare(name)))
    return { kind: "broadcast", text: `@${bare(name)}` };
  if (name === "subteam") return { kind: "broadcast", text: groupName(labelText ?? bare(first)) };
  return { kind: "text", text: labelText ?? unescaped(source) };
}

function groupName(label: string): string {
  return label.startsWith("@") ? label : `@${label}`;
}
