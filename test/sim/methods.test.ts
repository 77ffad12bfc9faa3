import { describe, expect, test } from "vitest";
import { ALICE, actions, BOB, button, clientFor, MANAGERS, refusal, section, workspace } from "./support.ts";

describe("who may call", () => {
  test("no token, an unknown one and one of the wrong kind are told apart", async () => {
    const sim = await workspace();
    const bare = await fetch(`${sim.apiUrl}auth.test`, { method: "POST" });
    expect(await bare.json()).toMatchObject({ ok: false, error: "not_authed" });
    expect((await refusal(clientFor(sim, "xoxb-wrong").auth.test())).error).toBe("invalid_auth");
    const appToken = clientFor(sim, sim.appToken).chat.postMessage({ channel: MANAGERS, text: "t" });
    expect((await refusal(appToken)).error).toBe("not_allowed_token_type");
    expect(await clientFor(sim).auth.test()).toMatchObject({
      ok: true,
      user_id: sim.botUserId,
      bot_id: sim.botId,
    });
  });

  test("a call without its scope names the scope it needs; the kind of channel decides which", async () => {
    const sim = await workspace({
      scopes: ["chat:write", "im:history"],
      channels: [
        { id: MANAGERS, name: "managers" },
        { id: "C0SECRET", name: "secret", private: true },
      ],
    });
    const client = clientFor(sim);
    const { channel = "" } = await client.chat.postMessage({ channel: ALICE, text: "t" });
    expect((await client.conversations.history({ channel })).messages).toHaveLength(1);
    const open = client.conversations.history({ channel: MANAGERS });
    expect(await refusal(open)).toMatchObject({ error: "missing_scope", needed: "channels:history" });
    const secret = client.conversations.info({ channel: "C0SECRET" });
    expect(await refusal(secret)).toMatchObject({ error: "missing_scope", needed: "groups:read" });
    expect(sim.violations.map((each) => each.kind)).toEqual(["scope", "scope"]);
  });

  test("a method that is not there, and an argument that is missing", async () => {
    const sim = await workspace();
    const client = clientFor(sim);
    expect((await refusal(client.apiCall("chat.shout"))).error).toBe("unknown_method");
    const refused = await refusal(client.apiCall("chat.update", { channel: MANAGERS, text: "t" }));
    expect(refused).toMatchObject({ error: "invalid_arguments" });
    expect(refused.response_metadata?.messages).toEqual([
      "[ERROR] missing required field: ts [json-pointer:]",
    ]);
  });

  test("JSON with a bearer token does as well as a form", async () => {
    const sim = await workspace();
    const response = await fetch(`${sim.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${sim.botToken}`, "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ channel: MANAGERS, text: "t", blocks: [section("*t*")] }),
    });
    expect(await response.json()).toMatchObject({
      ok: true,
      message: { type: "message", bot_id: sim.botId },
    });
  });
});

describe("where a message goes", () => {
  test("a user's id is their DM with the bot, the same that conversations.open gives", async () => {
    const sim = await workspace();
    const client = clientFor(sim);
    const posted = await client.chat.postMessage({ channel: ALICE, text: "t" });
    const opened = await client.conversations.open({ users: ALICE });
    expect(posted.channel).toBe(opened.channel?.id);
    expect(sim.user(ALICE).messages()).toMatchObject([{ text: "t" }]);
  });

  test("channels that are unknown, archived, or without the bot refuse it", async () => {
    const sim = await workspace({
      channels: [
        { id: MANAGERS, name: "managers" },
        { id: "C0OTHER", name: "other", bot: false },
      ],
    });
    const client = clientFor(sim);
    const post = (channel: string) => refusal(client.chat.postMessage({ channel, text: "t" }));
    expect((await post("C0NOWHERE")).error).toBe("channel_not_found");
    expect((await post("C0OTHER")).error).toBe("not_in_channel");
    await client.conversations.join({ channel: "C0OTHER" });
    expect((await client.chat.postMessage({ channel: "C0OTHER", text: "t" })).ok).toBe(true);
    sim.archive(MANAGERS);
    expect((await post(MANAGERS)).error).toBe("is_archived");
  });

  test("a deactivated person is refused as the workspace is set, and cannot be opened", async () => {
    const sim = await workspace({ rateLimits: false });
    const client = clientFor(sim);
    const { channel = "" } = await client.chat.postMessage({ channel: ALICE, text: "before" });
    sim.deactivate(ALICE);
    for (const to of [ALICE, channel]) {
      expect((await refusal(client.chat.postMessage({ channel: to, text: "t" }))).error).toBe(
        "channel_not_found",
      );
    }
    expect((await refusal(client.conversations.open({ users: ALICE }))).error).toBe("user_disabled");
    expect((await refusal(client.conversations.open({ users: "U0NOBODY" }))).error).toBe("user_not_found");
    expect((await client.users.info({ user: ALICE })).user).toMatchObject({ deleted: true });

    const lax = await workspace({ deactivatedDm: "accept" });
    lax.deactivate(ALICE);
    expect((await clientFor(lax).chat.postMessage({ channel: ALICE, text: "t" })).ok).toBe(true);
  });

  test("an ephemeral is for one person and cannot be updated", async () => {
    const sim = await workspace();
    const client = clientFor(sim);
    const sent = await client.chat.postEphemeral({ channel: MANAGERS, user: ALICE, text: "psst" });
    expect(sim.user(ALICE).messages(MANAGERS)).toMatchObject([{ text: "psst" }]);
    expect(sim.user(BOB).messages(MANAGERS)).toEqual([]);
    const update = client.chat.update({ channel: MANAGERS, ts: sent.message_ts ?? "", text: "t" });
    expect((await refusal(update)).error).toBe("message_not_found");
    const stranger = client.chat.postEphemeral({ channel: MANAGERS, user: "U0NOBODY", text: "t" });
    expect((await refusal(stranger)).error).toBe("user_not_in_channel");
  });
});

