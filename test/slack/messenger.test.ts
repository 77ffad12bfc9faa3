// What becomes of messages when Slack misbehaves: nothing twice, nothing lost, nobody waited for in vain.
import { expect, test } from "vitest";
import { embeddedTestDatabase } from "../support/database.ts";
import { MANAGERS, type Office, openOffice, shown } from "./office.ts";

const database = await embeddedTestDatabase();

const REPS = ["U0ALICE", "U0BOB", "U0CAROL"];

/** Every card about Jane that is in some rep's DM. */
function cards(office: Office) {
  return REPS.flatMap((rep) =>
    office.sim.messages(office.sim.user(rep).dm()).filter((message) => !message.deleted),
  );
}

async function state(office: Office, lead: string) {
  const record = await office.stores.leads.load(lead);
  if (!record) throw new Error("no lead");
  return record.lead;
}

test.each(["drop_before", "drop_after", "http_500"] as const)(
  "a first post that meets %s ends in exactly one card, with its clock running",
  async (kind) => {
    await using office = await openOffice(database);
    const fault = office.sim.fault({ kind, method: "chat.postMessage", times: 1 });
    const lead = await office.offer();
    expect(fault.struck).toBe(1);
    expect(cards(office)).toHaveLength(1);
    expect(await state(office, lead)).toMatchObject({ state: "offered", timer: { ladder: "offer" } });
    expect(office.sim.violations).toEqual([]);
  },
);

test("the clock of a card that was found again starts at the card's own time", async () => {
  await using office = await openOffice(database);
  office.sim.fault({ kind: "drop_after", method: "chat.postMessage", times: 1 });
  const lead = await office.offer();
  const [card] = cards(office);
  const now = await state(office, lead);
  if (now.state !== "offered") throw new Error(now.state);
  expect(Date.parse(now.timer?.steps[0]?.at ?? "")).toBe(Math.floor(Number(card?.ts) * 1000) + 2 * 3_600_000);
});

test("a card is found behind hundreds of other messages", async () => {
  await using office = await openOffice(database, { sim: { rateLimits: false } });
  const rep = office.sim.user("U0ALICE");
  const carol = office.sim.user("U0CAROL");
  office.sim.fault({ kind: "drop_after", method: "chat.postMessage", times: 1 });
  const answered = Promise.withResolvers<void>();
  const look = office.sim
    .waitFor(() => cards(office).length > 0)
    .then(async () => {
      for (let n = 0; n < 250; n++) {
        await rep.say(`note ${n}`);
        await carol.say(`note ${n}`);
      }
      answered.resolve();
    });
  const lead = await office.offer();
  await Promise.all([look, answered.promise]);
  await office.turn(60_000);
  expect(cards(office).filter((card) => shown(card).includes("Jane"))).toHaveLength(1);
  expect((await state(office, lead)).state).toBe("offered");
});

test("while Slack asks to wait nothing is sent, and afterwards everything is", async () => {
  await using office = await openOffice(database);
  office.sim.fault({ kind: "ratelimited", method: "chat.postMessage", times: 1, retryAfter: 90 });
  await office.offer();
  const posts = office.sim.calls.filter(({ method }) => method === "chat.postMessage");
  expect(posts.map(({ ok }) => ok)).toEqual([false, true]);
  expect((posts[1]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(90_000);
  expect(cards(office)).toHaveLength(1);
});

test.each(["deleted", "edit_window_closed", "cant_update_message"])(
  "a card that is %s is replaced by a fresh one, and the clock does not start anew",
  async (how) => {
    await using office = await openOffice(database);
    const lead = await office.offer();
    const [card] = cards(office);
    if (!card) throw new Error("no card");
    const before = await state(office, lead);
    if (how === "deleted") office.sim.deleteMessage(card.channel, card.ts);
    else office.sim.expireEditWindow(card.channel, card.ts, how);
    await office.turn(2 * 3_600_000);
    const fresh = cards(office).filter(({ ts }) => ts !== card.ts);
    expect(fresh).toHaveLength(1);
    const now = await state(office, lead);
    if (before.state !== "offered" || now.state !== "offered") throw new Error(now.state);
    expect(now.timer?.steps).toEqual(before.timer?.steps);
    expect(now.overdue).toBe(true);
  },
);

test.each(["user_disabled", "channel_not_found", "messages_tab_disabled"])(
  "a rep whose card is refused with %s loses the lead to the next at once",
  async (code) => {
    await using office = await openOffice(database);
    office.sim.fault({ kind: "error", method: "chat.postMessage", code, times: 1 });
    const lead = await office.offer();
    const now = await state(office, lead);
    expect(now.turns.map(({ end }) => end)).toMatchObject([{ how: "taken_away", why: "unreachable" }, null]);
    expect(now.turns[0]?.holder).not.toBe(now.turns[1]?.holder);
    expect(cards(office)).toHaveLength(1);
  },
);

test.each(["account_inactive", "token_revoked"])(
  "while Slack says %s of Baton itself the card waits, and goes out once that is mended",
  async (code) => {
    await using office = await openOffice(database);
    const fault = office.sim.fault({ kind: "error", method: "chat.postMessage", code, times: 4 });
    const lead = await office.offer();
    expect(fault.struck).toBe(4);
    expect(cards(office)).toHaveLength(1);
    expect((await state(office, lead)).turns).toHaveLength(1);
  },
);

test("a rep who is deactivated gets no card; the next has the lead within seconds", async () => {
  await using office = await openOffice(database, { sim: { events: [] } });
  office.sim.deactivate("U0ALICE");
  office.sim.deactivate("U0CAROL");
  const lead = await office.offer();
  const now = await state(office, lead);
  expect(now.state === "offered" && now.owner).toBe("U0BOB");
  const people = await office.stores.people.all();
  expect(people.get(now.turns[0]?.holder ?? "")?.status).toBe("deactivated");
});

test("a channel that Baton is not in is given up, loudly, and nothing is tried for ever", async () => {
  await using office = await openOffice(database);
  office.sim.kickBot(MANAGERS);
  await office.offer();
  await office.turn(3 * 3_600_000);
  const tried = office.sim.calls.filter(
    ({ args, method }) => method === "chat.postMessage" && args.channel === MANAGERS,
  );
  expect(tried).toHaveLength(1);
  expect(office.logged.map(({ msg }) => msg)).toContain("Slack will not take this message");
});

test("what a message carries for the machine is an id and nothing of the person", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const [card] = cards(office);
  expect(card?.metadata).toEqual({
    event_type: "baton_mirror",
    event_payload: { mirror: `offer:${lead}:1` },
  });
});

test("nothing personal is in the log", async () => {
  await using office = await openOffice(database);
  office.sim.fault({ kind: "drop_after", method: "chat.postMessage", times: 1 });
  await office.offer();
  await office.told("U0STRANGER", () => office.sim.user("U0STRANGER").command("/leads queue"));
  const text = JSON.stringify(office.logged);
  for (const secret of ["Jane", "Doe", "acme", office.sim.botToken, office.sim.signingSecret]) {
    expect(text).not.toContain(secret);
  }
});
