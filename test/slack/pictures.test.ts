// A chart's whole way into a message, and every way in which Slack will not have it: the message comes all the same.
import { afterAll, describe, expect, test } from "vitest";
import { message } from "../../blocks/assemble.ts";
import { image, section } from "../../blocks/build.ts";
import { md } from "../../blocks/text.ts";
import { type Sim, type SimOptions, startSim } from "../../sim/index.ts";
import { PictureLater } from "../../src/app/pictures.ts";
import { altOf } from "../../src/charts/alt.ts";
import type { Chart } from "../../src/charts/chart.ts";
import { createPainter } from "../../src/charts/painter.ts";
import { TurnedClock } from "../../src/clock.ts";
import type { MirrorRef } from "../../src/domain/mirrors.ts";
import type { RenderedMessage } from "../../src/mirror/types.ts";
import { SlackApi } from "../../src/slack/client.ts";
import { DirectMessages } from "../../src/slack/directMessages.ts";
import { slackLogger } from "../../src/slack/logger.ts";
import { SlackMessenger } from "../../src/slack/messenger.ts";
import { SlackPictures } from "../../src/slack/pictures.ts";
import { Tell } from "../../src/slack/tell.ts";
import { collectingLog } from "./collectingLog.ts";

const painter = createPainter();
afterAll(() => painter.close());

const ALICE = "U0ALICE";
const MANAGERS = "C0MANAGERS";
const MINUTE = 60_000;
const CHART: Chart = {
  title: "Offers this week",
  kind: "bars",
  categories: ["Mon", "Tue"],
  series: [{ name: "Offers", values: [3, 5] }],
};
const MIRROR: MirrorRef = { id: "notice:lead_1:1", kind: "notice", leadId: "lead_1", to: MANAGERS };

/** The parts of the adapter that a message with a picture goes through, against a local Slack. */
async function open(options: SimOptions = {}, draw = painter.png) {
  const clock = new TurnedClock(Date.UTC(2026, 2, 2, 10));
  const sim = await startSim({
    now: () => clock.now(),
    users: [{ id: ALICE, name: "Alice" }],
    channels: [{ id: MANAGERS, name: "managers" }],
    rateLimits: false,
    ...options,
  });
  const { log, logged } = collectingLog();
  const api = new SlackApi({ botToken: sim.botToken, apiUrl: sim.apiUrl }, slackLogger(log));
  const directMessages = new DirectMessages(api, clock);
  let drawn = 0;
  const pictures = new SlackPictures({
    api,
    clock,
    log,
    draw: (chart) => {
      drawn += 1;
      return draw(chart);
    },
  });
  const messenger = new SlackMessenger({
    api,
    directMessages,
    pictures,
    clock,
    statusOf: async () => "unreachable",
  });
  const tell = new Tell({ api, directMessages, pictures, log });
  return {
    sim,
    clock,
    logged,
    pictures,
    messenger,
    tell,
    drawn: () => drawn,
    calls: (method: string) => sim.calls.filter((call) => call.method === method).length,
    [Symbol.asyncDispose]: () => sim.stop(),
  };
}

function withPicture(fileId: string): RenderedMessage {
  return message(md`The digest`, { head: [section(md`The digest`), image(fileId, altOf(CHART))] });
}

function shownIn(sim: Sim): string[] {
  return (
    sim
      .messages(MANAGERS)
      .at(-1)
      ?.blocks.map(({ type }) => type) ?? []
  );
}

async function uploaded(pictures: SlackPictures): Promise<string> {
  const picture = await pictures.upload(CHART);
  if (picture === null) throw new Error("no picture");
  return picture.fileId;
}

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

describe("a message whose picture Slack does not know yet", () => {
  test("is tried again, and has its picture", async () => {
    await using desk = await open({ filesReadyAfterMs: 4_000 });
    const shown = withPicture(await uploaded(desk.pictures));
    expect((await desk.messenger.post(MIRROR, shown)).kind).toBe("passing");
    expect(desk.sim.messages(MANAGERS)).toEqual([]);
    desk.clock.turn(4_000);
    expect((await desk.messenger.post(MIRROR, shown)).kind).toBe("done");
    expect(shownIn(desk.sim)).toEqual(["section", "image"]);
    expect(desk.sim.violations).toEqual([]);
  });

  test("goes without it after a minute", async () => {
    await using desk = await open({ filesReadyAfterMs: 60 * MINUTE });
    const shown = withPicture(await uploaded(desk.pictures));
    desk.clock.turn(MINUTE - 1);
    expect((await desk.messenger.post(MIRROR, shown)).kind).toBe("passing");
    desk.clock.turn(1);
    expect((await desk.messenger.post(MIRROR, shown)).kind).toBe("done");
    expect(shownIn(desk.sim)).toEqual(["section"]);
  });

  test("is updated all the same when somebody has deleted the file, which is then made anew", async () => {
    await using desk = await open();
    const fileId = await uploaded(desk.pictures);
    const posted = await desk.messenger.post(MIRROR, withPicture(fileId));
    if (posted.kind !== "done") throw new Error(posted.kind);
    desk.clock.turn(MINUTE);
    desk.sim.deleteFile(fileId);
    expect((await desk.messenger.update(posted.ref, MIRROR, withPicture(fileId))).kind).toBe("done");
    expect(shownIn(desk.sim)).toEqual(["section"]);
    const fresh = await uploaded(desk.pictures);
    expect(fresh).not.toBe(fileId);
    await desk.messenger.update(posted.ref, MIRROR, withPicture(fresh));
    expect(shownIn(desk.sim)).toEqual(["section", "image"]);
  });

  test("is refused for good where the rest of it is wrong", async () => {
    await using desk = await open();
    const fileId = await uploaded(desk.pictures);
    desk.clock.turn(MINUTE);
    const wrong = {
      text: "t",
      blocks: [section(md`x`), image(fileId, "a"), { type: "divider", block_id: "x".repeat(300) }],
    };
    const refused = await desk.messenger.post(MIRROR, wrong as RenderedMessage);
    expect(refused).toEqual({ kind: "permanent", error: "invalid_blocks" });
  });
});

describe("an answer to somebody who waits", () => {
  const listener = { by: ALICE, channel: MANAGERS, responseUrl: null };
  const seen = (sim: Sim) =>
    sim
      .user(ALICE)
      .messages(MANAGERS)
      .at(-1)
      ?.blocks.map(({ type }) => type);

  test("has its picture, a second later where it is new", async () => {
    await using desk = await open({ filesReadyAfterMs: 4_000 });
    const shown = withPicture(await uploaded(desk.pictures));
    const said = desk.tell.say(listener, shown);
    await desk.sim.waitFor(() => desk.calls("chat.postEphemeral") > 0);
    desk.clock.turn(4_000);
    await said;
    expect(seen(desk.sim)).toEqual(["section", "image"]);
  });

  test("comes without it where the file is gone", async () => {
    await using desk = await open();
    const fileId = await uploaded(desk.pictures);
    desk.sim.deleteFile(fileId);
    desk.clock.turn(MINUTE);
    await desk.tell.say(listener, withPicture(fileId));
    expect(seen(desk.sim)).toEqual(["section"]);
  });
});
