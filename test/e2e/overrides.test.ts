// A manager decides against the rules: the form, the ways into it, and what everybody sees afterwards.
import { describe, expect, it } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import {
  choose,
  decided,
  idOf,
  LEAD,
  MONA,
  openForm,
  openManaged,
  other,
  overrideBy,
  ownerOf,
  RIVAL,
  send,
  told,
  visible,
  WHY,
} from "../support/overrides.ts";
import { MANAGERS, TANK, type Workspace } from "../support/workspace.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const labels = (space: Workspace, person: string) =>
  (space.sim.user(person).modal()?.blocks ?? []).flatMap((block) =>
    "label" in block && block.label ? [block.label.text] : [],
  );
const actionsIn = (space: Workspace, person: string) =>
  JSON.stringify(space.sim.user(person).modal()?.blocks).match(
    /(?<="text":")(Reassign|Force accept|Force recycle|Un-suppress|Extend|Reopen)(?=")/g,
  );
describe.each(["http", "socket"] as const)("over %s", (transport) => {
  it("reassigns: a new card and window for one rep, the old card says who took it away", async () => {
    await using space = await openManaged({ transport });
    const id = await decided(space);
    const owner = await ownerOf(space, id);
    await openForm(space, MONA, id.slice(0, 30));
    expect(space.sim.user(MONA).modal()).toMatchObject({
      title: { text: "Override" },
      submit: { text: "Override" },
    });
    expect(labels(space, MONA)).toEqual(["Action", "Reason code", "Business justification"]);
    expect(actionsIn(space, MONA)).toEqual(["Reassign", "Force accept", "Force recycle", "Extend"]);
    expect(await send(space, MONA, "Reassign", { Rep: other(owner) })).toMatchObject({ outcome: "closed" });
    expect(await space.lead(id)).toMatchObject({ state: "offered", owner: { slack: idOf(other(owner)) } });
    expect(visible(space.card(owner))).toContain("Taken away: reassigned by");
    expect(visible(space.card(owner))).not.toContain('"type":"button"');
    expect(visible(space.card(idOf(other(owner))))).toContain('"Accept"');
    await told(space, MONA, "Done: Reassign to");
    const [event] = (await space.baton.services.leads.events(id)).filter(
      ({ body }) => body.type === "overridden",
    );
    expect(event?.body).toMatchObject({
      by: MONA,
      reasonCode: "wrong_owner",
      rulesWouldHave: { state: "offered", next: { does: "overdue" } },
    });
    expect(JSON.stringify(event)).not.toContain(WHY);
    expect(space.sim.violations).toEqual([]);
  });
});

it("accepts for a rep, who is picked already where they have it", async () => {
  await using space = await openManaged();
  const id = await decided(space);
  const owner = await ownerOf(space, id);
  expect(await overrideBy(space, MONA, id, "Force accept")).toMatchObject({ outcome: "closed" });
  expect(await space.lead(id)).toMatchObject({ state: "accepted", owner: { slack: owner } });
  expect(visible(space.card(owner))).toMatch(/Accepted by (Alice|Carol|Bob)/);
});

it("recycles in the manager's name, with the fields that the reason needs", async () => {
  await using space = await openManaged();
  const id = await decided(space);
  const owner = await ownerOf(space, id);
  await openForm(space, MONA, id);
  await choose(space, MONA, "Action", "Force recycle");
  await choose(space, MONA, "Recycle reason", "Timing");
  expect(labels(space, MONA)).toContain("Re-engage on");
  expect(
    await send(space, MONA, "Force recycle", { "Recycle reason": "Feature Gap", Feature: "sso" }),
  ).toMatchObject({ outcome: "closed" });
  expect(await space.lead(id)).toMatchObject({ state: "recycled" });
  expect(visible(space.card(owner))).toMatch(/Recycled by .*: Feature Gap/);
});

