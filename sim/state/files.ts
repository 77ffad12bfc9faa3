/** Files that the app has put into the workspace: announced, uploaded, completed, perhaps deleted. */
import { secret, slackId } from "./ids.ts";

export interface SimFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly altText: string;
  /** As announced. */
  readonly length: number;
  /** Null until they have been uploaded. */
  readonly bytes: Uint8Array | null;
  /** By their first bytes, whatever the name says. */
  readonly kind: FileKind;
  /** Epoch milliseconds. */
  readonly created: number;
  /** Null until `files.completeUploadExternal`. */
  readonly completed: number | null;
  readonly deleted: boolean;
}

export type FileKind = "png" | "jpg" | "gif" | "binary";

export const MIME_TYPES: Readonly<Record<FileKind, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  gif: "image/gif",
  binary: "application/octet-stream",
};

const FIRST_BYTES: readonly (readonly [FileKind, readonly number[]])[] = [
  ["png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["jpg", [0xff, 0xd8, 0xff]],
  ["gif", [0x47, 0x49, 0x46, 0x38]],
];

export class Files {
  readonly #byId = new Map<string, SimFile>();
  /** Upload addresses that have not been used. */
  readonly #uploads = new Map<string, string>();

  get(id: string): SimFile | undefined {
    return this.#byId.get(id);
  }

  /** A file that will come; the token is good for one upload. */
  announce(
    file: Pick<SimFile, "name" | "altText" | "length">,
    nowMs: number,
  ): { readonly id: string; readonly token: string } {
    const id = slackId("F0");
    const token = secret();
    this.#byId.set(id, {
      ...file,
      id,
      title: file.name,
      bytes: null,
      kind: "binary",
      created: nowMs,
      completed: null,
      deleted: false,
    });
    this.#uploads.set(token, id);
    return { id, token };
  }

  /** Which file an upload address is for; undefined when it is unknown or used. */
  awaited(token: string): SimFile | undefined {
    return this.#byId.get(this.#uploads.get(token) ?? "");
  }

  upload(token: string, bytes: Uint8Array): void {
    const file = this.awaited(token);
    if (file === undefined) throw new Error("No upload is awaited there");
    this.#uploads.delete(token);
    const kind = FIRST_BYTES.find(([, first]) => first.every((byte, at) => bytes[at] === byte))?.[0];
    this.#byId.set(file.id, { ...file, bytes, kind: kind ?? "binary" });
  }

  complete(id: string, title: string | undefined, nowMs: number): SimFile {
    return this.#change(id, { completed: nowMs, ...(title === undefined ? {} : { title }) });
  }

  /** As an administrator or a retention rule does, behind the app's back. */
  remove(id: string): void {
    this.#change(id, { deleted: true, bytes: null });
  }

  #change(id: string, change: Partial<SimFile>): SimFile {
    const file = this.#byId.get(id);
    if (file === undefined) throw new Error(`No file ${id} in this workspace`);
    const changed = { ...file, ...change };
    this.#byId.set(id, changed);
    return changed;
  }
}
