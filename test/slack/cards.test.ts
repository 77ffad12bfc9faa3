// What people press on cards, over both transports, and what they then see.
import { describe, expect, test } from "vitest";
import { embeddedTestDatabase } from "../support/database.ts";
import { POLICY } from "../support/fixtures.ts";
import { JANE } from "../support/story.ts";
import { HOUR, MANAGERS, type Office, openOffice, shown, TANK } from "./office.ts";

const database = await embeddedTestDatabase();

/** Jane's lead is Tier 1 and in GB: Alice and Carol may have it, Bob is junior. */
async function holderOf(office: Office, lead: string): Promise<string> {
  const record = await office.stores.leads.load(lead);
  if (record?.lead.state !== "offered") throw new Error(`${lead} is ${record?.lead.state}`);
  return record.lead.owner;
}

describe.each(["http", "socket"] as const)("over %s", (transport) => {
  test("accepting a card updates it, and a second press changes nothing", async () => {
    await using office = await openOffice(database, { transport });
    const lead = await office.offer();
    const rep = await holderOf(office, lead);
    const card = office.last(rep);
    expect((await office.sim.user(rep).press(card, "Accept")).ok).toBe(true);
    const updated = await office.sim.waitFor(() => {
      const now = office.sim.message(card);
      return now && shown(now).includes("Accepted by") && now;
    });
    expect(shown(updated)).not.toContain('"type":"button"');
    expect((await office.stores.leads.load(lead))?.lead.state).toBe("accepted");
    await office.sim.user(rep).press(card, "Accept", { stale: true });
    await office.settle();
    expect(
      office.sim
        .user(rep)
        .messages()
        .filter(({ ephemeralTo }) => ephemeralTo),
    ).toEqual([]);
    expect(office.sim.violations).toEqual([]);
  });

  test("recycling asks for a reason, shows what it needs, and says an error at its field", async () => {
    await using office = await openOffice(database, { transport });
    const lead = await office.offer();
    const rep = await holderOf(office, lead);
    const person = office.sim.user(rep);
    const card = office.last(rep);
    await person.press(card, "Recycle");
    await office.sim.waitFor(() => person.modal());
    expect(person.modal()?.title?.text).toBe("Recycle lead");
    await person.fill("Reason", "Timing");
    await office.sim.waitFor(() => JSON.stringify(person.modal()?.blocks).includes("Re-engage on"));
    await person.fill("Re-engage on", "2026-03-01");
    const wrong = await person.submit();
    expect(wrong.outcome).toBe("errors");
    expect(wrong.errors["Re-engage on"]).toMatch(/after today/);
    await person.fill("Re-engage on", "2026-06-01");
    await person.fill("Note", "Asked to call back in summer");
    expect((await person.submit()).outcome).toBe("closed");
    await office.sim.waitFor(() => shown(office.sim.message(card) ?? card).includes("Recycled by"));
    const record = await office.stores.leads.load(lead);
    expect(record?.lead).toMatchObject({ state: "recycled", recycled: { reason: "timing" } });
    expect(office.sim.violations).toEqual([]);
  });

  test("of two who claim at the same moment one wins, and the other is told who did", async () => {
    await using office = await openOffice(database, { transport });
    await office.offer();
    await office.turn(4 * HOUR);
    const card = office.last("U0BOB", TANK);
    expect(shown(card)).toContain("Claim");
    const held = (await office.stores.leads.queue({ kind: "tank" }, { offset: 0, limit: 1 }, "")).rows[0];
    const missed = held?.lead.turns[0]?.holder;
    const other = missed === "U0ALICE" ? "U0CAROL" : "U0ALICE";
    const told = await office.told(
      "U0BOB",
      () =>
        Promise.all([
          office.sim.user(other).press(card, "Claim"),
          office.sim.user("U0BOB").press(card, "Claim"),
        ]),
      TANK,
    );
    expect(told.text).toMatch(/claimed this lead|for other reps/);
    await office.sim.waitFor(() => shown(office.sim.message(card) ?? card).includes("Claimed by"));
    expect(office.sim.violations).toEqual([]);
  });
});

test("whoever claims is told whom they have, since the tank's card shows nobody", async () => {
  await using office = await openOffice(database);
  await office.offer();
  await office.turn(4 * HOUR);
  const card = office.last("U0ALICE", TANK);
  expect(shown(card)).not.toContain("Jane");
  const rows = (await office.stores.leads.queue({ kind: "tank" }, { offset: 0, limit: 1 }, "")).rows;
  const claimer = rows[0]?.lead.turns[0]?.holder === "U0ALICE" ? "U0CAROL" : "U0ALICE";
  const told = await office.told(claimer, () => office.sim.user(claimer).press(card, "Claim"), TANK);
  expect(shown(told)).toContain("Jane Doe");
});

