/** Spans as short HTML, for tests to compare with what Slack shows. */
import type { Span } from "../../sim/page/text/spans.ts";

const TAGS = { bold: "b", italic: "i", strike: "s", quote: "q" } as const;

export function html(spans: readonly Span[]): string {
  return spans.map(tag).join("");
}

/** What is seen, without any marks. */
export function visible(spans: readonly Span[]): string {
  return spans
    .map((span) => ("text" in span ? span.text : "children" in span ? visible(span.children) : ""))
    .join("");
}

function tag(span: Span): string {
  switch (span.kind) {
    case "text":
      return span.text;
    case "emoji":
      return `[${span.text}]`;
    case "code":
    case "pre":
      return `<${span.kind}>${span.text}</${span.kind}>`;
    case "link":
      return `<a ${span.url}>${html(span.children)}</a>`;
    case "person":
    case "channel":
      return `{${span.kind} ${span.id}}`;
    case "broadcast":
      return `{${span.text}}`;
    case "date":
      return `{${span.seconds} ${span.format}${span.url === undefined ? "" : ` ${span.url}`}}`;
    default:
      return `<${TAGS[span.kind]}>${html(span.children)}</${TAGS[span.kind]}>`;
  }
}
