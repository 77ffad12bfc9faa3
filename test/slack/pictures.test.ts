// A chart's whole way into the workspace, and every way in which Slack will not have it.
import { describe, expect, test } from "vitest";
import { PictureLater } from "../../src/app/pictures.ts";
import { altOf } from "../../src/charts/alt.ts";
import { CHART, MINUTE, MIRROR, open, painter, shownIn, uploaded, withPicture } from "./pictureDesk.ts";

test("a chart is drawn, uploaded with its words, and shown in a message", async () => {
  await using desk = await open();
  const fileId = await uploaded(desk.pictures);
  const file = desk.sim.file(fileId);
  expect(file).toMatchObject({ kind: "png", title: "Offers this week", altText: altOf(CHART) });
  expect(file?.bytes).toEqual(new Uint8Array(await painter.png(CHART)));
  expect((await desk.messenger.post(MIRROR, withPicture(fileId))).kind).toBe("done");
  expect(shownIn(desk.sim)).toEqual(["section", "image"]);
  expect(desk.sim.violations).toEqual([]);
});

test("the same chart is uploaded once, however many ask at once; another is another file", async () => {
  await using desk = await open();
  const [first, second] = await Promise.all([uploaded(desk.pictures), uploaded(desk.pictures)]);
  expect(second).toBe(first);
  expect(await uploaded(desk.pictures)).toBe(first);
  expect([desk.drawn(), desk.calls("files.getUploadURLExternal")]).toEqual([1, 1]);
  const other = await desk.pictures.upload({ ...CHART, title: "Offers this month" });
  expect(other?.fileId).not.toBe(first);
});

test("the words of an enormous chart are within what Slack takes of a file", async () => {
  await using desk = await open();
  const categories = Array.from({ length: 500 }, (_, at) => `Somebody ${at}`);
  const chart = {
    ...CHART,
    title: "x".repeat(400),
    categories,
    series: [{ name: "n", values: categories.map(() => 1) }],
  };
  expect(await desk.pictures.upload(chart)).not.toBeNull();
  expect(desk.sim.violations).toEqual([]);
});

describe("a workspace that takes no pictures", () => {
  test.each(["missing_scope", "unknown_method", "not_allowed_token_type", "file_uploads_disabled"])(
    "with %s gets its messages without, and one warning tells of it",
    async (code) => {
      await using desk = await open();
      desk.sim.fault({ kind: "error", method: "files.getUploadURLExternal", code });
      expect(await desk.pictures.upload(CHART)).toBeNull();
      expect(await desk.pictures.upload({ ...CHART, title: "Another" })).toBeNull();
      desk.clock.turn(61 * MINUTE);
      expect(await desk.pictures.upload(CHART)).toBeNull();
      expect(desk.calls("files.getUploadURLExternal")).toBe(2);
      expect(desk.logged.filter(({ code: told }) => told === code)).toHaveLength(1);
    },
  );

  test("is asked again after an hour, and has them once it has been mended", async () => {
    await using desk = await open();
    const fault = desk.sim.fault({
      kind: "error",
      method: "files.getUploadURLExternal",
      code: "missing_scope",
    });
    expect(await desk.pictures.upload(CHART)).toBeNull();
    fault.clear();
    expect(await desk.pictures.upload(CHART)).toBeNull();
    desk.clock.turn(60 * MINUTE);
    expect(await desk.pictures.upload(CHART)).not.toBeNull();
  });

  test("really lacks files:write", async () => {
    await using desk = await open({ scopes: ["chat:write"] });
    expect(await desk.pictures.upload(CHART)).toBeNull();
    expect(desk.logged).toMatchObject([
      { code: "missing_scope", todo: expect.stringContaining("manifest.yml") },
    ]);
  });
});

describe("a picture that Slack cannot take just now", () => {
  test.each([
    ["files.getUploadURLExternal", "drop_before"],
    ["files.getUploadURLExternal", "http_500"],
    ["upload_url", "http_500"],
    ["files.completeUploadExternal", "drop_after"],
  ] as const)("for %s meeting %s comes at the next try", async (method, kind) => {
    await using desk = await open();
    desk.sim.fault({ kind, method, times: 1 });
    await expect(desk.pictures.upload(CHART)).rejects.toBeInstanceOf(PictureLater);
    expect(await desk.pictures.upload(CHART)).not.toBeNull();
  });

  test("is waited for as long as Slack says", async () => {
    await using desk = await open();
    desk.sim.fault({ kind: "ratelimited", method: "files.getUploadURLExternal", retryAfter: 7, times: 1 });
    await expect(desk.pictures.upload(CHART)).rejects.toMatchObject({ waitMs: 7_000 });
  });

  test("is waited for a minute and no longer", async () => {
    await using desk = await open();
    desk.sim.fault({ kind: "http_500", method: "upload_url" });
    await expect(desk.pictures.upload(CHART)).rejects.toBeInstanceOf(PictureLater);
    desk.clock.turn(MINUTE - 1);
    await expect(desk.pictures.upload(CHART)).rejects.toBeInstanceOf(PictureLater);
    desk.clock.turn(1);
    expect(await desk.pictures.upload(CHART)).toBeNull();
    desk.sim.clearFaults();
    expect(await desk.pictures.upload(CHART)).not.toBeNull();
  });
});

test("a chart that cannot be drawn is done without", async () => {
  await using desk = await open({}, () => Promise.reject(new Error("stuck")));
  expect(await desk.pictures.upload(CHART)).toBeNull();
  expect(desk.logged).toMatchObject([{ msg: "a chart could not be drawn; the message goes without it" }]);
});
