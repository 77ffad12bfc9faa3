/** files.getUploadURLExternal, files.completeUploadExternal, files.info */
import { withIds } from "../../state/blockIds.ts";
import { MIME_TYPES, type SimFile } from "../../state/files.ts";
import { post } from "../../state/posting.ts";
import type { World } from "../../world.ts";
import { type Answer, blame, type Refusal, refuse, refuseFor } from "../answer.ts";
import { type Args, structured, text } from "../arguments.ts";
import { findChannel } from "../where.ts";

export const UPLOAD_PATH = "/upload/v1/";

export function getUploadUrl(world: World, args: Args): Answer {
  const { limits } = world;
  const length = Number(text(args, "length"));
  if (!Number.isSafeInteger(length) || length < 1) {
    return refuseFor("arguments", "invalid_arguments", [
      { pointer: "/length", message: "must be a positive integer" },
    ]);
  }
  const altText = text(args, "alt_txt") ?? "";
  if (altText.length > limits.fileAltText) {
    return blame("arguments", "alt_txt_too_large", `alt_txt of ${altText.length} characters`);
  }
  if (length > limits.fileBytes) {
    return blame("arguments", "file_upload_size_restricted", `a file of ${length} bytes`);
  }
  if (text(args, "snippet_type") !== undefined) {
    return blame("arguments", "unknown_snippet_type", "snippets are not imitated here");
  }
  const { id, token } = world.files.announce(
    { name: text(args, "filename") ?? "", altText, length },
    world.now(),
  );
  return { ok: true, upload_url: `${world.url()}${UPLOAD_PATH}${token}`, file_id: id };
}

export function completeUpload(world: World, args: Args): Answer {
  const named = readNamed(structured(args, "files"));
  if ("ok" in named) return named;
  for (const { id } of named) {
    const file = world.files.get(id);
    if (file === undefined || file.bytes === null || file.deleted) {
      return blame("arguments", "file_not_found", `${id} is not uploaded`);
    }
  }
  const share = text(args, "channel_id");
  const channel = share === undefined ? undefined : findChannel(world, share);
  if (share !== undefined && channel === undefined) return refuse("channel_not_found");
  if (channel !== undefined && !channel.botIsMember) return refuse("not_in_channel");
  const files = named.map(({ id, title }) => world.files.complete(id, title, world.now()));
  if (channel !== undefined) {
    const blocks = withIds(
      files.map((file) => ({
        type: "image" as const,
        slack_file: { id: file.id },
        alt_text: file.altText || file.title || file.name,
      })),
    );
    const comment = text(args, "initial_comment") ?? files.map(({ title }) => title).join(", ");
    const content = { text: comment, blocks, attachments: undefined, metadata: undefined };
    const { botUserId, botId } = world.identity;
    post(world, { channel: channel.id, threadTs: text(args, "thread_ts") }, content, botUserId, botId);
  }
  return { ok: true, files: files.map((file) => describeFile(world, file)) };
}

export function fileInfo(world: World, args: Args): Answer {
  const file = world.files.get(text(args, "file") ?? "");
  if (file === undefined || (file.completed === null && !file.deleted)) return refuse("file_not_found");
  if (file.deleted) return refuse("file_deleted");
  return { ok: true, file: describeFile(world, file), comments: [] };
}

function readNamed(files: unknown): readonly { id: string; title?: string }[] | Refusal {
  const wrong = (message: string) =>
    refuseFor("arguments", "invalid_arguments", [{ pointer: "/files", message }]);
  if (!Array.isArray(files) || files.length === 0) return wrong("must be a list of files");
  const named: { id: string; title?: string }[] = [];
  for (const each of files as unknown[]) {
    if (typeof each !== "object" || each === null || !("id" in each) || typeof each.id !== "string") {
      return wrong("each file needs its id");
    }
    const title = "title" in each && typeof each.title === "string" ? { title: each.title } : {};
    named.push({ id: each.id, ...title });
  }
  return named;
}

/** Where a browser finds the bytes. */
export function addressOf(world: World, file: SimFile): string {
  return `${world.url()}/files/${file.id}`;
}

function describeFile(world: World, file: SimFile): Record<string, unknown> {
  const created = Math.floor(file.created / 1_000);
  return {
    id: file.id,
    created,
    timestamp: created,
    name: file.name,
    title: file.title,
    alt_txt: file.altText,
    mimetype: MIME_TYPES[file.kind],
    filetype: file.kind,
    size: file.bytes?.length ?? 0,
    mode: "hosted",
    user: world.identity.botUserId,
    is_external: false,
    is_public: false,
    url_private: addressOf(world, file),
    permalink: addressOf(world, file),
    channels: [],
    groups: [],
    ims: [],
  };
}
