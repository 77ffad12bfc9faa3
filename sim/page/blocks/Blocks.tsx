/** Block Kit as Slack shows it: the blocks of a message, a modal or the Home tab. */
import type { KnownBlock } from "@slack/types";
import { useMemo } from "preact/hooks";
import type { Reader, Surface } from "../surface.ts";
import { PlainText } from "../text/Mrkdwn.tsx";
import { Actions } from "./Actions.tsx";
import { Context } from "./Context.tsx";
import { Edited } from "./Edited.tsx";
import { ImageBlock } from "./Image.tsx";
import { Input } from "./Input.tsx";
import { Placeholder } from "./Placeholder.tsx";
import { RichText } from "./RichText.tsx";
import { Section } from "./Section.tsx";
import type { Scene } from "./scene.ts";
import { Table } from "./Table.tsx";

interface BlocksProps {
  readonly blocks: readonly KnownBlock[];
  readonly surface: Surface;
  readonly reader: Reader;
  /** The message has been edited: stands behind its last words, or below where it ends in something else. */
  readonly isEdited?: boolean;
}

/** Draws blocks anew only when they are others: their surface's state is followed by the elements that show it. */
export function Blocks({ blocks, surface, reader, isEdited = false }: BlocksProps) {
  return useMemo(() => {
    const scene = { surface, reader };
    const last = isEdited ? blocks.at(-1) : undefined;
    const endsInText = last?.type === "section" && last.text !== undefined && last.fields === undefined;
    return (
      <div class={`bk-blocks bk-in-${surface.kind}`}>
        {blocks.map((block, index) => (
          <BlockView
            key={block.block_id ?? index}
            block={block}
            scene={endsInText && block === last ? { ...scene, isEdited } : scene}
          />
        ))}
        {isEdited && !endsInText && <Edited />}
      </div>
    );
  }, [blocks, surface, reader, isEdited]);
}

function BlockView({ block, scene }: { block: KnownBlock; scene: Scene }) {
  switch (block.type) {
    case "section":
      return <Section block={block} scene={scene} />;
    case "actions":
      return <Actions block={block} scene={scene} />;
    case "context":
      return <Context block={block} scene={scene} />;
    case "divider":
      return <hr class="bk-divider" />;
    case "header":
      return (
        <h3 class="bk-header">
          <PlainText text={block.text.text} emoji={block.text.emoji} />
        </h3>
      );
    case "image":
      return <ImageBlock block={block} />;
    case "input":
      return <Input block={block} scene={scene} />;
    case "rich_text":
      return <RichText block={block} reader={scene.reader} />;
    case "markdown":
      return (
        <figure class="bk-markdown">
          <figcaption>Markdown, which Slack would format</figcaption>
          <pre class="bk-pre">{block.text}</pre>
        </figure>
      );
    case "table":
      return <Table block={block} reader={scene.reader} />;
    default:
      return <Placeholder part={block} />;
  }
}
