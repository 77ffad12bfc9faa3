/** What a page needs of forms: errors by field, choices that can be taken back, two windows on one modal. */
import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { describe, expect, test } from "vitest";
import type { SubmitResult } from "../../sim/index.ts";
import { ALICE, BOB, boltApp, MANAGERS, options, plain, workspace } from "./support.ts";

const [first, second] = options(2);
if (first === undefined || second === undefined) throw new Error("two options are asked for");

/** Every kind of input, holding something from the start. */
const FILLED: Readonly<Record<string, InputBlock["element"]>> = {
  text: { type: "plain_text_input", action_id: "a", initial_value: "typed" },
  email: { type: "email_text_input", action_id: "a", initial_value: "a@b.example" },
  url: { type: "url_text_input", action_id: "a", initial_value: "https://a.example" },
  number: { type: "number_input", action_id: "a", is_decimal_allowed: false, initial_value: "3" },
  select: { type: "static_select", action_id: "a", options: [first, second], initial_option: first },
  radio: { type: "radio_buttons", action_id: "a", options: [first, second], initial_option: first },
  checkboxes: { type: "checkboxes", action_id: "a", options: [first, second], initial_options: [first] },
  multi: { type: "multi_static_select", action_id: "a", options: [first, second], initial_options: [second] },
  user: { type: "users_select", action_id: "a", initial_user: ALICE },
  users: { type: "multi_users_select", action_id: "a", initial_users: [ALICE, BOB] },
  conversation: { type: "conversations_select", action_id: "a", initial_conversation: MANAGERS },
  conversations: { type: "multi_conversations_select", action_id: "a", initial_conversations: [MANAGERS] },
  channel: { type: "channels_select", action_id: "a", initial_channel: MANAGERS },
  channels: { type: "multi_channels_select", action_id: "a", initial_channels: [MANAGERS] },
  date: { type: "datepicker", action_id: "a", initial_date: "2026-09-01" },
  time: { type: "timepicker", action_id: "a", initial_time: "09:30" },
  moment: { type: "datetimepicker", action_id: "a", initial_date_time: 1_788_253_200 },
};
const FIELDS = Object.keys(FILLED);

function input(field: string, optional: boolean): KnownBlock {
  const element = FILLED[field] as InputBlock["element"];
  // All are called the same, so that nothing but the block's id tells them apart.
  return { type: "input", block_id: field, label: plain("Field"), optional, element };
}

/** Alice with a modal of these blocks open; what is submitted is answered by `answer` and kept. */
async function withModal(blocks: KnownBlock[], answer?: Record<string, unknown>) {
  const sim = await workspace();
  const submitted: Record<string, Record<string, Record<string, unknown>>>[] = [];
  await boltApp(sim, "http", (app) => {
    const view: ModalView = {
      type: "modal",
      callback_id: "form",
      title: plain("T"),
      submit: plain("Go"),
      blocks,
    };
    app.shortcut("open", async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view });
    });
    app.view("form", ({ ack, view: sent }) => {
      submitted.push(sent.state.values as never);
      return ack(answer as never);
    });
  });
  const alice = sim.user(ALICE);
  await alice.globalShortcut("open");
  await sim.waitFor(() => alice.modal());
  const held = (field: string): Record<string, unknown> => {
    const { type: _type, ...state } = alice.modal()?.state.values[field]?.a ?? { type: "" };
    return state;
  };
  return { sim, alice, submitted, held };
}

