/** Draws what `spans.ts` has read. */
import type { VNode } from "preact";
import type { Reader } from "../surface.ts";
import { formatDate, fullDate } from "./dates.ts";
import type { Span } from "./spans.ts";
import { viewpointAt } from "./viewpoint.ts";

export function Spans({ spans, reader }: { spans: readonly Span[]; reader: Reader }) {
  return <>{spans.map((span) => draw(span, reader))}</>;
}

function draw(span: Span, reader: Reader): VNode {
  switch (span.kind) {
    case "text":
      return <Run text={span.text} />;
    case "emoji":
      return (
        <span class="bk-emoji" title={`:${span.name}:`}>
          {span.text}
        </span>
      );
    case "bold":
      return (
        <strong>
          <Spans spans={span.children} reader={reader} />
        </strong>
      );
    case "italic":
      return (
        <em>
          <Spans spans={span.children} reader={reader} />
        </em>
      );
    case "strike":
      return (
        <s>
          <Spans spans={span.children} reader={reader} />
        </s>
      );
    case "quote":
      return (
        <blockquote class="bk-quote">
          <Spans spans={span.children} reader={reader} />
        </blockquote>
      );
    case "code":
      return <code class="bk-code">{span.text}</code>;
    case "pre":
      return <pre class="bk-pre">{span.text}</pre>;
    case "link":
      return (
        <Link url={span.url}>
          <Spans spans={span.children} reader={reader} />
        </Link>
      );
    case "person":
      return <PersonMention id={span.id} reader={reader} />;
    case "channel":
      return <span class="bk-mention">#{reader.channelName(span.id)}</span>;
    case "broadcast":
      return <span class="bk-mention bk-mention-me">{span.text}</span>;
    case "date":
      return <SlackDate seconds={span.seconds} format={span.format} url={span.url} reader={reader} />;
  }
}

const TURNS = /[\p{Bidi_Control}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Text that may run the other way keeps its direction to itself, so that it cannot reorder what stands beside it. */
export function Run({ text }: { text: string }) {
  return TURNS.test(text) ? <bdi>{text}</bdi> : text;
}

export function Link({ url, children }: { url: string; children: preact.ComponentChildren }) {
  return (
    <a class="bk-link" href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

export function PersonMention({ id, reader }: { id: string; reader: Reader }) {
  const isViewer = id === reader.viewer;
  return <bdi class={isViewer ? "bk-mention bk-mention-me" : "bk-mention"}>@{reader.personName(id)}</bdi>;
}

interface DateProps {
  readonly seconds: number;
  readonly format: string;
  readonly url?: string | undefined;
  readonly reader: Reader;
}

export function SlackDate({ seconds, format, url, reader }: DateProps) {
  const at = viewpointAt(reader.now());
  const time = (
    <time class="bk-date" dateTime={new Date(seconds * 1_000).toISOString()} title={fullDate(seconds, at)}>
      {formatDate(seconds, format, at)}
    </time>
  );
  return url === undefined ? time : <Link url={url}>{time}</Link>;
}
