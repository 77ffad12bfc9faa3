import type { KnownBlock } from "@slack/types";
import { describe, expect, test } from "vitest";
import {
  ALICE,
  actions,
  BOB,
  boltApp,
  button,
  clientFor,
  MANAGERS,
  options,
  plain,
  section,
  TRANSPORTS,
  workspace,
} from "./support.ts";

type Body = Record<string, unknown>;

/** A workspace whose app keeps every interaction it gets. */
async function keeping(transport: (typeof TRANSPORTS)[number]) {
  const sim = await workspace({ rateLimits: false });
  const bodies: Body[] = [];
  await boltApp(sim, transport, (app) => {
    app.action(/.*/, async ({ ack, body }) => {
      bodies.push(body as unknown as Body);
      await ack();
    });
    app.shortcut(/.*/, async ({ ack, body }) => {
      bodies.push(body as unknown as Body);
      await ack();
    });
  });
  const post = async (blocks: KnownBlock[], channel = ALICE) => {
    const sent = await clientFor(sim).chat.postMessage({ channel, text: "t", blocks });
    return { channel: sent.channel ?? "", ts: sent.ts ?? "" };
  };
  return { sim, bodies, post, alice: sim.user(ALICE) };
}

describe.each(TRANSPORTS)("pressing, over %s", (transport) => {
  test("the payload is Slack's: who, where, which message, what it holds", async () => {
    const { sim, bodies, post, alice } = await keeping(transport);
    const picker = { type: "users_select" as const, action_id: "rep", placeholder: plain("Pick a rep") };
    const card = await post([
      { type: "actions", block_id: "row", elements: [picker, { ...button("Assign"), value: "lead_1" }] },
    ]);
    expect(await alice.choose(card, "Pick a rep", BOB)).toMatchObject({ ok: true });
    expect(await alice.press(card, "Assign")).toMatchObject({ ok: true, status: 200 });
    expect(bodies[0]).toMatchObject({
      actions: [{ type: "users_select", action_id: "rep", selected_user: BOB }],
    });
    expect(bodies[1]).toMatchObject({
      type: "block_actions",
      user: { id: ALICE, team_id: sim.teamId, username: "alice" },
      team: { id: sim.teamId },
      api_app_id: sim.appId,
      channel: { id: card.channel, name: "directmessage" },
      container: { type: "message", message_ts: card.ts, channel_id: card.channel, is_ephemeral: false },
      message: { ts: card.ts, text: "t", bot_id: sim.botId, blocks: [{ block_id: "row" }] },
      state: { values: { row: { rep: { type: "users_select", selected_user: BOB } } } },
      actions: [
        { type: "button", action_id: "assign", block_id: "row", value: "lead_1", text: { text: "Assign" } },
      ],
    });
    expect(bodies[1]?.trigger_id).toEqual(expect.any(String));
    expect(String(bodies[1]?.response_url)).toContain(sim.url);
  });

  test("rows of a list are told apart by the text near the button", async () => {
    const { bodies, post, alice } = await keeping(transport);
    const row = (name: string): KnownBlock[] => [
      section(`*${name}*`),
      { type: "actions", elements: [{ ...button("Reassign"), value: name }] },
    ];
    const card = await post([...row("Jane"), ...row("Jim")]);
    await expect(alice.press(card, "Reassign")).rejects.toThrow("2 things");
    await alice.press(card, { text: "Reassign", near: "Jim" });
    await alice.press(card, { text: "Reassign", near: "Jane" });
    expect(bodies).toMatchObject([{ actions: [{ value: "Jim" }] }, { actions: [{ value: "Jane" }] }]);
  });

  test("an overflow entry is pressed by its text; what is not there cannot be", async () => {
    const { bodies, post, alice } = await keeping(transport);
    const menu = { type: "overflow" as const, action_id: "more", options: options(2) };
    const card = await post([{ ...section("row"), accessory: menu } as KnownBlock]);
    await alice.press(card, "Option 1");
    expect(bodies).toMatchObject([{ actions: [{ type: "overflow", selected_option: { value: "1" } }] }]);
    await expect(alice.press(card, "Accept")).rejects.toThrow('there is "Option 0", "Option 1"');
  });

  test("an old version can be pressed where someone still has it on the screen", async () => {
    const { sim, bodies, post, alice } = await keeping(transport);
    const card = await post([actions(button("Accept"))]);
    const shown = sim.message(card);
    if (shown === undefined) throw new Error("no card");
    await clientFor(sim).chat.update({ ...card, text: "gone", blocks: [] });
    await expect(alice.press(shown, "Accept")).rejects.toThrow("Nothing here");
    expect(await alice.press(shown, "Accept", { stale: true })).toMatchObject({ ok: true });
    expect(bodies).toHaveLength(1);
  });

  test("a confirm dialog that is refused sends nothing", async () => {
    const { bodies, post, alice } = await keeping(transport);
    const risky = { ...button("Delete"), confirm: { text: plain("Sure?") } };
    const card = await post([{ type: "actions", elements: [risky] }]);
    await alice.press(card, "Delete", { confirm: false });
    expect(bodies).toHaveLength(0);
    await alice.press(card, "Delete");
    expect(bodies).toHaveLength(1);
  });

  test("nobody presses another's ephemeral, nor a deleted message", async () => {
    const { sim, bodies, post, alice } = await keeping(transport);
    const client = clientFor(sim);
    const blocks = [actions(button("Go"))];
    await client.chat.postEphemeral({ channel: MANAGERS, user: BOB, text: "t", blocks });
    const psst = sim.user(BOB).find(() => true, MANAGERS);
    if (psst === undefined) throw new Error("no ephemeral");
    await expect(alice.press(psst, "Go")).rejects.toThrow("Only U0BOB sees");
    await sim.user(BOB).press(psst, "Go");
    expect(bodies[0]).toMatchObject({ container: { is_ephemeral: true } });
    expect(bodies[0]).not.toHaveProperty("message");
    const card = await post(blocks);
    await expect(sim.user(BOB).press(card, "Go")).rejects.toThrow("Bob is not in");
    sim.deleteMessage(card.channel, card.ts);
    await expect(alice.press(card, "Go")).rejects.toThrow("There is no message");
  });

  test("shortcuts carry their callback id, on a message and anywhere", async () => {
    const { bodies, post, alice } = await keeping(transport);
    const card = await post([section("t")]);
    await alice.shortcut(card, "override");
    await alice.globalShortcut("new_lead");
    expect(bodies).toMatchObject([
      { type: "message_action", callback_id: "override", message: { ts: card.ts }, message_ts: card.ts },
      { type: "shortcut", callback_id: "new_lead" },
    ]);
  });
});