describe("updating", () => {
  test("what an update leaves out stays; an empty list takes it away", async () => {
    const sim = await workspace();
    const client = clientFor(sim);
    const metadata = { event_type: "card", event_payload: { id: "m1" } };
    const blocks = [section("*card*")];
    const { ts = "" } = await client.chat.postMessage({ channel: MANAGERS, text: "one", blocks, metadata });
    const before = sim.message({ channel: MANAGERS, ts });
    await client.chat.update({ channel: MANAGERS, ts, text: "two" });
    expect(sim.message({ channel: MANAGERS, ts })).toMatchObject({
      text: "two",
      metadata,
      updates: 1,
      blocks: [{ type: "section" }],
    });
    await client.chat.update({ channel: MANAGERS, ts, text: "three", blocks: [] });
    expect(sim.message({ channel: MANAGERS, ts })).toMatchObject({ text: "three", blocks: [] });
    expect(before).toMatchObject({ text: "one", updates: 0 });
  });

  test("a message that is gone, closed to edits or another's says so", async () => {
    const sim = await workspace();
    const client = clientFor(sim);
    const update = (ts: string) => refusal(client.chat.update({ channel: MANAGERS, ts, text: "t" }));
    const { ts = "" } = await client.chat.postMessage({ channel: MANAGERS, text: "t" });
    sim.expireEditWindow(MANAGERS, ts);
    expect((await update(ts)).error).toBe("edit_window_closed");
    sim.deleteMessage(MANAGERS, ts);
    expect((await update(ts)).error).toBe("message_not_found");
    const theirs = await sim.user(ALICE).say("mine", MANAGERS);
    expect((await update(theirs.ts)).error).toBe("cant_update_message");
    const del = client.chat.delete({ channel: MANAGERS, ts: theirs.ts });
    expect((await refusal(del)).error).toBe("cant_delete_message");
  });
});

