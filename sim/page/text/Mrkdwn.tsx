/** Slack's two kinds of text: marked up, and plain. */
import { useMemo } from "preact/hooks";
import type { Reader } from "../surface.ts";
import { Run, Spans } from "./Spans.tsx";
import { readMrkdwn, withEmoji } from "./spans.ts";

interface MrkdwnProps {
  readonly text: string;
  readonly reader: Reader;
  /** Nothing becomes a link that is not marked as one. */
  readonly verbatim?: boolean | undefined;
}

/** mrkdwn, with Slack's escapes, as Slack shows it. Read once for as long as the text is the same. */
export function Mrkdwn({ text, reader, verbatim = false }: MrkdwnProps) {
  const spans = useMemo(() => readMrkdwn(text, { verbatim }), [text, verbatim]);
  return (
    <span class="bk-text">
      <Spans spans={spans} reader={reader} />
    </span>
  );
}

/** Plain text: nothing in it is markup, but for emoji where the app allows them. */
export function PlainText({ text, emoji = true }: { text: string; emoji?: boolean | undefined }) {
  return (
    <span class="bk-text">
      {emoji ? (
        withEmoji(text).map((span) => ("text" in span ? <Run text={span.text} /> : null))
      ) : (
        <Run text={text} />
      )}
    </span>
  );
}
