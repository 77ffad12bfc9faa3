/** A secondary attachment: a bar of colour, text or blocks beside it. */
import type { MessageAttachment } from "@slack/types";
import { Blocks } from "../blocks/Blocks.tsx";
import type { Surface } from "../surface.ts";
import { Mrkdwn } from "../text/Mrkdwn.tsx";
import { useSitting } from "./context.ts";

interface AttachmentProps {
  readonly attachment: MessageAttachment;
  readonly surface: Surface;
}

/** Slack's three names; anything else is a hex value with or without its `#`. */
const NAMED: Readonly<Record<string, string>> = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };

export function Attachment({ attachment, surface }: AttachmentProps) {
  const { reader } = useSitting().session;
  const { color = "", pretext, title, text, fields = [], blocks = [], footer, fallback } = attachment;
  const isEmpty =
    [pretext, title, text, footer].every((part) => !part) && fields.length + blocks.length === 0;
  return (
    <div class="attachment">
      {pretext && <Mrkdwn text={pretext} reader={reader} />}
      <div class="attachment-inner">
        <span class="attachment-bar" style={{ background: colourOf(color) }} />
        <div class="attachment-content">
          {title && <p class="attachment-title">{title}</p>}
          {text && <Mrkdwn text={text} reader={reader} />}
          {fields.length > 0 && (
            <dl class="attachment-fields">
              {fields.map(({ title: name, value, short }) => (
                <div key={`${name} ${value}`} data-short={short === true}>
                  <dt>{name}</dt>
                  <dd>
                    <Mrkdwn text={value} reader={reader} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
          {blocks.length > 0 && <Blocks blocks={blocks as never} surface={surface} reader={reader} />}
          {footer && <p class="attachment-footer">{footer}</p>}
          {isEmpty && fallback && <p>{fallback}</p>}
        </div>
      </div>
    </div>
  );
}

function colourOf(color: string): string {
  if (color in NAMED) return NAMED[color] ?? "";
  return /^#?[\da-f]{3,8}$/i.test(color) ? `#${color.replace("#", "")}` : "var(--border-strong)";
}