describe("reading", () => {
  test("history gives the latest first, by pages and by time, with metadata only where asked", async () => {
    let at = Date.UTC(2026, 0, 1);
    const sim = await workspace({ now: () => at, rateLimits: false });
    const client = clientFor(sim);
    const stamps: string[] = [];
    for (let count = 0; count < 5; count++) {
      const metadata = { event_type: "n", event_payload: { count } };
      const { ts = "" } = await client.chat.postMessage({ channel: MANAGERS, text: String(count), metadata });
      stamps.push(ts);
      at += 1_000;
    }
    sim.deleteMessage(MANAGERS, stamps[3] ?? "");
    const texts = (page: { messages?: { text?: string }[] }) => page.messages?.map((each) => each.text);

    const first = await client.conversations.history({
      channel: MANAGERS,
      limit: 2,
      include_all_metadata: true,
    });
    expect(texts(first)).toEqual(["4", "2"]);
    expect(first).toMatchObject({
      has_more: true,
      messages: [{ metadata: { event_payload: { count: 4 } } }, {}],
    });
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await client.conversations.history({ channel: MANAGERS, limit: 2, cursor });
    expect(texts(second)).toEqual(["1", "0"]);
    expect(second).toMatchObject({ has_more: false });
    expect(second.messages?.[0]).not.toHaveProperty("metadata");

    const range = { channel: MANAGERS, oldest: stamps[0] ?? "", latest: stamps[2] ?? "" };
    expect(texts(await client.conversations.history(range))).toEqual(["1"]);
    expect(texts(await client.conversations.history({ ...range, inclusive: true }))).toEqual(["2", "1", "0"]);
    const nonsense = client.conversations.history({ channel: MANAGERS, oldest: "yesterday" });
    expect((await refusal(nonsense)).error).toBe("invalid_ts_oldest");
  });

  test("a thread is under its root and not in the channel's history", async () => {
    const sim = await workspace({ rateLimits: false });
    const client = clientFor(sim);
    const { ts = "" } = await client.chat.postMessage({ channel: MANAGERS, text: "root" });
    await client.chat.postMessage({ channel: MANAGERS, text: "reply", thread_ts: ts });
    const { messages: top } = await client.conversations.history({ channel: MANAGERS });
    expect(top?.map((each) => each.text)).toEqual(["root"]);
    const { messages } = await client.conversations.replies({ channel: MANAGERS, ts });
    expect(messages?.map((each) => each.text)).toEqual(["root", "reply"]);
  });

  test("timestamps are unique and increase, even while the clock stands or is turned back", async () => {
    let at = Date.UTC(2026, 0, 1);
    const sim = await workspace({ now: () => at, rateLimits: false });
    const client = clientFor(sim);
    const stamps: string[] = [];
    for (const step of [0, 0, -60_000, 60_000]) {
      at += step;
      const { ts = "" } = await client.chat.postMessage({ channel: MANAGERS, text: "t" });
      stamps.push(ts);
    }
    expect(new Set(stamps).size).toBe(4);
    expect([...stamps].sort()).toEqual(stamps);
    expect(stamps[0]).toBe(`${Date.UTC(2026, 0, 1) / 1_000}.000000`);
  });

  test("people are found by id, e-mail and page, with their zone", async () => {
    const sim = await workspace();
    const client = clientFor(sim);
    const { user } = await client.users.info({ user: BOB });
    expect(user).toMatchObject({
      id: BOB,
      tz: "Europe/Berlin",
      deleted: false,
      is_bot: false,
      profile: { display_name: "Bob" },
    });
    expect([3_600, 7_200]).toContain(user?.tz_offset);
    const found = await client.users.lookupByEmail({ email: "ALICE@sim.example" });
    expect(found.user?.id).toBe(ALICE);
    const page = await client.users.list({ limit: 2 });
    const rest = await client.users.list({ limit: 2, cursor: page.response_metadata?.next_cursor ?? "" });
    const ids = [...(page.members ?? []), ...(rest.members ?? [])].map((member) => member.id);
    expect(ids.sort()).toEqual([ALICE, BOB, sim.botUserId].sort());
    sim.setPresence(BOB, "away");
    expect(await client.users.getPresence({ user: BOB })).toMatchObject({ presence: "away" });
  });

  test("channels are listed by kind, with their members", async () => {
    const sim = await workspace();
    const client = clientFor(sim);
    await client.conversations.open({ users: ALICE });
    expect((await client.conversations.list({})).channels?.map((each) => each.id)).toEqual([MANAGERS]);
    expect((await client.conversations.list({ types: "im" })).channels).toMatchObject([{ user: ALICE }]);
    const { members } = await client.conversations.members({ channel: MANAGERS });
    expect(members).toEqual([ALICE, BOB, sim.botUserId]);
    expect((await client.conversations.info({ channel: MANAGERS })).channel).toMatchObject({
      is_member: true,
    });
    expect((await client.team.info()).team?.id).toBe(sim.teamId);
  });

  test("a reaction is put on once, a permalink leads to a message that stands", async () => {
    const sim = await workspace();
    const client = clientFor(sim);
    const blocks = [actions(button("Go"))];
    const { ts = "" } = await client.chat.postMessage({ channel: MANAGERS, text: "t", blocks });
    await client.reactions.add({ channel: MANAGERS, timestamp: ts, name: "eyes" });
    const again = client.reactions.add({ channel: MANAGERS, timestamp: ts, name: "eyes" });
    expect((await refusal(again)).error).toBe("already_reacted");
    const { permalink } = await client.chat.getPermalink({ channel: MANAGERS, message_ts: ts });
    expect(permalink).toContain(`/archives/${MANAGERS}/p${ts.replace(".", "")}`);
  });
});