describe.each(TRANSPORTS)("commands, over %s", (transport) => {
  test("the answer is for the one who asked, by acknowledgement and by response URL", async () => {
    const sim = await workspace();
    const texts: string[] = [];
    await boltApp(sim, transport, (app) => {
      app.command("/leads", async ({ ack, command, respond }) => {
        texts.push(command.text);
        await ack({ text: "one moment" });
        await respond({ text: "three leads" });
      });
    });
    const alice = sim.user(ALICE);
    const answer = await alice.command("/leads queue @Bob", { channel: MANAGERS });
    expect(answer).toMatchObject({ ok: true, reply: { text: "one moment", ephemeralTo: ALICE } });
    await sim.waitFor(() => alice.find((message) => message.text === "three leads", MANAGERS));
    expect(texts).toEqual([`queue <@${BOB}|bob>`]);
    expect(sim.user(BOB).messages(MANAGERS)).toEqual([]);
    expect(sim.messages(MANAGERS)).toEqual([]);
  });

  test("an answer to the channel is for everyone, a broken one for nobody", async () => {
    const sim = await workspace();
    await boltApp(sim, transport, (app) => {
      app.command("/shout", ({ ack }) => ack({ response_type: "in_channel", text: "hear" }));
      app.command("/broken", ({ ack }) => ack({ text: "t", blocks: [{ type: "header" } as never] }));
    });
    const alice = sim.user(ALICE);
    await alice.command("/shout", { channel: MANAGERS });
    expect(sim.user(BOB).messages(MANAGERS)).toMatchObject([{ text: "hear" }]);
    expect(await alice.command("/broken")).not.toHaveProperty("reply");
    expect(sim.violations).toMatchObject([{ kind: "blocks", where: "/broken", code: "invalid_blocks" }]);
  });
});

test("a command that the manifest does not name never leaves Slack", async () => {
  const sim = await workspace({ commands: ["/leads"] });
  expect(await sim.user(ALICE).command("/lead")).toMatchObject({ ok: false, error: "dispatch_unknown" });
});

test("what a person writes reaches an app that has subscribed to it", async () => {
  const sim = await workspace({ events: ["message.im", "app_mention"] });
  const seen: Body[] = [];
  await boltApp(sim, "http", (app) => {
    app.message(async ({ message }) => void seen.push(message as unknown as Body));
    app.event("app_mention", async ({ event }) => void seen.push(event as unknown as Body));
  });
  await sim.user(ALICE).say("hello");
  await sim.user(ALICE).say(`<@${sim.botUserId}> hello`, MANAGERS);
  await sim.waitFor(() => seen.length === 2);
  expect(seen).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: "message", channel_type: "im", text: "hello", user: ALICE }),
      expect.objectContaining({ type: "app_mention", channel: MANAGERS }),
    ]),
  );
});
