/** The content of a message: what Slack takes, cuts and refuses. */
import type { KnownBlock, MessageAttachment } from "@slack/types";
import { withIds } from "../state/blockIds.ts";
import type { Metadata } from "../types.ts";
import type { World } from "../world.ts";
import { blame, type Refusal, refuseFor } from "./answer.ts";
import { type Args, structured } from "./arguments.ts";
import { refusePictures } from "./pictures.ts";

export interface Content {
  readonly ok: true;
  /** `undefined` where the call says nothing about it: an update then keeps what was there. */
  readonly text: string | undefined;
  readonly blocks: readonly KnownBlock[] | undefined;
  readonly attachments: readonly MessageAttachment[] | undefined;
  readonly metadata: Metadata | null | undefined;
  readonly warnings: readonly string[];
}

/** Reads and checks text, blocks, attachments and metadata. `where` names the call in `sim.violations`. */
export function readContent(
  world: World,
  args: Args,
  kind: "post" | "update",
  where: string,
): Content | Refusal {
  const warnings: string[] = [];
  const blocks = readBlocks(world, structured(args, "blocks"));
  if (isRefusal(blocks)) return blocks;
  const attachments = readAttachments(world, structured(args, "attachments"));
  if (isRefusal(attachments)) return attachments;
  const metadata = readMetadata(world, structured(args, "metadata"));
  if (isRefusal(metadata)) return metadata;

  let text = typeof args.text === "string" ? args.text : undefined;
  if (!text && !blocks?.length && !attachments?.length && !(kind === "update" && (blocks || attachments))) {
    return blame("text", "no_text", "neither text nor blocks nor attachments");
  }
  if (text !== undefined && kind === "update" && text.length > world.limits.updateText) {
    return blame("text", "msg_too_long", `text of ${text.length} characters on update`);
  }
  if (text !== undefined && text.length > world.limits.postText) {
    world.journal.violation(
      "text",
      where,
      "message_truncated",
      `text of ${text.length} characters`,
      world.now(),
    );
    text = text.slice(0, world.limits.postText);
    warnings.push("message_truncated");
  }
  if (!text && blocks?.length) {
    // Accepted by Slack; but notifications and screen readers then have nothing to say.
    world.journal.violation("text", where, "missing_text_in_message", "blocks without text", world.now());
    warnings.push("missing_text_in_message");
  }
  return { ok: true, text, blocks, attachments, metadata, warnings };
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "ok" in value && value.ok === false;
}

function readBlocks(world: World, value: unknown): readonly KnownBlock[] | undefined | Refusal {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return blame("blocks", "invalid_blocks_format", "blocks is no array");
  const problems = world.validator.messageBlocks(value);
  if (problems.length > 0) return refuseFor("blocks", "invalid_blocks", problems);
  const length = JSON.stringify(value).length;
  if (length > world.limits.blocksJson) {
    return blame("blocks", "msg_blocks_too_long", `blocks of ${length} characters of JSON`);
  }
  return refusePictures(world, value, "/blocks", "invalid_blocks") ?? withIds(value as KnownBlock[]);
}

function readAttachments(world: World, value: unknown): readonly MessageAttachment[] | undefined | Refusal {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return blame("arguments", "invalid_attachments", "attachments is no array");
  if (value.length > world.limits.attachments) {
    return blame("arguments", "too_many_attachments", `${value.length} attachments`);
  }
  const attachments = value as MessageAttachment[];
  const problems = attachments.flatMap((attachment, index) =>
    attachment.blocks === undefined
      ? []
      : world.validator.messageBlocks(attachment.blocks, `/attachments/${index}/blocks`),
  );
  if (problems.length > 0) return refuseFor("blocks", "invalid_attachments", problems);
  return refusePictures(world, attachments, "/attachments", "invalid_attachments") ?? attachments;
}

function readMetadata(world: World, value: unknown): Metadata | null | undefined | Refusal {
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return blame("metadata", "invalid_metadata_format", "metadata is no object");
  }
  // An empty object takes a message's metadata away.
  if (Object.keys(value).length === 0) return null;
  const { event_type, event_payload } = value as Partial<Metadata>;
  const isObject =
    typeof event_payload === "object" && event_payload !== null && !Array.isArray(event_payload);
  if (typeof event_type !== "string" || event_type === "" || !isObject) {
    return blame("metadata", "invalid_metadata_schema", "metadata needs event_type and event_payload");
  }
  const length = JSON.stringify(value).length;
  if (length > world.limits.metadataJson) {
    return blame("metadata", "metadata_too_large", `metadata of ${length} characters of JSON`);
  }
  return { event_type, event_payload: event_payload as Record<string, unknown> };
}
