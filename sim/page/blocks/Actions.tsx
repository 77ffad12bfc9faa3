/** A row of elements. */
import type { ActionsBlock } from "@slack/types";
import { Accessory } from "./elements/Element.tsx";
import type { Scene } from "./scene.ts";

export function Actions({ block, scene }: { block: ActionsBlock; scene: Scene }) {
  return (
    <div class="bk-actions">
      {block.elements.map((element, index) => (
        <Accessory
          key={element.action_id ?? index}
          element={element}
          blockId={block.block_id ?? ""}
          scene={scene}
          besideId={undefined}
        />
      ))}
    </div>
  );
}
