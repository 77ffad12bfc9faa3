// A lead's whole way, as people see it in Slack, over both transports.
import { describe, expect, it } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import { MANAGERS, openWorkspace, TANK, type Workspace } from "../support/workspace.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const JANE = {
  externalId: "form-1",
  email: "jane@acme.example",
  firstName: "Jane",
  lastName: "Doe",
  title: "VP Ops",
  phone: "+44 20 7946 0958",
  country: "GB",
  intent: "demo",
  message: "We need this by spring.",
  company: { name: "Acme", domain: "acme.example", employees: 300 },
};

const visible = (message: SimMessage | undefined) => JSON.stringify([message?.text, message?.blocks]);

/** Posts Jane and lets her be offered; her id and who has her. */
async function offered(space: Workspace, lead: Record<string, unknown> = JANE) {
  const { body } = await space.post(lead);
  await space.settle();
  const { owner } = (await space.lead(body.leadId)) as { owner: { slack: string; name: string } };
  return { id: body.leadId, rep: owner.slack, name: owner.name };
}

describe.each(["http", "socket"] as const)("over %s", (transport) => {
  it("a lead arrives, is qualified, offered and accepted", async () => {
    await using space = await openWorkspace({ transport });
    const posted = await space.post(JANE);
    expect(posted).toMatchObject({ status: 202, body: { status: "received" } });
    await space.settle();
    const id = posted.body.leadId;
    const { owner, tier, score, state } = await space.lead(id);
    expect({ state, tier, score }).toEqual({ state: "offered", tier: "1", score: 95 });
    const { slack: rep, name } = owner as { slack: string; name: string };

    const card = space.card(rep);
    for (const words of ["Jane", "Doe", "VP Ops", "Acme", "Tier 1", "95", "Asked for a demo", "<!date^"]) {
      expect(visible(card)).toContain(words);
    }
    const pressed = await space.sim.user(rep).press(card, "Accept");
    expect(pressed).toMatchObject({ ok: true, status: 200 });
    await space.settle();
    expect(await space.lead(id)).toMatchObject({
      state: "accepted",
      owner: { slack: rep, name },
      nextDeadline: null,
    });
    expect(visible(space.card(rep))).toContain(`Accepted by ${name}`);
    expect(visible(space.card(rep))).not.toContain("button");
    expect(space.sim.messages(space.sim.user(rep).dm())).toHaveLength(1);
    expect(space.sim.violations).toEqual([]);
  });

  it("a rep asks why, and is told in an ephemeral answer", async () => {
    await using space = await openWorkspace({ transport });
    const { rep } = await offered(space);
    await space.sim.user(rep).press(space.card(rep), "Why me?");
    const answer = await space.sim.waitFor(() =>
      space.sim.user(rep).find((message) => message.ephemeralTo !== undefined),
    );
    expect(visible(answer)).toContain("Asked for a demo");
    expect(space.sim.violations).toEqual([]);
  });

  it("nobody answers: overdue, taken away into the tank, unclaimed, with the Overflow Manager, assigned, accepted", async () => {
    await using space = await openWorkspace({ transport });
    const { id, rep, name } = await offered(space);

    await space.turn(2 * HOUR - 1000);
    expect(space.sim.messages(MANAGERS)).toHaveLength(0);
    await space.turn(2000);
    expect(await space.lead(id)).toMatchObject({ state: "offered", overdue: true });
    const notice = space.sim.messages(MANAGERS)[0];
    for (const words of ["Jane", "Acme", name, "Open"]) expect(visible(notice)).toContain(words);

    await space.turn(2 * HOUR);
    expect(await space.lead(id)).toMatchObject({ state: "tank", owner: null, overdue: false });
    expect(visible(space.card(rep))).toContain("Taken away: ");
    expect(visible(space.card(rep))).not.toContain("jane@acme.example");
    const tank = space.sim.messages(TANK)[0];
    for (const words of ["Acme", "GB", "Tier 1", "Claim"]) expect(visible(tank)).toContain(words);
    for (const secret of ["Jane", "Doe", "jane@", "7946", "spring"])
      expect(visible(tank)).not.toContain(secret);

    await space.turn(4 * HOUR);
    expect(await space.lead(id)).toMatchObject({ state: "overflow", owner: { slack: "U0OVERFLOW" } });
    const otto = space.sim.user("U0OVERFLOW");
    const card = space.card("U0OVERFLOW");
    await otto.press(card, "Assign");
    await space.settle();
    expect(otto.messages().some((message) => message.ephemeralTo !== undefined)).toBe(true);
    await otto.choose(card, "Pick a rep", "U0CAROL");
    await otto.press(card, "Assign");
    await space.settle();
    expect(await space.lead(id)).toMatchObject({
      state: "offered",
      owner: { slack: "U0CAROL" },
      overdue: false,
    });
    expect(visible(otto.find((message) => message.ts === card.ts))).toContain("Carol");

    await space.sim.user("U0CAROL").press(space.card("U0CAROL"), "Accept");
    await space.settle();
    expect(await space.lead(id)).toMatchObject({ state: "accepted", owner: { slack: "U0CAROL" } });
    expect(visible(space.sim.messages(MANAGERS)[0])).toContain("Carol");
    expect(space.sim.violations).toEqual([]);
  });

  it("the first to claim has the lead; the other is told who", async () => {
    await using space = await openWorkspace({ transport });
    const { id, rep } = await offered(space, { ...JANE, externalId: "f-2" });
    await space.turn(4 * HOUR + 1000);
    const tank = space.sim.messages(TANK)[0];
    if (!tank) throw new Error("no tank card");
    const other = rep === "U0ALICE" ? "U0CAROL" : "U0ALICE";
    await space.sim.user(other).press(tank, "Claim");
    await space.sim.user("U0STRANGER").press(tank, "Claim", { stale: true });
    await space.settle();
    const name = other === "U0ALICE" ? "Alice" : "Carol";
    expect(await space.lead(id)).toMatchObject({ state: "accepted", owner: { slack: other } });
    expect(visible(space.sim.messages(TANK)[0])).toContain(`Claimed by ${name}`);
    expect(
      space.sim
        .user("U0STRANGER")
        .messages(TANK)
        .some((message) => message.ephemeralTo !== undefined),
    ).toBe(true);
  });

  it("a lead is recycled for timing and comes back on its date", async () => {
    await using space = await openWorkspace({ transport });
    const { id, rep, name } = await offered(space);
    const person = space.sim.user(rep);
    await person.press(space.card(rep), "Recycle");
    await space.sim.waitFor(() => person.modal());
    expect(person.modal()).toMatchObject({ title: { text: "Recycle lead" }, submit: { text: "Recycle" } });
    await person.fill("Reason", "Timing");
    await space.sim.waitFor(() => JSON.stringify(person.modal()).includes("Re-engage on"));
    await person.fill("Re-engage on", "2026-03-20");
    const submitted = await person.submit();
    expect(submitted).toMatchObject({ ok: true, outcome: "closed" });
    await space.settle();
    expect(await space.lead(id)).toMatchObject({ state: "recycled", cycle: 1 });
    expect(visible(space.card(rep))).toContain(`Recycled by ${name}: Timing`);
    await space.turn(19 * 24 * HOUR);
    expect(await space.lead(id)).toMatchObject({ cycle: 2 });
    expect(["offered", "tank", "overflow"]).toContain((await space.lead(id)).state);
    expect(space.sim.violations).toEqual([]);
  });
});
