import type { ModalView } from "@slack/types";
import { describe, expect, test } from "vitest";
import {
  ALICE,
  actions,
  BOB,
  boltApp,
  button,
  clientFor,
  options,
  plain,
  TRANSPORTS,
  workspace,
} from "./support.ts";

type Transport = (typeof TRANSPORTS)[number];
type Submitted = {
  view: { state: { values: Record<string, Record<string, unknown>> }; private_metadata: string };
};
type Answer = undefined | Record<string, unknown>;

const RECYCLE: ModalView = {
  type: "modal",
  callback_id: "recycle",
  private_metadata: "lead_1",
  notify_on_close: true,
  title: plain("Recycle lead"),
  submit: plain("Recycle"),
  blocks: [
    {
      type: "input",
      block_id: "reason",
      label: plain("Reason"),
      dispatch_action: true,
      element: { type: "static_select", action_id: "reason", options: options(3) },
    },
    {
      type: "input",
      block_id: "date",
      label: plain("Re-engage on"),
      optional: true,
      element: { type: "datepicker", action_id: "date" },
    },
    {
      type: "input",
      block_id: "note",
      label: plain("Note"),
      element: { type: "plain_text_input", action_id: "note", min_length: 5, max_length: 10 },
    },
  ],
};

const SMALL = (title: string, more: Partial<ModalView> = {}): ModalView => ({
  type: "modal",
  title: plain(title),
  submit: plain("Go"),
  callback_id: "recycle",
  blocks: [actions(button("Deeper"))],
  ...more,
});

/** A person with the recycle modal open, and an app that answers submissions with what `answers` holds next. */
async function withModal(transport: Transport, ...answers: Answer[]) {
  const sim = await workspace({ rateLimits: false });
  const submitted: Submitted[] = [];
  const others: Record<string, unknown>[] = [];
  await boltApp(sim, transport, (app) => {
    app.action("open", async ({ ack, client, body }) => {
      await ack();
      if ("trigger_id" in body) await client.views.open({ trigger_id: body.trigger_id, view: RECYCLE });
    });
    app.action("deeper", async ({ ack, client, body }) => {
      await ack();
      if ("trigger_id" in body)
        await client.views.push({ trigger_id: body.trigger_id, view: SMALL("Deeper") });
    });
    app.action("reason", async ({ ack, body }) => {
      others.push(body as unknown as Record<string, unknown>);
      await ack();
    });
    app.view("recycle", async ({ ack, body }) => {
      submitted.push(body as unknown as Submitted);
      const answer = answers.shift();
      await (answer === undefined ? ack() : ack(answer as never));
    });
    app.view({ callback_id: "recycle", type: "view_closed" }, async ({ ack, body }) => {
      others.push(body as unknown as Record<string, unknown>);
      await ack();
    });
  });
  const client = clientFor(sim);
  const blocks = [actions(button("Open"))];
  const { channel = "", ts = "" } = await client.chat.postMessage({ channel: ALICE, text: "t", blocks });
  const alice = sim.user(ALICE);
  await alice.press({ channel, ts }, "Open");
  await sim.waitFor(() => alice.modal());
  const complete = async () => {
    await alice.fill("Reason", "Option 1");
    await alice.fill("Note", "not yet");
  };
  return { sim, client, alice, submitted, others, complete };
}

