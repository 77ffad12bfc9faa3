/** A rich text block: what Slack's own composer makes. */
import type { RichTextBlock, RichTextElement, RichTextList } from "@slack/types";
import type { ComponentChildren, VNode } from "preact";
import type { Reader } from "../surface.ts";
import { isInstant } from "../text/dates.ts";
import { emojiOf } from "../text/emoji.ts";
import { safeUrl } from "../text/links.ts";
import { Link, PersonMention, Run, SlackDate } from "../text/Spans.tsx";

export function RichText({ block, reader }: { block: RichTextBlock; reader: Reader }) {
  return <div class="bk-rich">{block.elements.map((part) => draw(part, reader))}</div>;
}

function draw(part: RichTextBlock["elements"][number], reader: Reader): VNode {
  switch (part.type) {
    case "rich_text_section":
      return <div class="bk-text">{inline(part.elements, reader)}</div>;
    case "rich_text_quote":
      return <blockquote class="bk-quote bk-text">{inline(part.elements, reader)}</blockquote>;
    case "rich_text_preformatted":
      return <pre class="bk-pre">{inline(part.elements, reader)}</pre>;
    case "rich_text_list":
      return <List list={part} reader={reader} />;
  }
}

/** Slack's lists lie side by side and say how deep they are; one that goes on after a deeper one has an `offset`. */
function List({ list, reader }: { list: RichTextList; reader: Reader }) {
  const depth = list.indent ?? 0;
  const offset = "offset" in list ? Number(list.offset) : 0;
  const items = list.elements.map((item) => <li class="bk-text">{inline(item.elements, reader)}</li>);
  const style = `bk-list bk-list-${depth % 3}`;
  const indent = { marginInlineStart: `${depth * 24}px` };
  return list.style === "ordered" ? (
    <ol class={style} style={indent} start={offset + 1}>
      {items}
    </ol>
  ) : (
    <ul class={style} style={indent}>
      {items}
    </ul>
  );
}

function inline(elements: readonly RichTextElement[], reader: Reader): VNode[] {
  return elements.map((element) => <Styled style={element.style}>{drawInline(element, reader)}</Styled>);
}

function drawInline(element: RichTextElement, reader: Reader): ComponentChildren {
  switch (element.type) {
    case "text":
      return <Run text={element.text} />;
    case "link": {
      const url = safeUrl(element.url);
      const text = <Run text={element.text || element.url} />;
      return url === undefined ? text : <Link url={url}>{text}</Link>;
    }
    case "emoji": {
      const [name = "", tone] = element.name.split("::skin-tone-");
      return <span class="bk-emoji">{emojiOf(name, tone) ?? `:${element.name}:`}</span>;
    }
    case "user":
      return <PersonMention id={element.user_id} reader={reader} />;
    case "channel":
      return <span class="bk-mention">#{reader.channelName(element.channel_id)}</span>;
    case "usergroup":
      return <span class="bk-mention">@{element.usergroup_id}</span>;
    case "team":
      return <span class="bk-mention">@{element.team_id}</span>;
    case "broadcast":
      return <span class="bk-mention bk-mention-me">@{element.range}</span>;
    case "color":
      return <Colour value={element.value} />;
    case "date":
      return isInstant(element.timestamp) ? (
        <SlackDate
          seconds={element.timestamp}
          format={element.format}
          url={element.url === undefined ? undefined : safeUrl(element.url)}
          reader={reader}
        />
      ) : (
        (element.fallback ?? "")
      );
  }
}

/** A swatch only for what is a colour: anything else in a style could load something. */
function Colour({ value }: { value: string }) {
  const isColour = /^#[0-9a-f]{3,8}$/i.test(value);
  return (
    <>
      {value} {isColour && <span class="bk-colour" style={{ background: value }} />}
    </>
  );
}

interface StyledProps {
  readonly style: RichTextElement["style"];
  readonly children: ComponentChildren;
}

function Styled({ style = {}, children }: StyledProps) {
  let styled = children;
  if (style.code) styled = <code class="bk-code">{styled}</code>;
  if (style.bold) styled = <strong>{styled}</strong>;
  if (style.italic) styled = <em>{styled}</em>;
  if (style.strike) styled = <s>{styled}</s>;
  if (style.underline) styled = <u>{styled}</u>;
  return <>{styled}</>;
}
