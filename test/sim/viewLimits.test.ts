import type { ModalView } from "@slack/types";
import { expect, test } from "vitest";
import { SLACK_LIMITS } from "../../sim/index.ts";
import { ALICE, actions, boltApp, button, clientFor, plain, refusal, workspace } from "./support.ts";

const L = SLACK_LIMITS;
const x = (length: number): string => "x".repeat(length);
const divider = { type: "divider" as const };
const modal = (more: Partial<ModalView>): ModalView => ({
  type: "modal",
  title: plain("T"),
  blocks: [divider],
  ...more,
});

const EDGES: readonly [string, number, string, (size: number) => ModalView][] = [
  ["the title", L.viewTitle, "/view/title/text", (n) => modal({ title: plain(x(n)) })],
  ["the submit button", L.viewTitle, "/view/submit/text", (n) => modal({ submit: plain(x(n)) })],
  ["the close button", L.viewTitle, "/view/close/text", (n) => modal({ close: plain(x(n)) })],
  ["private_metadata", L.privateMetadata, "/view/private_metadata", (n) => modal({ private_metadata: x(n) })],
  ["callback_id", L.callbackId, "/view/callback_id", (n) => modal({ callback_id: x(n) })],
  [
    "the blocks",
    L.blocksPerView,
    "/view/blocks",
    (n) => modal({ blocks: Array.from({ length: n }, () => divider) }),
  ],
];

/** A modal that is open, so that views can be tried on it without a trigger each. */
async function openModal() {
  const sim = await workspace({ rateLimits: false });
  await boltApp(sim, "http", (app) => {
    app.action("open", async ({ ack, client, body }) => {
      await ack();
      if ("trigger_id" in body) await client.views.open({ trigger_id: body.trigger_id, view: modal({}) });
    });
  });
  const client = clientFor(sim);
  await client.chat.postMessage({ channel: ALICE, text: "t", blocks: [actions(button("Open"))] });
  const alice = sim.user(ALICE);
  const card = alice.find(() => true);
  if (card === undefined) throw new Error("no card");
  await alice.press(card, "Open");
  const { id } = await sim.waitFor(() => alice.modal());
  return { sim, client, alice, id };
}

test.each(EDGES)(
  "%s of a modal: %i pass, one more is invalid_arguments",
  async (_what, limit, pointer, view) => {
    const { client, id } = await openModal();
    expect((await client.views.update({ view_id: id, view: view(limit) })).ok).toBe(true);
    const refused = await refusal(client.views.update({ view_id: id, view: view(limit + 1) }));
    expect(refused.error).toBe("invalid_arguments");
    expect(refused.response_metadata?.messages?.[0]).toContain(`[json-pointer:${pointer}]`);
  },
);

test("a view of 250 kB passes, a larger one is view_too_large", async () => {
  const sim = await workspace({ limits: { viewJson: 5_000 } });
  const client = clientFor(sim);
  const home = (length: number) => ({
    type: "home" as const,
    blocks: [divider],
    private_metadata: x(2_900),
    callback_id: x(200),
    external_id: x(200),
    ...(length > 0
      ? { blocks: Array.from({ length }, () => ({ ...divider, block_id: undefined as never })) }
      : {}),
  });
  const edge = Math.floor((5_000 - JSON.stringify(home(0)).length) / 19) + 1;
  expect(JSON.stringify(home(edge)).length).toBeLessThanOrEqual(5_000);
  expect((await client.views.publish({ user_id: ALICE, view: home(edge) })).ok).toBe(true);
  expect((await refusal(client.views.publish({ user_id: ALICE, view: home(edge + 1) }))).error).toBe(
    "view_too_large",
  );
});

test("a modal with an input and no submit button is refused", async () => {
  const { client, id } = await openModal();
  const view = modal({
    blocks: [{ type: "input", label: plain("L"), element: { type: "plain_text_input" } }],
  });
  const refused = await refusal(client.views.update({ view_id: id, view }));
  expect(refused.errors).toEqual(["missing required field: submit [json-pointer:/view]"]);
});

test("a block for messages alone is refused in a view", async () => {
  const { client, id } = await openModal();
  const view = modal({ blocks: [{ type: "markdown", text: "**x**" }] });
  expect((await refusal(client.views.update({ view_id: id, view }))).errors?.[0]).toContain(
    "unsupported type: markdown",
  );
});

test("a hash of yesterday is a hash_conflict, an external_id twice a duplicate", async () => {
  const { client, id } = await openModal();
  const { view } = await client.views.update({ view_id: id, view: modal({ external_id: "one" }) });
  const stale = view?.hash ?? "";
  await client.views.update({ view_id: id, view: modal({ external_id: "one" }), hash: stale });
  const late = client.views.update({ external_id: "one", view: modal({}), hash: stale });
  expect((await refusal(late)).error).toBe("hash_conflict");
  const twin = client.views.publish({
    user_id: ALICE,
    view: { type: "home", external_id: "one", blocks: [divider] },
  });
  expect((await refusal(twin)).error).toBe("duplicate_external_id");
});

test("a view that was closed is not_found", async () => {
  const { client, alice, id } = await openModal();
  await alice.close();
  expect((await refusal(client.views.update({ view_id: id, view: modal({}) }))).error).toBe("not_found");
});