describe.each([["an empty text", ""] as const, ["an empty list", [] as string[]] as const])(
  "a choice is taken back with %s",
  (_name, nothing) => {
    test.each(FIELDS)("in a mandatory %s, which then is missing", async (field) => {
      const { alice, held, submitted } = await withModal([input(field, false)]);
      expect(Object.values(held(field))).not.toContainEqual(null);
      await alice.fill({ blockId: field, actionId: "a" }, nothing);
      expect([[null], [[]]]).toContainEqual(Object.values(held(field)));
      expect(await alice.submit()).toMatchObject({
        outcome: "invalid",
        blockErrors: { [field]: "Please complete this required field." },
      });
      expect(submitted).toEqual([]);
    });

    test("in optional inputs, which then are sent empty", async () => {
      const { alice, submitted } = await withModal(FIELDS.map((field) => input(field, true)));
      for (const field of FIELDS) await alice.fill({ blockId: field }, nothing);
      expect(await alice.submit()).toMatchObject({ outcome: "closed", blockErrors: {} });
      for (const field of FIELDS) {
        const { type: _type, ...state } = submitted[0]?.[field]?.a ?? { type: "" };
        expect([[null], [[]]]).toContainEqual(Object.values(state));
      }
    });
  },
);

test("a choice that was taken back can be made again", async () => {
  const { alice, held } = await withModal([input("radio", false), input("checkboxes", false)]);
  for (const [field, value] of [
    ["radio", "1"],
    ["checkboxes", ["0", "1"]],
  ] as const) {
    await alice.fill({ blockId: field }, []);
    await alice.fill({ blockId: field }, value);
  }
  expect(held("radio")).toEqual({ selected_option: second });
  expect(held("checkboxes")).toEqual({ selected_options: [first, second] });
});

test("an option is found by its value, though another is called so", async () => {
  const swapped = [
    { text: plain("b"), value: "a" },
    { text: plain("a"), value: "b" },
  ];
  const element = { type: "static_select" as const, action_id: "a", options: swapped };
  const { alice, held } = await withModal([{ type: "input", block_id: "x", label: plain("Field"), element }]);
  await alice.fill("Field", "a");
  expect(held("x")).toEqual({ selected_option: swapped[0] });
});

test("no more can be chosen than the menu takes", async () => {
  const element = { ...FILLED.multi, max_selected_items: 1 } as InputBlock["element"];
  const { alice } = await withModal([{ type: "input", block_id: "x", label: plain("Field"), element }]);
  await alice.fill("Field", ["0"]);
  await expect(alice.fill("Field", ["0", "1"])).rejects.toThrow("No more than 1");
});

test("errors are told by field: the client's own, and the app's", async () => {
  const errors = { text: "Not that", email: "Nor that" };
  const { alice } = await withModal([input("text", false), input("email", false), input("number", false)], {
    response_action: "errors",
    errors,
  });
  await alice.fill({ blockId: "email" }, "no address");
  await alice.fill({ blockId: "number" }, "1.5");
  expect(await alice.submit()).toMatchObject({
    outcome: "invalid",
    blockErrors: { email: "Must be an email address", number: "Must be a whole number" },
  });
  await alice.fill({ blockId: "email" }, "c@d.example");
  await alice.fill({ blockId: "number" }, "2");
  expect(await alice.submit()).toMatchObject({ outcome: "errors", blockErrors: errors });
});

test("a modal submitted from two windows at once closes once, and what lies below stays", async () => {
  const answers: (() => void)[] = [];
  const sim = await workspace();
  const modal = (title: string): ModalView => ({
    type: "modal",
    callback_id: title,
    title: plain(title),
    submit: plain("Go"),
    blocks: [{ type: "divider" }],
  });
  await boltApp(sim, "http", (app) => {
    app.shortcut("open", async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: modal("below") });
    });
    app.view("below", ({ ack }) => ack({ response_action: "push", view: modal("top") } as never));
    app.view("top", async ({ ack }) => {
      await new Promise<void>((resolve) => answers.push(resolve));
      await ack();
    });
  });
  const alice = sim.user(ALICE);
  await alice.globalShortcut("open");
  await sim.waitFor(() => alice.modal());
  await alice.submit();
  const both: Promise<SubmitResult>[] = [alice.submit(), alice.submit()];
  await sim.waitFor(() => answers.length === 2);
  for (const answer of answers) answer();
  expect((await Promise.all(both)).map(({ outcome }) => outcome)).toEqual(["closed", "closed"]);
  expect(alice.modal()?.title?.text).toBe("below");
});