describe.each(TRANSPORTS)("a modal, over %s", (transport) => {
  test("is submitted with what was chosen and typed, and closes", async () => {
    const { alice, submitted, complete } = await withModal(transport);
    await complete();
    await alice.fill("Re-engage on", "2026-12-24");
    expect(await alice.submit()).toMatchObject({ ok: true, outcome: "closed", errors: {} });
    expect(alice.modal()).toBeNull();
    expect(submitted[0]?.view).toMatchObject({
      private_metadata: "lead_1",
      state: {
        values: {
          reason: { reason: { type: "static_select", selected_option: { value: "1" } } },
          date: { date: { type: "datepicker", selected_date: "2026-12-24" } },
          note: { note: { type: "plain_text_input", value: "not yet" } },
        },
      },
    });
  });

  test("is not sent while a mandatory field is empty or a text too short or too long", async () => {
    const { alice, submitted, complete } = await withModal(transport);
    const empty = await alice.submit();
    expect(empty.outcome).toBe("invalid");
    expect(Object.keys(empty.errors)).toEqual(["Reason", "Note"]);
    await complete();
    await alice.fill("Note", "abcd");
    expect((await alice.submit()).errors).toEqual({ Note: "Must be at least 5 characters" });
    await alice.fill("Note", "abcdefghijk");
    expect((await alice.submit()).errors).toEqual({ Note: "Must be at most 10 characters" });
    expect(submitted).toHaveLength(0);
    for (const fits of ["abcde", "abcdefghij"]) {
      await alice.fill("Note", fits);
    }
    expect((await alice.submit()).outcome).toBe("closed");
  });

  test("shows the app's errors at their fields, and stays", async () => {
    const errors = { response_action: "errors", errors: { date: "That is in the past" } };
    const { sim, alice, complete } = await withModal(transport, errors);
    await complete();
    const result = await alice.submit();
    expect(result).toMatchObject({
      ok: true,
      outcome: "errors",
      errors: { "Re-engage on": "That is in the past" },
    });
    expect(alice.modal()?.callback_id).toBe("recycle");
    expect(alice.modal()?.state.values.note?.note).toMatchObject({ value: "not yet" });
    expect(sim.violations).toEqual([]);
  });

  test.each([
    [
      "errors at a block that is not there",
      { response_action: "errors", errors: { nothing: "x" } },
      "invalid_errors",
    ],
    [
      "an update to a broken view",
      { response_action: "update", view: { type: "modal" } },
      "invalid_arguments",
    ],
    ["an answer of no meaning", { response_action: "dance" }, "invalid_response_action"],
  ])("refuses %s, which is a violation", async (_what, answer, code) => {
    const { sim, alice, complete } = await withModal(transport, answer);
    await complete();
    expect(await alice.submit()).toMatchObject({ ok: false, outcome: "refused" });
    expect(sim.violations).toMatchObject([{ where: "view_submission", code }]);
    expect(alice.modal()).not.toBeNull();
  });

  test("is replaced, stacked and cleared by the app's answer, three deep at most", async () => {
    const push = (title: string) => ({ response_action: "push", view: SMALL(title) });
    const { sim, alice, complete } = await withModal(
      transport,
      push("Second"),
      { response_action: "update", view: SMALL("Second again") },
      push("Third"),
      push("Fourth"),
      { response_action: "clear" },
    );
    await complete();
    expect((await alice.submit()).outcome).toBe("pushed");
    expect(alice.modal()?.title?.text).toBe("Second");
    expect((await alice.submit()).outcome).toBe("updated");
    expect(alice.modal()?.title?.text).toBe("Second again");
    expect((await alice.submit()).outcome).toBe("pushed");
    expect((await alice.submit()).outcome).toBe("refused");
    expect(sim.violations).toMatchObject([{ code: "push_limit_reached" }]);
    expect((await alice.submit()).outcome).toBe("cleared");
    expect(alice.modal()).toBeNull();
  });

  test("a view is pushed from a button inside, and a fourth is push_limit_reached", async () => {
    const { sim, alice, complete } = await withModal(transport, {
      response_action: "update",
      view: SMALL("First"),
    });
    await complete();
    await alice.submit();
    const stack: (string | undefined)[] = [];
    for (const depth of [2, 3]) {
      const top = alice.modal();
      if (top === null) throw new Error("no modal");
      await alice.press(top, "Deeper");
      const pushed = await sim.waitFor(() => alice.modal()?.id !== top.id && alice.modal());
      expect(pushed.previous_view_id).toBe(top.id);
      stack.push(pushed.title?.text);
      expect(stack).toHaveLength(depth - 1);
    }
    const top = alice.modal();
    if (top === null) throw new Error("no modal");
    await alice.press(top, "Deeper");
    await sim.waitFor(() => sim.violations.length > 0);
    expect(sim.violations).toMatchObject([{ where: "views.push", code: "push_limit_reached" }]);
    await alice.close();
    expect(alice.modal()?.id).toBe(top.previous_view_id);
  });

  test("tells the app of a choice that it asked to hear of, and of being closed", async () => {
    const { sim, alice, others } = await withModal(transport);
    expect(await alice.fill("Note", "quiet")).toBeNull();
    await alice.fill("Reason", "Option 2");
    expect(others[0]).toMatchObject({
      type: "block_actions",
      container: { type: "view" },
      actions: [{ action_id: "reason", selected_option: { value: "2" } }],
      view: { state: { values: { reason: { reason: { selected_option: { value: "2" } } } } } },
    });
    await alice.close();
    expect(others[1]).toMatchObject({
      type: "view_closed",
      view: { callback_id: "recycle" },
      is_cleared: false,
    });
    expect(sim.user(ALICE).modal()).toBeNull();
  });

  test("keeps what was typed when an update keeps the field", async () => {
    const { client, alice, complete } = await withModal(transport);
    await complete();
    const id = alice.modal()?.id ?? "";
    await client.views.update({ view_id: id, view: { ...RECYCLE, blocks: RECYCLE.blocks.slice(1) } });
    expect(alice.modal()?.state.values).toMatchObject({ note: { note: { value: "not yet" } } });
    expect(alice.modal()?.state.values).not.toHaveProperty("reason");
  });

  test("does not let anyone choose what is not offered", async () => {
    const { alice } = await withModal(transport);
    await expect(alice.fill("Reason", "Option 9")).rejects.toThrow('no option "Option 9"');
    await expect(alice.fill("Re-engage on", "Christmas")).rejects.toThrow("yyyy-MM-dd");
    await expect(alice.fill("Budget", "1")).rejects.toThrow('there is "Reason", "Re-engage on", "Note"');
  });
});

test("the Home tab is published for one person and opened by them", async () => {
  const sim = await workspace();
  await boltApp(sim, "http", (app) => {
    app.event("app_home_opened", async ({ event, client }) => {
      const view = { type: "home" as const, blocks: [actions(button("Away"))] };
      await client.views.publish({ user_id: event.user, view });
    });
  });
  await sim.user(ALICE).openHome();
  const home = await sim.waitFor(() => sim.user(ALICE).home());
  expect(home).toMatchObject({ type: "home", blocks: [{ type: "actions" }] });
  expect(sim.user(BOB).home()).toBeNull();
});
