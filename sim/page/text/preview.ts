/** A text as one would read it aloud: for notifications, lists and the names of controls. */
import type { Reader } from "../surface.ts";
import { formatDate } from "./dates.ts";
import { readMrkdwn, type Span } from "./spans.ts";
import { viewpointAt } from "./viewpoint.ts";

/** mrkdwn without its marks, on one line. */
export function previewOf(text: string, reader: Reader): string {
  return plainOf(readMrkdwn(text, { verbatim: true }), reader)
    .replace(/\s+/g, " ")
    .trim();
}

function plainOf(spans: readonly Span[], reader: Reader): string {
  return spans.map((span) => plain(span, reader)).join("");
}

function plain(span: Span, reader: Reader): string {
  switch (span.kind) {
    case "text":
    case "emoji":
    case "broadcast":
      return span.text;
    case "code":
      return span.text;
    case "pre":
      return ` ${span.text} `;
    case "bold":
    case "italic":
    case "strike":
    case "link":
      return plainOf(span.children, reader);
    case "quote":
      return ` ${plainOf(span.children, reader)} `;
    case "person":
      return `@${reader.personName(span.id)}`;
    case "channel":
      return `#${reader.channelName(span.id)}`;
    case "date":
      return formatDate(span.seconds, span.format, viewpointAt(reader.now()));
  }
}
