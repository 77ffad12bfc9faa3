// Messages with pictures. A file that was completed a moment ago is not yet to be had for Slack's messages, which then
// refuses the whole of them; and a file may be deleted by anybody who administers the workspace.
import type { KnownBlock } from "@slack/types";

/** The pictures of a workspace, as far as sending a message asks about them. */
export interface PictureAges {
  /** Whether the file is so new that Slack may not know it yet. */
  isNew(fileId: string): boolean;
  forget(fileId: string): Promise<void>;
}

/** Whether a refusal may be for the pictures' sake. Slack has no code of its own for it. */
export function mayBePictures(code: string, blocks: readonly KnownBlock[]): boolean {
  return (code === "invalid_blocks" || code === "invalid_blocks_format") && filesIn(blocks).length > 0;
}

/** The ids of the files that a message shows. */
export function filesIn(blocks: readonly KnownBlock[]): string[] {
  return blocks.flatMap((block) => {
    const file = fileOf(block);
    return file === null ? [] : [file];
  });
}

/** The same message, without the files it shows; what they say stands in its text as well. */
export function withoutPictures<Content extends { readonly blocks: readonly KnownBlock[] }>(
  message: Content,
): Content {
  return { ...message, blocks: message.blocks.filter((block) => fileOf(block) === null) };
}

function fileOf(block: KnownBlock): string | null {
  if (block.type !== "image" || !("slack_file" in block)) return null;
  return "id" in block.slack_file ? (block.slack_file.id ?? null) : null;
}
