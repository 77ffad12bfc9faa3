// Puts charts into the workspace as files, by Slack's three steps: an address, the bytes, done. The file is shared
// nowhere; a message shows it by its id.
import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { type Picture, PictureLater, type Pictures } from "../app/pictures.ts";
import { altOf } from "../charts/alt.ts";
import type { Chart } from "../charts/chart.ts";
import type { Clock } from "../clock.ts";
import { CALL_TIMEOUT_MS, type CallFailure, type CallResult, type SlackApi } from "./client.ts";

/** How long a message waits for its picture, and how long a new file may be unknown to Slack's messages. */
const PATIENCE_MS = 60_000;
const AGAIN_MS = 2_000;
/** After Slack has said that Baton may put no files there; nobody mends that within minutes. */
const REST_MS = 60 * 60_000;
/** Charts remembered; a digest has a few. */
const REMEMBERED = 200;
/** Slack's limit of a file's description. */
const ALT_MAX = 1_000;

/** What errors.ts takes for passing, because messages wait for it to be mended. A picture is not worth waiting for. */
const NOT_ALLOWED: ReadonlySet<string> = new Set(["missing_scope", "no_permission", "access_denied"]);

export interface PicturesDeps {
  readonly api: SlackApi;
  readonly draw: (chart: Chart) => Promise<Uint8Array>;
  readonly clock: Clock;
  readonly log: Logger;
}

export class SlackPictures implements Pictures {
  readonly #deps: PicturesDeps;
  /** Under way, or there. */
  readonly #charts = new Map<string, Promise<Picture | null>>();
  /** When each chart was first refused by what passes. */
  readonly #failingFrom = new Map<string, number>();
  readonly #madeAt = new Map<string, number>();
  #restUntil = 0;
  #warned = false;

  constructor(deps: PicturesDeps) {
    this.#deps = deps;
  }

  upload(chart: Chart): Promise<Picture | null> {
    const key = createHash("sha256").update(JSON.stringify(chart)).digest("hex");
    const known = this.#charts.get(key);
    if (known) return known;
    if (this.#deps.clock.now() < this.#restUntil) return Promise.resolve(null);
    const picture = this.#put(key, chart);
    remember(this.#charts, key, picture);
    const forget = () => this.#charts.delete(key);
    // Only a picture that is there is remembered.
    picture.then((one) => one ?? forget(), forget);
    return picture;
  }

  /**
   * Whether a file is so new that Slack may not know it yet. A file that has just been completed is still being looked
   * at for a moment, and until then a message with it is refused as `invalid_blocks` ("invalid slack file").
   */
  isNew(fileId: string): boolean {
    const madeAt = this.#madeAt.get(fileId);
    return madeAt !== undefined && this.#deps.clock.now() < madeAt + PATIENCE_MS;
  }

  /** Slack shows this file no more: somebody deleted it, or never could. The chart is put there anew when asked for. */
  async forget(fileId: string): Promise<void> {
    this.#madeAt.delete(fileId);
    for (const [key, picture] of this.#charts) {
      if ((await picture.catch(() => null))?.fileId === fileId) this.#charts.delete(key);
    }
  }

  async #put(key: string, chart: Chart): Promise<Picture | null> {
    const { clock, log } = this.#deps;
    const png = await this.#drawn(chart);
    if (png === null) return null;
    const put = await this.#threeSteps(png, chart);
    if (put.kind === "done") {
      remember(this.#madeAt, put.answer.fileId, clock.now());
      this.#failingFrom.delete(key);
      return put.answer;
    }
    if (put.kind === "refused" && isForGood(put)) return this.#doWithout(put.code);
    const failingFrom = this.#failingFrom.get(key) ?? clock.now();
    remember(this.#failingFrom, key, failingFrom);
    const error = put.kind === "refused" ? put.code : put.kind === "rate_limited" ? put.kind : put.error;
    if (clock.now() < failingFrom + PATIENCE_MS) {
      throw new PictureLater(
        `a picture: ${error}`,
        put.kind === "rate_limited" ? Math.min(put.waitMs, PATIENCE_MS) : AGAIN_MS,
      );
    }
    log.warn({ error }, "Slack has not taken a picture for a minute; the message goes without it");
    return null;
  }

  async #drawn(chart: Chart): Promise<Uint8Array | null> {
    try {
      return await this.#deps.draw(chart);
    } catch (error) {
      this.#deps.log.error({ err: error }, "a chart could not be drawn; the message goes without it");
      return null;
    }
  }

  #doWithout(code: string): null {
    const { clock, log } = this.#deps;
    this.#restUntil = clock.now() + REST_MS;
    if (!this.#warned) {
      const todo =
        code === "missing_scope" ? "install the app again with manifest.yml's scopes" : "see the code";
      log.warn({ code, todo }, "Slack takes no pictures from Baton; messages go without them");
    }
    this.#warned = true;
    return null;
  }

  async #threeSteps(png: Uint8Array, chart: Chart): Promise<CallResult<Picture & { ok: boolean }>> {
    const { api } = this.#deps;
    const place = await api.call((client) =>
      // The SDK's types say `alt_text`, which Slack does not read.
      client.files.getUploadURLExternal({
        filename: "chart.png",
        length: png.length,
        ...{ alt_txt: altOf(chart, ALT_MAX) },
      }),
    );
    if (place.kind !== "done") return place;
    const { upload_url: url, file_id: fileId } = place.answer;
    if (url === undefined || fileId === undefined) return { kind: "passing", error: "no address for a file" };
    const failed = await sendBytes(url, png);
    if (failed !== null) return failed;
    const completed = await api.call((client) =>
      client.files.completeUploadExternal({ files: [{ id: fileId, title: chart.title.slice(0, 200) }] }),
    );
    return completed.kind === "done" ? { kind: "done", answer: { ok: true, fileId } } : completed;
  }
}

/** Repeating the three steps leaves at worst a file that nobody sees, so that nothing here is unclear. */
async function sendBytes(url: string, png: Uint8Array): Promise<CallFailure | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "image/png" },
      body: Buffer.from(png),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.ok ? null : { kind: "passing", error: `http ${response.status}` };
  } catch (error) {
    return { kind: "passing", error: error instanceof Error ? error.message : String(error) };
  }
}

function isForGood({ code, sort }: Extract<CallFailure, { kind: "refused" }>): boolean {
  return NOT_ALLOWED.has(code) || sort === "permanent";
}

/** The oldest goes first. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
}
