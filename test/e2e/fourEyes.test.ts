// Where the policy wants a second manager: what they are asked, what comes of it, and what does not hold it up.
import { expect, it } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import { verifyDatabase } from "../../src/app/audit/verifyDatabase.ts";
import { replay } from "../../src/domain/evolve.ts";
import { TEAM } from "../support/fixtures.ts";
import {
  decided,
  FOUR_EYES,
  LEAD,
  MAX,
  MONA,
  openForm,
  openManaged,
  overrideBy,
  RIVAL,
  refusalOf,
  send,
  told,
  typesOf,
  visible,
  WHY,
} from "../support/overrides.ts";
import { MANAGERS, type Workspace } from "../support/workspace.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LINK = "https://crm.example/deals/4711";

const card = (space: Workspace) => space.sim.messages(MANAGERS).at(-1) as SimMessage;

it.each(["http", "socket"] as const)(
  "over %s a second manager is asked without a word about the person, approves, and it is done",
  async (transport) => {
    await using space = await openManaged({ transport, policy: FOUR_EYES });
    const id = await decided(space, RIVAL);
    await openForm(space, MONA, id);
    const missing = await send(space, MONA, "Un-suppress");
    expect(missing).toMatchObject({ errors: { "Evidence link": "Please complete this required field." } });
    await space.sim.user(MONA).fill("Evidence link", LINK);
    expect(await space.sim.user(MONA).submit()).toMatchObject({ outcome: "closed" });
    await space.settle();
    await told(space, MONA, "a second manager is asked");
    expect(await space.lead(id)).toMatchObject({ state: "suppressed" });
    for (const words of ["Un-suppress", "wrong_owner", "suppressed", '"Approve"', '"Reject"', '"Details"']) {
      expect(visible(card(space))).toContain(words);
    }
    expect(visible(card(space))).not.toMatch(/Jane|Doe|jane@|7946|Bob and asked|crm\.example/);

    await space.sim.user(MONA).press(card(space), "Approve");
    await told(space, MONA, "Somebody else has to look", MANAGERS);
    await space.sim.user(MAX).press(card(space), "Details");
    const details = visible(await told(space, MAX, "Business justification", MANAGERS));
    expect(details).toContain(WHY);
    expect(details).toContain(LINK);
    await space.sim.user(MAX).press(card(space), "Approve");
    await space.settle();
    expect(await space.lead(id)).toMatchObject({ state: "offered", cycle: 2 });
    expect(visible(card(space))).toContain("Approved by");
    expect(visible(card(space))).not.toContain('"type":"button"');
    expect(visible(space.card(MONA))).toContain("Your override of");
    const events = (await space.baton.services.leads.events(id)).map(({ body }) => body);
    expect(events).toContainEqual({
      ...{ type: "refused", attempt: "approve_override", by: MONA, code: "own_override" },
    });
    expect(events).toContainEqual(expect.objectContaining({ type: "overridden", by: MONA, approvedBy: MAX }));
    expect(space.sim.violations).toEqual([]);
  },
);

it("a no ends it, and whoever asked is told", async () => {
  await using space = await openManaged({ policy: FOUR_EYES });
  const id = await decided(space);
  await overrideBy(space, MONA, id, "Extend", { "Extend by": "1 day" });
  await space.sim.user(MAX).press(card(space), "Reject");
  await space.settle();
  expect(visible(card(space))).toContain("Rejected by");
  expect(visible(space.card(MONA))).toContain("Rejected by");
  await space.sim
    .user(MAX)
    .press(card(space), "Reject", { stale: true })
    .catch(() => undefined);
  expect((await typesOf(space, id)).filter((type) => type === "override_rejected")).toHaveLength(1);
});

it("nobody answers: the managers are reminded, and it is off after a day, beside the lead's own clock", async () => {
  await using space = await openManaged({ policy: FOUR_EYES });
  const id = await decided(space, RIVAL);
  await overrideBy(space, MONA, id, "Un-suppress", { "Evidence link": LINK });
  await space.turn(4 * HOUR);
  expect(space.sim.messages(MANAGERS)).toHaveLength(2);
  expect(visible(space.sim.messages(MANAGERS)[1])).toContain("has waited 4 h for a second manager");
  await space.turn(20 * HOUR);
  for (const message of space.sim.messages(MANAGERS)) {
    expect(visible(message)).toContain("Nobody approved it in time");
    expect(visible(message)).not.toContain('"type":"button"');
  }
  expect(visible(space.card(MONA))).toContain("Nobody approved it in time");
  expect(await space.lead(id)).toMatchObject({ state: "suppressed" });
});

it("approved when the lead has moved on, nothing is done; and a moot one holds up no other", async () => {
  await using space = await openManaged({ policy: FOUR_EYES });
  const id = await decided(space);
  await overrideBy(space, MONA, id, "Extend", { "Extend by": "1 day" });
  await openForm(space, MAX, id).catch(() => undefined);
  expect(space.sim.user(MAX).modal()).toBeNull();
  await told(space, MAX, "waits for a second manager: approve or reject that one first");
  await space.sim.user(MONA).command(`/leads override ${id}`);
  await told(space, MONA, "Your own override of it .Extend by 1 day. waits for a second manager, who");
  await space.turn(4 * HOUR);
  expect(await space.lead(id)).toMatchObject({ state: "tank" });
  await overrideBy(space, MAX, id, "Reassign", { Rep: "Bob" });
  expect(await space.lead(id)).toMatchObject({ state: "offered", owner: { slack: "U0BOB" } });
  expect(visible(space.sim.messages(MANAGERS).find((one) => visible(one).includes("Extend by")))).toContain(
    "the lead had moved on",
  );
  expect(visible(space.card(MONA))).toContain("the lead had moved on");
});

it("with one manager only, the form says at once that nobody can approve, and what to do", async () => {
  await using space = await openManaged({ policy: FOUR_EYES, team: TEAM });
  const id = await decided(space);
  const result = await overrideBy(space, MONA, id, "Extend", { "Extend by": "1 day" });
  expect(await refusalOf(space, MONA, result, /none but you/)).toMatch(
    /there is none but you.*roles\.managers.*team\.yml/,
  );
  expect(await typesOf(space, id)).not.toContain("override_asked");
});

it("the story shows what was decided and why to those who may see the person", async () => {
  await using space = await openManaged();
  const id = await decided(space, { ...LEAD, lastName: "<!channel> *Doe*" });
  await overrideBy(space, MONA, id, "Reassign", { Rep: "Bob", "Evidence link": LINK });
  await space.sim.user(MAX).command(`/leads show ${id}`);
  const shown = visible(await told(space, MAX, "Overrides"));
  for (const words of ["Reassign to Bob", "wrong_owner", WHY, LINK]) expect(shown).toContain(words);
  expect(shown).not.toContain("<!channel>");
  const former = space.sim.user("U0ALICE");
  await former.command(`/leads show ${id}`);
  const theirs = visible(await told(space, "U0ALICE", id));
  expect(theirs).not.toContain(WHY);
  // The same again from the events alone, and the chain is whole.
  const { leads } = space.baton.services;
  const events = await leads.events(id);
  expect(replay(events)).toEqual((await leads.load(id))?.lead);
  expect(await verifyDatabase(space.baton.services.audit, null)).toMatchObject({ ok: true });
});
