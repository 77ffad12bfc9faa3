// When the database is away, Slack is down, or a payload is not ours: nobody is left without a word.
import { createHmac } from "node:crypto";
import { pino } from "pino";
import { expect, test } from "vitest";
import { startSim } from "../../sim/index.ts";
import { Contention } from "../../src/app/engine.ts";
import { SlackApi } from "../../src/slack/client.ts";
import { Identity } from "../../src/slack/identity.ts";
import { slackLogger } from "../../src/slack/logger.ts";
import type { Stores } from "../../src/store/index.ts";
import { embeddedTestDatabase } from "../support/database.ts";
import { type Office, openOffice, shown } from "./office.ts";

const database = await embeddedTestDatabase();

/** Stores whose leads cannot be loaded while `broken` says so. */
function breaking(fault: { error: Error | null }) {
  return (real: Stores): Stores => ({
    ...real,
    leads: {
      ...real.leads,
      load: (id) => (fault.error ? Promise.reject(fault.error) : real.leads.load(id)),
    },
  });
}

const refused = () =>
  Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" });

async function offered(office: Office) {
  const lead = await office.offer();
  const record = await office.stores.leads.load(lead);
  const rep = record?.lead.state === "offered" ? record.lead.owner : "";
  return { lead, rep, card: office.last(rep), user: office.sim.user(rep) };
}

test.each([
  ["the database is away", refused(), "Baton cannot reach its database"],
  ["a lead is fought over", new Contention("lost"), "Baton cannot reach its database"],
  ["something is wrong with Baton", new TypeError("a bug"), "Something went wrong"],
])("a click while %s is acknowledged, and the person is told to try again", async (_when, error, words) => {
  const fault: { error: Error | null } = { error: null };
  await using office = await openOffice(database, { stores: breaking(fault) });
  const { lead, rep, card, user } = await offered(office);
  fault.error = error;
  const told = await office.told(rep, async () => expect((await user.press(card, "Accept")).ok).toBe(true));
  expect(told.text).toContain(words);
  expect(told.text).toContain("nothing was changed");
  fault.error = null;
  await user.press(card, "Accept");
  await office.sim.waitFor(() => shown(office.sim.message(card) ?? card).includes("Accepted by"));
  expect((await office.stores.leads.load(lead))?.lead.state).toBe("accepted");
});

test("a form sent while the database is away closes, and the person is told to try again", async () => {
  const fault: { error: Error | null } = { error: null };
  await using office = await openOffice(database, { stores: breaking(fault) });
  const { rep, card, user } = await offered(office);
  await user.press(card, "Recycle");
  await office.sim.waitFor(() => user.modal());
  await user.fill("Reason", "Budget");
  await office.settle();
  fault.error = refused();
  const told = await office.told(rep, async () => expect((await user.submit()).outcome).toBe("closed"));
  expect(told.text).toContain("Try again");
});

test("an answer finds its way when the response_url fails", async () => {
  await using office = await openOffice(database);
  office.sim.fault({ kind: "http_500", method: "response_url" });
  const told = await office.told("U0BOB", () => office.sim.user("U0BOB").command("/leads queue"));
  expect(told.text).toContain("Only managers");
});

test("a form that Slack will not open is not passed over in silence", async () => {
  await using office = await openOffice(database);
  const { rep, card, user } = await offered(office);
  office.sim.fault({ kind: "error", method: "views.open", code: "expired_trigger_id" });
  const told = await office.told(rep, () => user.press(card, "Recycle"));
  expect(told.text).toContain("Press the button again");
});

test("Slack is asked again until it answers", async () => {
  const sim = await startSim();
  const fault = sim.fault({ kind: "http_500", method: "auth.test", times: 2 });
  const log = pino({ level: "silent" });
  const api = new SlackApi({ botToken: sim.botToken, apiUrl: sim.apiUrl }, slackLogger(log));
  const identity = new Identity(api, sim.botToken, log);
  await identity.start();
  expect(identity.answered()).toBe(false);
  await sim.waitFor(() => identity.answered());
  expect(fault.struck).toBe(2);
  expect(identity.authorize()).toMatchObject({ botUserId: sim.botUserId, teamId: sim.teamId });
  await sim.stop();
});

test("a token that Slack refuses is logged with what to do about it", async () => {
  const sim = await startSim();
  const lines: string[] = [];
  const log = pino({}, { write: (line) => void lines.push(line) });
  const api = new SlackApi({ botToken: "xoxb-wrong", apiUrl: sim.apiUrl }, slackLogger(log));
  const identity = new Identity(api, "xoxb-wrong", log);
  await identity.start();
  identity.stop();
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({
      why: "invalid_auth",
      msg: expect.stringMatching(/Bot User OAuth Token .* into SLACK_BOT_TOKEN/),
    }),
  );
  await sim.stop();
});

test.each(["let go", "gone silent", "asked to reconnect"])(
  "clicks get through again after a socket was %s",
  async (how) => {
    await using office = await openOffice(database, { transport: "socket" });
    const { card, user } = await offered(office);
    if (how === "asked to reconnect") office.sim.refreshSockets();
    else office.sim.dropSockets({ silent: how === "gone silent" });
    await office.sim.waitFor(
      () => (office.sim.callCounts["apps.connections.open"] ?? 0) >= 2 && office.sim.connections >= 1,
      { timeoutMs: 8_000, what: "a new socket" },
    );
    await expect
      .poll(async () => (await user.press(card, "Accept", { stale: true })).ok, { timeout: 8_000 })
      .toBe(true);
    await office.sim.waitFor(() => shown(office.sim.message(card) ?? card).includes("Accepted by"));
  },
);

test("a socket that cannot be opened is tried until it can", async () => {
  await using office = await openOffice(database, { transport: "socket" });
  const fault = office.sim.fault({ kind: "drop_before", method: "apps.connections.open", times: 3 });
  office.sim.dropSockets();
  await office.sim.waitFor(() => fault.struck === 3 && office.sim.connections >= 1, { timeoutMs: 10_000 });
});

test("a button with a value that Baton never wrote changes nothing and is answered", async () => {
  await using office = await openOffice(database);
  const { lead, rep } = await offered(office);
  const forged = (value: string, action = "offer_accept") => ({
    type: "block_actions",
    user: { id: rep },
    team: { id: office.sim.teamId },
    channel: { id: office.sim.user(rep).dm() },
    actions: [{ type: "button", action_id: action, block_id: "b", value, action_ts: "1.0" }],
  });
  for (const payload of [
    forged("lead_x:1"),
    forged(`${lead}:1; DROP TABLE`),
    forged(""),
    forged(`${lead}:1`, "no_such_action"),
  ]) {
    const told = await office.told(rep, async () => expect(await deliver(office, payload)).toBe(200));
    expect(told.text).toContain("nothing was changed");
  }
  expect((await office.stores.leads.load(lead))?.lead.state).toBe("offered");
});

test("what is signed but makes no sense does no harm", async () => {
  await using office = await openOffice(database);
  for (const payload of [{}, { type: "block_actions" }, { type: "block_actions", user: {}, actions: [] }]) {
    expect([200, 400]).toContain(await deliver(office, payload));
  }
  expect(
    (await office.told("U0MANAGER", () => office.sim.user("U0MANAGER").command("/leads"))).text,
  ).toBeTruthy();
});

/** Signs and sends an interaction as Slack does; gives the status. */
async function deliver(office: Office, payload: object): Promise<number> {
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hmac = createHmac("sha256", office.sim.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  const response = await fetch(`${office.url}/slack/events`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${hmac}`,
    },
  });
  return response.status;
}
