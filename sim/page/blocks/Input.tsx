/** An input of a form: its label, the element, a hint, and what is wrong with what it holds. */
import type { InputBlock } from "@slack/types";
import { PlainText } from "../text/Mrkdwn.tsx";
import { InputElement, isGroup } from "./elements/Element.tsx";
import { idOf, type Scene } from "./scene.ts";

export function Input({ block, scene }: { block: InputBlock; scene: Scene }) {
  const { element, label, hint, optional = false } = block;
  const blockId = block.block_id ?? "";
  const id = idOf(scene, blockId, "control");
  const [labelId, hintId, errorId] = [`${id}-label`, `${id}-hint`, `${id}-error`];
  const error = scene.surface.errorOf(blockId);
  const described = [error === undefined ? "" : errorId, hint === undefined ? "" : hintId].filter(Boolean);
  const name = (
    <>
      <PlainText text={label.text} emoji={label.emoji} />
      {optional && <span class="bk-optional"> (optional)</span>}
    </>
  );
  return (
    <div class={error === undefined ? "bk-input" : "bk-input bk-input-wrong"}>
      {isGroup(element) ? (
        <div class="bk-label" id={labelId}>
          {name}
        </div>
      ) : (
        <label class="bk-label" id={labelId} for={id}>
          {name}
        </label>
      )}
      <InputElement
        block={block}
        element={element}
        scene={scene}
        field={{
          id,
          labelledBy: isGroup(element) ? labelId : undefined,
          describedBy: described.length > 0 ? described.join(" ") : undefined,
          invalid: error !== undefined,
          required: !optional,
        }}
      />
      <div role="alert" id={errorId} class="bk-error">
        {error}
      </div>
      {hint !== undefined && (
        <div class="bk-hint" id={hintId}>
          <PlainText text={hint.text} emoji={hint.emoji} />
        </div>
      )}
    </div>
  );
}
