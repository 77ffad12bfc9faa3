/** A section: text, fields in two columns, and an element beside them. */
import type { SectionBlock } from "@slack/types";
import { useState } from "preact/hooks";
import { Edited } from "./Edited.tsx";
import { Accessory } from "./elements/Element.tsx";
import { idOf, type Scene } from "./scene.ts";
import { Text } from "./Text.tsx";

/** Slack folds longer texts of messages, unless the app asks it not to. */
const FOLD_OVER = 700;

export function Section({ block, scene }: { block: SectionBlock; scene: Scene }) {
  const { text, fields, accessory, expand } = block;
  const blockId = block.block_id ?? "";
  const textId = idOf(scene, blockId, "text");
  const isFolded =
    text !== undefined && text.text.length > FOLD_OVER && expand !== true && scene.surface.kind === "message";
  const shown =
    text === undefined ? null : (
      <>
        <Text text={text} reader={scene.reader} />
        {scene.isEdited && <Edited />}
      </>
    );
  return (
    <div class={accessory?.type === "image" ? "bk-section bk-section-image" : "bk-section"}>
      <div class="bk-section-body">
        {shown !== null && <div id={textId}>{isFolded ? <Folded id={textId}>{shown}</Folded> : shown}</div>}
        {fields !== undefined && (
          <div class="bk-fields">
            {fields.map((field) => (
              <div class="bk-field">
                <Text text={field} reader={scene.reader} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory !== undefined && (
        <div class="bk-accessory">
          <Accessory
            element={accessory}
            blockId={blockId}
            scene={scene}
            besideId={text === undefined ? undefined : textId}
          />
        </div>
      )}
    </div>
  );
}

function Folded({ id, children }: { id: string; children: preact.ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {/* A link in the hidden part unfolds the text when the keyboard gets to it. */}
      <div class={open ? undefined : "bk-folded"} id={`${id}-all`} onFocusIn={() => setOpen(true)}>
        {children}
      </div>
      <button
        type="button"
        class="bk-more"
        aria-expanded={open}
        aria-controls={`${id}-all`}
        onClick={() => setOpen(!open)}
      >
        {open ? "Show less" : "Show more"}
      </button>
    </>
  );
}
