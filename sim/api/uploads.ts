/** The bytes of files: POSTed to the address that was given out, raw or as a form; and shown to a browser. */
import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { MIME_TYPES } from "../state/files.ts";
import type { World } from "../world.ts";
import { UPLOAD_PATH } from "./methods/files.ts";

type Env = { Bindings: HttpBindings };

/** What this process is willing to keep of one file; Slack takes a gigabyte. */
const MAX_BYTES = 64 * 1_048_576;
/** The name of this route in the log and for faults. */
const UPLOAD = "upload_url";

/** No token is asked for: the address is the secret, as at Slack. */
export function takeUploads(app: Hono<Env>, world: World): void {
  app.post(
    `${UPLOAD_PATH}:token`,
    bodyLimit({ maxSize: MAX_BYTES, onError: (c) => c.text("too large", 413) }),
    async (c) => {
      const fault = world.faults.strike(UPLOAD, []);
      if (fault?.kind === "slow") await world.deliveries.pause(fault.delayMs ?? 1_000);
      const status = fault === undefined || fault.kind === "slow" ? await take(world, c) : 500;
      const ok = status === 200;
      world.journal.call({
        method: UPLOAD,
        args: {},
        at: world.now(),
        ok,
        ...(ok ? {} : { error: fault?.kind ?? `http_${status}` }),
        status,
        ...(fault === undefined ? {} : { fault: fault.kind }),
        ms: 0,
      });
      world.changes.notify();
      return c.text(ok ? "OK" : "Not taken", status);
    },
  );
}

async function take(world: World, c: Context<Env>): Promise<200 | 400 | 404> {
  const token = c.req.param("token") ?? "";
  const file = world.files.awaited(token);
  if (file === undefined) return 404;
  const bytes = await bytesOf(c);
  if (bytes.length === file.length) {
    world.files.upload(token, bytes);
    return 200;
  }
  const detail = `${file.id} was announced with ${file.length} bytes, ${bytes.length} came`;
  world.journal.violation("arguments", UPLOAD, "wrong_length", detail, world.now());
  return 400;
}

/** The first file of a form, or the body as it is. */
async function bytesOf(c: Context<Env>): Promise<Uint8Array> {
  if (!/^multipart\/form-data/i.test(c.req.header("content-type") ?? "")) {
    return new Uint8Array(await c.req.arrayBuffer());
  }
  for (const [, part] of await c.req.formData()) {
    if (part instanceof File) return new Uint8Array(await part.arrayBuffer());
  }
  return new Uint8Array();
}

/** Only pictures are shown as what they are: nothing that was uploaded may run in the page. */
export function serveFiles(app: Hono<Env>, world: World): void {
  app.get("/files/:id", (c) => {
    const file = world.files.get(c.req.param("id"));
    if (file?.bytes == null || file.completed === null) return c.notFound();
    return c.body(new Uint8Array(file.bytes), 200, {
      "content-type": MIME_TYPES[file.kind],
      "content-security-policy": "default-src 'none'; sandbox",
      ...(file.kind === "binary" ? { "content-disposition": "attachment" } : {}),
    });
  });
}