it("extends: the card shows the new deadline, the notice that it is overdue no longer; then there is another", async () => {
  await using space = await openManaged();
  const id = await decided(space);
  const owner = await ownerOf(space, id);
  await space.turn(2 * HOUR);
  const [notice] = space.sim.messages(MANAGERS);
  expect(visible(notice)).toContain("Overdue");
  await overrideBy(space, MONA, id, "Extend", { "Extend by": "4 hours" });
  expect(await space.lead(id)).toMatchObject({ state: "offered", overdue: false });
  const after = visible(space.sim.messages(MANAGERS)[0]);
  expect(after).toMatch(/Extended by .*until/);
  expect(after).not.toContain("*Overdue*");
  expect(visible(space.card(owner))).toContain("*Accept ");
  await space.turn(4 * HOUR);
  expect(space.sim.messages(MANAGERS)).toHaveLength(2);
  expect(visible(space.sim.messages(MANAGERS)[1])).toContain("*Overdue*");
  await space.turn(2 * HOUR);
  expect(await space.lead(id)).toMatchObject({ state: "tank" });
  for (const message of space.sim.messages(MANAGERS)) {
    expect(visible(message)).toContain("Since then: Taken away");
    expect(visible(message)).not.toContain('"Reassign"');
  }
  expect(space.sim.violations).toEqual([]);
});

it("takes a lead out of the tank and from the Overflow Manager, and their cards say so", async () => {
  await using space = await openManaged();
  const id = await decided(space);
  await space.turn(4 * HOUR);
  await overrideBy(space, MONA, id, "Reassign", { Rep: "Bob" });
  expect(visible(space.sim.messages(TANK)[0])).toContain("Reassigned to Bob by");
  await space.turn(12 * HOUR);
  expect(await space.lead(id)).toMatchObject({ state: "overflow" });
  await overrideBy(space, MONA, id, "Force accept", { Rep: "Bob" });
  expect(await space.lead(id)).toMatchObject({ state: "accepted", owner: { slack: "U0BOB" } });
  expect(visible(space.card("U0OVERFLOW"))).toContain("Accepted by Bob");
  expect(space.sim.violations).toEqual([]);
});

it("un-suppresses: the suppression is gone from the database, and a later lead of the person is offered", async () => {
  await using space = await openManaged();
  const id = await decided(space, RIVAL);
  expect(await space.lead(id)).toMatchObject({ state: "suppressed" });
  const suppressed = async () => {
    const { leads } = space.baton.services;
    const record = await leads.load(id);
    const { identitiesOf } = await import("../../src/domain/person.ts");
    return (await leads.suppressions([identitiesOf(record?.person.submission ?? {})]))[0];
  };
  expect(await suppressed()).not.toBeNull();
  await openForm(space, MONA, id);
  expect(actionsIn(space, MONA)).toEqual(["Un-suppress"]);
  await send(space, MONA, "Un-suppress");
  expect(await space.lead(id)).toMatchObject({ state: "offered", cycle: 2 });
  expect(await suppressed()).toBeNull();
  const again = await decided(space, { ...RIVAL, externalId: "over-rival-2" });
  expect(await space.lead(again)).toMatchObject({ state: "merged", mergedInto: id });
});

it("reopens what was accepted, for another cycle", async () => {
  await using space = await openManaged();
  const id = await decided(space);
  const owner = await ownerOf(space, id);
  await space.sim.user(owner).press(space.card(owner), "Accept");
  await space.settle();
  await overrideBy(space, MONA, id, "Reopen");
  expect(await space.lead(id)).toMatchObject({ state: "offered", cycle: 2 });
});

