/** A context line: small images and texts. */
import type { ContextBlock } from "@slack/types";
import { SmallImage } from "./Image.tsx";
import type { Scene } from "./scene.ts";
import { Text } from "./Text.tsx";

export function Context({ block, scene }: { block: ContextBlock; scene: Scene }) {
  return (
    <div class="bk-context">
      {block.elements.map((element) =>
        element.type === "image" ? (
          <SmallImage image={element} size={20} />
        ) : (
          <div class="bk-context-text">
            <Text text={element} reader={scene.reader} />
          </div>
        ),
      )}
    </div>
  );
}
