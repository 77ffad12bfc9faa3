// Slack fails in every way it can; nothing is lost, nothing is doubled, and what it shows is right in the end.
import { describe, expect, it } from "vitest";
import type { FaultSpec } from "../../sim/index.ts";
import { openWorkspace, type Workspace } from "../support/workspace.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const LEAD = {
  externalId: "fault-1",
  email: "jane@acme.example",
  firstName: "Jane",
  country: "GB",
  intent: "demo",
  title: "VP Ops",
  company: { name: "Acme", employees: 300 },
};

async function holder(space: Workspace, id: string): Promise<string> {
  const { owner } = (await space.lead(id)) as { owner: { slack: string } | null };
  return owner?.slack ?? "nobody";
}

describe.each<[string, FaultSpec]>([
  ["a dropped connection before it was applied", { kind: "drop_before", times: 1 }],
  ["a dropped connection after it was applied", { kind: "drop_after", times: 1 }],
  ["three dropped connections after each was applied", { kind: "drop_after", times: 3 }],
  ["a dropped connection, applied a while later", { kind: "drop_after", times: 1, applyAfterMs: 300 }],
  ["a server error", { kind: "http_500", times: 2 }],
  ["a slow answer", { kind: "slow", times: 1, delayMs: 1500 }],
  ["too many requests", { kind: "ratelimited", times: 1, retryAfter: 30 }],
  ["a passing error", { kind: "error", code: "service_unavailable", times: 1 }],
])("%s", (_, fault) => {
  it("while posting: one card, and the clock from Slack's own time stamp", async () => {
    await using space = await openWorkspace();
    const struck = space.sim.fault({ ...fault, method: "chat.postMessage" });
    const { body } = await space.post(LEAD);
    await space.settle();
    const rep = await holder(space, body.leadId);
    if (fault.applyAfterMs !== undefined) {
      // Slack's time is real and Baton's is turned: it looks once too early, and Slack applies it within its ten seconds.
      await space.turn(SECOND);
      await space.sim.waitFor(() => space.sim.messages(rep).length > 0, { what: "the late card" });
    }
    await space.turn(5 * MINUTE);
    expect(struck.struck).toBeGreaterThan(0);
    const cards = space.sim.messages(rep).filter(({ deleted }) => !deleted);
    expect(cards).toHaveLength(1);
    const { nextDeadline } = (await space.lead(body.leadId)) as { nextDeadline: { at: string } };
    const posted = Math.floor(Number(cards[0]?.ts) * 1000);
    expect(Date.parse(nextDeadline.at)).toBe(posted + 120 * MINUTE);
    expect(space.sim.violations).toEqual([]);
  });

  it("while updating: the card says what is true", async () => {
    await using space = await openWorkspace();
    const { body } = await space.post(LEAD);
    await space.settle();
    const rep = await holder(space, body.leadId);
    const struck = space.sim.fault({ ...fault, method: "chat.update" });
    await space.sim.user(rep).press(space.card(rep), "Accept");
    await space.settle();
    await space.turn(5 * MINUTE);
    expect(struck.struck).toBeGreaterThan(0);
    expect(JSON.stringify(space.card(rep))).toContain("Accepted by");
    expect(space.sim.messages(rep)).toHaveLength(1);
    expect(space.sim.violations).toEqual([]);
  });
});

describe("a card that was posted though its call was cut off", () => {
  it("is found within a second: its clock runs, and a click on it shows", async () => {
    await using space = await openWorkspace();
    space.sim.fault({ kind: "drop_after", method: "chat.postMessage", times: 1 });
    const { body } = await space.post(LEAD);
    await space.settle();
    await space.turn(1000);
    const rep = await holder(space, body.leadId);
    expect(await space.lead(body.leadId)).toMatchObject({ nextDeadline: { does: "overdue" } });
    await space.sim.user(rep).press(space.card(rep), "Accept");
    await space.settle();
    expect(JSON.stringify(space.card(rep))).toContain("Accepted by");
    expect(space.sim.messages(rep)).toHaveLength(1);
  });
});