test("the rep who missed the window may not claim the lead, and is told so", async () => {
  await using office = await openOffice(database);
  await office.offer();
  await office.turn(4 * HOUR);
  const rows = (await office.stores.leads.queue({ kind: "tank" }, { offset: 0, limit: 1 }, "")).rows;
  const missed = rows[0]?.lead.turns[0]?.holder ?? "";
  const card = office.last(missed, TANK);
  const told = await office.told(missed, () => office.sim.user(missed).press(card, "Claim"), TANK);
  expect(told.text).toContain("another rep's turn");
});

test("whoever claims a second lead too soon is told when they can", async () => {
  const policy = POLICY.replace("original_may_claim: false", "original_may_claim: true");
  await using office = await openOffice(database, { policy });
  await office.offer();
  await office.offer({ ...JANE, email: "june@acme.com" }, "a-2");
  await office.turn(4 * HOUR);
  const alice = office.sim.user("U0ALICE");
  const [first, second] = alice.messages(TANK).slice(-2);
  if (!first || !second) throw new Error("two leads are in the tank");
  await office.told("U0ALICE", () => alice.press(first, "Claim"), TANK);
  const told = await office.told("U0ALICE", () => alice.press(second, "Claim"), TANK);
  const again = new Date(Math.ceil(office.clock.now() / 60_000 + 10) * 60_000).toISOString().slice(11, 16);
  expect(told.text).toBe(
    `You claimed another lead less than 10 minutes ago. You can claim again at ${again}.`,
  );
});

test("an old card that is pressed after the lead moved on says who has it now", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const rep = await holderOf(office, lead);
  const card = office.last(rep);
  await office.turn(4 * HOUR);
  const told = await office.told(rep, () => office.sim.user(rep).press(card, "Accept", { stale: true }));
  expect(told.text).toMatch(/taken away at .* It is in the Shark Tank now\./);
  expect(shown(office.last(rep))).toBeTruthy();
  expect(office.sim.violations).toEqual([]);
});

test("recycling an offer that is over opens no form but says what happened", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const rep = await holderOf(office, lead);
  const card = office.last(rep);
  await office.turn(4 * HOUR);
  const told = await office.told(rep, () => office.sim.user(rep).press(card, "Recycle", { stale: true }));
  expect(told.text).toContain("taken away");
  expect(office.sim.user(rep).modal()).toBeNull();
});

test("Why me? is answered in private with the rules and the choice", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const rep = await holderOf(office, lead);
  const told = await office.told(rep, () => office.sim.user(rep).press(office.last(rep), "Why me?"));
  expect(shown(told)).toContain("Asked for a demo");
  expect(shown(told)).toContain("seniority");
});

test("the Overflow Manager must pick a rep before assigning, and the rep gets a new offer", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  await office.turn(8.1 * HOUR);
  const manager = office.sim.user("U0OVERFLOW");
  const card = office.last("U0OVERFLOW");
  const told = await office.told("U0OVERFLOW", () => manager.press(card, "Assign"));
  expect(told.text).toContain("Pick a rep first");
  await manager.choose(card, { actionId: "overflow_rep" }, "Bob");
  await manager.press(card, "Assign");
  await office.sim.waitFor(() => shown(office.sim.message(card) ?? card).includes("Assigned to Bob"));
  await office.settle();
  expect(await holderOf(office, lead)).toBe("U0BOB");
  expect(shown(office.last("U0BOB"))).toContain("Jane Doe");
  expect(office.sim.violations).toEqual([]);
});

test("Open shows managers the lead with the person, and strangers nothing", async () => {
  await using office = await openOffice(database);
  await office.offer();
  await office.turn(2 * HOUR);
  const notice = office.last("U0MANAGER", MANAGERS);
  await office.sim.user("U0MANAGER").press(notice, "Open");
  await office.sim.waitFor(() => office.sim.user("U0MANAGER").modal());
  expect(JSON.stringify(office.sim.user("U0MANAGER").modal()?.blocks)).toContain("jane@acme.example");
  const told = await office.told(
    "U0STRANGER",
    () => office.sim.user("U0STRANGER").press(notice, "Open"),
    MANAGERS,
  );
  expect(told.text).toContain("Only managers, the lead's own rep and its reviewers can see this lead");
  expect(office.refused).toEqual(["show"]);
});

test("a press that is delivered twice counts once", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const rep = await holderOf(office, lead);
  const card = office.last(rep);
  office.sim.duplicateDeliveries(true);
  await office.sim.user(rep).press(card, "Accept");
  await office.settle();
  const accepted = (await office.stores.leads.events(lead)).filter(({ body }) => body.type === "accepted");
  expect(accepted).toHaveLength(1);
  expect(
    office.sim
      .user(rep)
      .messages()
      .filter(({ ephemeralTo }) => ephemeralTo),
  ).toEqual([]);
});
