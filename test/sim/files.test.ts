// Files: announced, uploaded, completed, and shown in blocks only then.
import type { ImageBlock } from "@slack/types";
import { describe, expect, test } from "vitest";
import type { Sim } from "../../sim/index.ts";
import { ALICE, BOB, clientFor, MANAGERS, refusal, standingClock, workspace } from "./support.ts";

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

function picture(file: { id: string } | { url: string }): ImageBlock {
  return { type: "image", slack_file: file, alt_text: "Three bars" };
}

async function announced(sim: Sim, more: Record<string, unknown> = {}) {
  const asked = { filename: "chart.png", length: PNG.length, ...more };
  const { upload_url: url = "", file_id: id = "" } = await clientFor(sim).files.getUploadURLExternal(asked);
  return { url, id };
}

async function put(url: string, body: Uint8Array<ArrayBuffer> | FormData = PNG): Promise<number> {
  return (await fetch(url, { method: "POST", body })).status;
}

async function uploaded(sim: Sim, bytes: Uint8Array<ArrayBuffer> = PNG): Promise<string> {
  const { url, id } = await announced(sim, { length: bytes.length });
  await put(url, bytes);
  await clientFor(sim).files.completeUploadExternal({ files: [{ id, title: "Chart" }] });
  return id;
}

function post(sim: Sim, block: ImageBlock) {
  return clientFor(sim).chat.postMessage({ channel: MANAGERS, text: "A chart", blocks: [block] });
}

describe("a file", () => {
  test("is put there in three steps, and a message shows it by its id or its address", async () => {
    const sim = await workspace();
    const { url, id } = await announced(sim, { alt_txt: "Three bars" });
    expect(await put(url)).toBe(200);
    const completed = await clientFor(sim).files.completeUploadExternal({ files: [{ id, title: "Chart" }] });
    expect(completed.files).toMatchObject([{ id, title: "Chart" }]);
    const { file } = await clientFor(sim).files.info({ file: id });
    expect(file).toMatchObject({
      name: "chart.png",
      mimetype: "image/png",
      size: PNG.length,
      alt_txt: "Three bars",
    });
    await post(sim, picture({ id }));
    await post(sim, picture({ url: file?.url_private ?? "" }));
    expect(sim.user(ALICE).messages(MANAGERS)).toHaveLength(2);
    expect(sim.file(id)).toMatchObject({ altText: "Three bars", bytes: PNG });
    expect(sim.violations).toEqual([]);
  });

  test("may be uploaded as a form", async () => {
    const sim = await workspace();
    const { url, id } = await announced(sim);
    const form = new FormData();
    form.set("filename", new Blob([PNG]), "chart.png");
    expect(await put(url, form)).toBe(200);
    expect(sim.file(id)?.bytes).toEqual(PNG);
  });

  test("is served to the page as what it is, and to no other site", async () => {
    const sim = await workspace();
    const id = await uploaded(sim);
    const served = await fetch(`${sim.url}/files/${id}`);
    expect(served.headers.get("content-type")).toBe("image/png");
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(PNG);
    const script = await uploaded(sim, new TextEncoder().encode("<script>alert(1)</script>"));
    const harmless = await fetch(`${sim.url}/files/${script}`);
    expect(harmless.headers.get("content-type")).toBe("application/octet-stream");
    expect(harmless.headers.get("content-disposition")).toBe("attachment");
    const other = await fetch(`${sim.url}/files/${id}`, { headers: { "sec-fetch-site": "cross-site" } });
    expect(other.status).toBe(403);
    expect((await fetch(`${sim.url}/files/F0NOTHING`)).status).toBe(404);
  });

  test("that is shared with a channel is a picture there", async () => {
    const sim = await workspace();
    const { url, id } = await announced(sim);
    await put(url);
    const client = clientFor(sim);
    const share = (channel_id: string) =>
      client.files.completeUploadExternal({
        files: [{ id, title: "Chart" }],
        channel_id,
        initial_comment: "Look",
      });
    expect((await refusal(share("C0NOWHERE"))).error).toBe("channel_not_found");
    sim.kickBot(MANAGERS);
    expect((await refusal(share(MANAGERS))).error).toBe("not_in_channel");
    const dm = sim.user(BOB).dm();
    await share(dm);
    expect(sim.user(BOB).messages()).toMatchObject([{ text: "Look", blocks: [{ slack_file: { id } }] }]);
  });

  test("needs its scope, to be put there and to be asked about", async () => {
    const sim = await workspace({ scopes: ["chat:write"] });
    const client = clientFor(sim);
    const asked = client.files.getUploadURLExternal({ filename: "a.png", length: 1 });
    expect(await refusal(asked)).toMatchObject({ error: "missing_scope", needed: "files:write" });
    expect(await refusal(client.files.info({ file: "F0X" }))).toMatchObject({ needed: "files:read" });
  });
});