describe("a message or a person that is gone", () => {
  it("a deleted card is posted afresh, and the clock runs on from the first", async () => {
    await using space = await openWorkspace();
    const { body } = await space.post(LEAD);
    await space.settle();
    const rep = await holder(space, body.leadId);
    const first = space.card(rep);
    const before = await space.lead(body.leadId);
    space.sim.deleteMessage(first.channel, first.ts);
    await space.turn(121 * MINUTE);
    const card = space.card(rep);
    expect(card.ts).not.toBe(first.ts);
    const timers = (await space.lead(body.leadId)) as { nextDeadline: { at: string; does: string } };
    const overdueAt = Date.parse((before as { nextDeadline: { at: string } }).nextDeadline.at);
    expect(timers.nextDeadline).toEqual({
      at: new Date(overdueAt + 120 * MINUTE).toISOString(),
      does: "tank",
    });
    await space.sim.user(rep).press(card, "Accept");
    await space.settle();
    expect(await space.lead(body.leadId)).toMatchObject({ state: "accepted" });
  });

  it("a rep who is deactivated holds nothing: the lead is with the next", async () => {
    await using space = await openWorkspace();
    const { body } = await space.post(LEAD);
    await space.settle();
    const rep = await holder(space, body.leadId);
    space.sim.deactivate(rep);
    await space.settle();
    await space.turn(15_000);
    const next = await holder(space, body.leadId);
    expect(next).not.toBe(rep);
    expect(JSON.stringify(space.sim.messages(next).at(-1))).toContain("Jane");
    const events = await space.baton.services.leads.events(body.leadId);
    expect(events.map(({ body: { type } }) => type)).toContain("taken_away");
  });

  it("a rep whose deactivation Baton has not heard of loses the lead when the card is refused", async () => {
    await using space = await openWorkspace({ sim: { events: [] } });
    for (const rep of ["U0ALICE", "U0CAROL"]) space.sim.deactivate(rep);
    const { body } = await space.post({ ...LEAD, title: "Clerk" });
    await space.settle();
    await space.turn(MINUTE);
    expect(await holder(space, body.leadId)).toBe("U0BOB");
    expect(space.sim.messages("U0BOB")).toHaveLength(1);
  });

  it("with nobody left the Overflow Manager has it within two minutes", async () => {
    await using space = await openWorkspace();
    for (const rep of ["U0ALICE", "U0BOB", "U0CAROL"]) space.sim.deactivate(rep);
    await space.settle();
    const { body } = await space.post(LEAD);
    await space.settle();
    await space.turn(2 * MINUTE + 1000);
    expect(await space.lead(body.leadId)).toMatchObject({
      state: "overflow",
      owner: { slack: "U0OVERFLOW" },
    });
    expect(JSON.stringify(space.card("U0OVERFLOW"))).toContain("Assign");
  });

  it("too many direct messages opened at once: nobody else is opened until Slack's time is up", async () => {
    await using space = await openWorkspace();
    space.sim.fault({ kind: "ratelimited", method: "conversations.open", times: 1, retryAfter: 30 });
    for (const n of [1, 2, 3]) {
      await space.post({ ...LEAD, externalId: `open-${n}`, email: `open${n}@acme.example`, title: "Clerk" });
      await space.settle();
    }
    expect(space.sim.callCounts["conversations.open"]).toBe(1);
    await space.turn(MINUTE);
    expect(space.sim.callCounts["conversations.open"]).toBe(4);
    for (const rep of ["U0ALICE", "U0BOB", "U0CAROL"]) expect(space.sim.messages(rep)).toHaveLength(1);
  });

  it("the same click delivered twice accepts once and annoys nobody", async () => {
    await using space = await openWorkspace();
    const { body } = await space.post(LEAD);
    await space.settle();
    const rep = await holder(space, body.leadId);
    space.sim.duplicateDeliveries(true);
    await space.sim.user(rep).press(space.card(rep), "Accept");
    await space.settle();
    const events = await space.baton.services.leads.events(body.leadId);
    expect(events.filter(({ body: { type } }) => type === "accepted")).toHaveLength(1);
    expect(
      space.sim
        .user(rep)
        .messages()
        .filter(({ ephemeralTo }) => ephemeralTo),
    ).toEqual([]);
  });
});