describe("the ways in", () => {
  it("Reassign on an overdue notice opens the form with Reassign chosen", async () => {
    await using space = await openManaged();
    const id = await decided(space);
    const owner = await ownerOf(space, id);
    await space.turn(2 * HOUR);
    await space.sim.user(MONA).press(space.sim.messages(MANAGERS)[0] as SimMessage, "Reassign");
    await space.sim.waitFor(() => space.sim.user(MONA).modal() ?? undefined);
    expect(labels(space, MONA)).toContain("Rep");
    const mona = space.sim.user(MONA);
    await mona.fill("Rep", other(owner));
    await mona.fill("Reason code", "wrong_owner");
    await mona.fill("Business justification", WHY);
    expect(await mona.submit()).toMatchObject({ outcome: "closed" });
    await space.settle();
    expect(await ownerOf(space, id)).toBe(idOf(other(owner)));
    expect(visible(space.sim.messages(MANAGERS)[0])).toContain("Since then: Taken away: reassigned by");
  });

  it("on a bundle Reassign asks for the lead first, and so does the shortcut", async () => {
    await using space = await openManaged();
    for (let number = 0; number < 8; number++) {
      await space.post({ ...LEAD, externalId: `b-${number}`, email: `p${number}@acme${number}.example` });
    }
    await space.turn(5 * MINUTE);
    await space.turn(2 * HOUR);
    const bundle = space.sim.messages(MANAGERS).at(-1) as SimMessage;
    expect(visible(bundle)).toContain("3 offers overdue");
    const mona = space.sim.user(MONA);
    for (const open of [() => mona.press(bundle, "Reassign"), () => mona.shortcut(bundle, "override")]) {
      await open();
      await space.sim.waitFor(() => mona.modal() ?? undefined);
      expect(labels(space, MONA)).toEqual(["Lead"]);
      expect(await mona.submit()).toMatchObject({ outcome: "invalid" });
      const options = JSON.stringify(mona.modal()).match(/lead_[0-9a-f]{32}:0/g) ?? [];
      expect(options.length).toBeGreaterThanOrEqual(3);
      const [first = "", second = ""] = options;
      await choose(space, MONA, "Lead", first);
      await choose(space, MONA, "Lead", second);
      expect(labels(space, MONA)).toEqual([
        ...["Lead", "Action", "Reason code", "Business justification", "Rep", "Evidence link"],
      ]);
      await mona.fill("Reason code", "rule_gap");
      await mona.fill("Business justification", WHY);
      const owner = await ownerOf(space, second.slice(0, -2));
      await mona.fill("Rep", other(owner));
      expect(await mona.submit()).toMatchObject({ outcome: "closed" });
      await space.settle();
      expect(await ownerOf(space, second.slice(0, -2))).toBe(idOf(other(owner)));
    }
    expect(space.sim.violations).toEqual([]);
  });

  it("the shortcut finds the lead of a card in a DM or a channel by where the message is", async () => {
    await using space = await openManaged();
    const id = await decided(space);
    await space.turn(4 * HOUR);
    const mona = space.sim.user(MONA);
    for (const message of [...space.sim.messages(TANK), ...space.sim.messages(MANAGERS)]) {
      await mona.shortcut(message, "override");
      await space.sim.waitFor(() => mona.modal() ?? undefined);
      expect(mona.modal()?.private_metadata).toBe(`${id}:2:1`);
      await mona.close();
    }
    const said = await mona.say("what about this one?", MANAGERS);
    const mine = space.sim.user(MONA).find(({ text }) => text.includes("this one"), MANAGERS);
    expect(said).toBeDefined();
    await mona.shortcut(mine as SimMessage, "override");
    await told(space, MONA, "about no lead", MANAGERS);
  });

  it("a lead that nothing fits gets a line that says why, and a half-typed id as in show", async () => {
    await using space = await openManaged();
    const { body } = await space.post({ ...LEAD, intent: "info" });
    const mona = space.sim.user(MONA);
    await mona.command(`/leads override ${body.leadId}`);
    await told(space, MONA, "still being checked");
    await mona.command("/leads override");
    await told(space, MONA, "Say which lead: `/leads override ID`");
    await mona.command("/leads override lead_ffff");
    await told(space, MONA, "There is no lead lead_ffff");
    expect(mona.modal()).toBeNull();
  });
});
