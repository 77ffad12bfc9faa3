import type { HomeView, ModalView } from "@slack/types";
import { describe, expect, test } from "vitest";
import { SLACK_LIMITS } from "../../sim/index.ts";
import {
  ALICE,
  actions,
  BOB,
  boltApp,
  button,
  clientFor,
  plain,
  refusal,
  standingClock,
  workspace,
} from "./support.ts";

const MODAL: ModalView = { type: "modal", title: plain("T"), blocks: [{ type: "divider" }] };

/** A click, with the trigger and the response URL that came with it. */
async function click() {
  const clock = standingClock();
  const sim = await workspace({ now: clock.now, rateLimits: false });
  let seen: { trigger_id: string; response_url: string } | undefined;
  await boltApp(sim, "http", (app) => {
    app.action("go", async ({ ack, body }) => {
      seen = body as unknown as typeof seen;
      await ack();
    });
  });
  const client = clientFor(sim);
  const blocks = [actions(button("Go"))];
  const { channel = "", ts = "" } = await client.chat.postMessage({ channel: ALICE, text: "card", blocks });
  const card = { channel, ts };
  const press = async () => {
    await sim.user(ALICE).press(card, "Go");
    if (seen === undefined) throw new Error("no click");
    return { trigger: seen.trigger_id, url: seen.response_url };
  };
  const respond = async (url: string, body: unknown) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, ...((await response.json()) as { ok: boolean; error?: string }) };
  };
  return { sim, clock, client, card, press, respond };
}

describe("a trigger", () => {
  test("is good for three seconds and not a millisecond longer", async () => {
    const { sim, clock, client, press } = await click();
    const first = await press();
    clock.turn(SLACK_LIMITS.triggerMs);
    expect((await client.views.open({ trigger_id: first.trigger, view: MODAL })).ok).toBe(true);
    const second = await press();
    clock.turn(SLACK_LIMITS.triggerMs + 1);
    const late = client.views.open({ trigger_id: second.trigger, view: MODAL });
    expect((await refusal(late)).error).toBe("expired_trigger_id");
    expect(sim.violations).toMatchObject([{ kind: "trigger", where: "views.open" }]);
  });

  test("is good once, and a view that was refused does not use it up", async () => {
    const { sim, client, press } = await click();
    const { trigger } = await press();
    const broken = { ...MODAL, title: plain("x".repeat(25)) };
    expect((await refusal(client.views.open({ trigger_id: trigger, view: broken }))).error).toBe(
      "invalid_arguments",
    );
    await client.views.open({ trigger_id: trigger, view: MODAL });
    expect(sim.user(ALICE).modal()).not.toBeNull();
    const again = client.views.open({ trigger_id: trigger, view: MODAL });
    expect((await refusal(again)).error).toBe("exchanged_trigger_id");
    const madeUp = client.views.open({ trigger_id: "1.2.3", view: MODAL });
    expect((await refusal(madeUp)).error).toBe("invalid_trigger_id");
  });

  test("opens a modal and no Home tab, for the one who clicked", async () => {
    const { sim, client, press } = await click();
    const home: HomeView = { type: "home", blocks: [{ type: "divider" }] };
    const { trigger } = await press();
    const wrong = client.views.open({ trigger_id: trigger, view: home as unknown as ModalView });
    expect((await refusal(wrong)).errors).toEqual(["must be modal [json-pointer:/view/type]"]);
    await client.views.open({ trigger_id: trigger, view: MODAL });
    expect(sim.user(BOB).modal()).toBeNull();
  });
});

describe("a response URL", () => {
  test("takes five posts, the sixth is used_url", async () => {
    const { sim, press, respond } = await click();
    const { url } = await press();
    for (let count = 0; count < SLACK_LIMITS.responseUrlUses; count++) {
      expect(await respond(url, { text: `answer ${count}` })).toMatchObject({ status: 200, ok: true });
    }
    expect(await respond(url, { text: "one more" })).toMatchObject({ status: 404, error: "used_url" });
    expect(sim.violations).toMatchObject([{ kind: "response_url", code: "used_url" }]);
    expect(
      sim
        .user(ALICE)
        .messages()
        .map((message) => message.ephemeralTo),
    ).toEqual([undefined, ...Array(5).fill(ALICE)]);
  });

  test("lives half an hour and not a millisecond longer", async () => {
    const { clock, press, respond } = await click();
    const { url } = await press();
    clock.turn(SLACK_LIMITS.responseUrlMs);
    expect(await respond(url, { text: "just in time" })).toMatchObject({ status: 200 });
    clock.turn(1);
    expect(await respond(url, { text: "late" })).toMatchObject({ status: 404, error: "expired_url" });
  });

  test("replaces or deletes the message that was pressed", async () => {
    const { sim, card, press, respond } = await click();
    const { url } = await press();
    await respond(url, { replace_original: true, text: "Accepted" });
    expect(sim.message(card)).toMatchObject({ text: "Accepted", blocks: [], updates: 1 });
    await respond(url, { delete_original: true });
    expect(sim.user(ALICE).messages()).toEqual([]);
    expect(await respond(url, { replace_original: true, text: "x" })).toMatchObject({ status: 404 });
  });

  test("checks blocks as a post does, and can be struck by faults", async () => {
    const { sim, press, respond } = await click();
    const { url } = await press();
    const broken = await respond(url, { text: "t", blocks: [{ type: "section" }] });
    expect(broken).toMatchObject({ status: 400, error: "invalid_blocks" });
    sim.fault({ kind: "http_500", method: "response_url", times: 1 });
    expect(await respond(url, { text: "t" })).toMatchObject({ status: 500 });
    sim.fault({ kind: "drop_after", method: "response_url", times: 1 });
    await expect(respond(url, { text: "posted all the same" })).rejects.toThrow();
    expect(sim.user(ALICE).messages().at(-1)?.text).toBe("posted all the same");
  });
});