describe("what is refused", () => {
  test.each([
    [{ alt_txt: "x".repeat(1_001) }, "alt_txt_too_large"],
    [{ length: 2_000_000_000 }, "file_upload_size_restricted"],
    [{ length: 0 }, "invalid_arguments"],
    [{ filename: "" }, "invalid_arguments"],
    [{ snippet_type: "cobol" }, "unknown_snippet_type"],
  ])("an announcement with %o", async (more, code) => {
    const sim = await workspace();
    expect((await refusal(announced(sim, more))).error).toBe(code);
  });

  test("bytes of another length, bytes sent twice, and an address that was never given", async () => {
    const sim = await workspace();
    const { url } = await announced(sim);
    expect(await put(url, new Uint8Array(3))).toBe(400);
    expect(await put(url)).toBe(200);
    expect(await put(url)).toBe(404);
    expect(await put(`${sim.url}/upload/v1/made-up`)).toBe(404);
    expect(sim.violations).toMatchObject([{ code: "wrong_length" }]);
  });

  test("completing what was not uploaded", async () => {
    const sim = await workspace();
    const { id } = await announced(sim);
    const complete = clientFor(sim).files.completeUploadExternal({ files: [{ id }] });
    expect((await refusal(complete)).error).toBe("file_not_found");
  });

  test("a message with a file that is unknown, unfinished, no picture, or deleted", async () => {
    const sim = await workspace({ rateLimits: false });
    const { id: unfinished } = await announced(sim);
    const text = await uploaded(sim, new TextEncoder().encode("no picture"));
    const deleted = await uploaded(sim);
    sim.deleteFile(deleted);
    for (const id of ["F0UNKNOWN", unfinished, text, deleted]) {
      const refused = await refusal(post(sim, picture({ id })));
      expect(refused.error).toBe("invalid_blocks");
      expect(refused.response_metadata?.messages).toEqual([
        "[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]",
      ]);
    }
    expect(sim.violations).toHaveLength(4);
    expect((await refusal(clientFor(sim).files.info({ file: deleted }))).error).toBe("file_deleted");
    expect((await refusal(clientFor(sim).files.info({ file: unfinished }))).error).toBe("file_not_found");
  });

  test("a modal or Home tab with a file that is not there", async () => {
    const sim = await workspace();
    const view = { type: "home" as const, blocks: [picture({ id: "F0UNKNOWN" })] };
    const refused = await refusal(clientFor(sim).views.publish({ user_id: ALICE, view }));
    expect(refused).toMatchObject({ error: "invalid_arguments" });
  });

  test("a file that is too new, until it is ready; nobody is to blame for that", async () => {
    const clock = standingClock();
    const sim = await workspace({ now: clock.now, filesReadyAfterMs: 5_000 });
    const id = await uploaded(sim);
    expect((await refusal(post(sim, picture({ id })))).error).toBe("invalid_blocks");
    clock.turn(4_999);
    expect((await refusal(post(sim, picture({ id })))).error).toBe("invalid_blocks");
    clock.turn(1);
    expect((await post(sim, picture({ id }))).ok).toBe(true);
    expect(sim.violations).toEqual([]);
  });
});
