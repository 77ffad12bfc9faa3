// Messages and answers whose pictures Slack does not show: they come all the same.
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { image, section } from "../../blocks/build.ts";
import { md } from "../../blocks/text.ts";
import type { Sim } from "../../sim/index.ts";
import { listen } from "../../src/http/server.ts";
import type { RenderedMessage } from "../../src/mirror/types.ts";
import { ALICE, MANAGERS, MINUTE, MIRROR, open, shownIn, uploaded, withPicture } from "./pictureDesk.ts";

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

/** What lets a modal be opened, from a command that Alice types. */
async function triggerOf(sim: Sim): Promise<string> {
  const typed = Promise.withResolvers<string>();
  const router = new Hono();
  router.post("/", async (c) => {
    typed.resolve(String((await c.req.parseBody()).trigger_id));
    return c.body(null);
  });
  const listening = await listen(router, "127.0.0.1", 0);
  if (!listening.ok) throw new Error(listening.problem);
  sim.deliverTo(`http://127.0.0.1:${listening.port}/`);
  await sim.user(ALICE).command("/leads stats");
  await listening.close();
  return typed.promise;
}

describe("an answer to somebody who waits", () => {
  const listener = { by: ALICE, channel: MANAGERS, responseUrl: null, trigger: null, view: null };
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

  test("on their Home comes in a modal, without a picture that is too new for it", async () => {
    await using desk = await open({ filesReadyAfterMs: 4_000 });
    const shown = withPicture(await uploaded(desk.pictures));
    const home = { id: "V0HOME", isHome: true, hash: null, metadata: undefined, values: {} };
    const trigger = await triggerOf(desk.sim);
    await desk.tell.say({ ...listener, channel: null, trigger, view: home }, shown);
    expect(
      desk.sim
        .user(ALICE)
        .modal()
        ?.blocks.map(({ type }) => type),
    ).toEqual(["section"]);
  });
});
