// The override digest as people get it: by the clock, once, with what is left to review, and reviewed with a press.
import { describe, expect, it } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import { realPostgres } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { MANAGERS, openWorkspace, type Workspace, type WorkspaceOptions } from "../support/workspace.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, an hour before the digest. */
const MONDAY = "2026-03-02T08:00:00.000Z";
const policy = `${POLICY}\noverrides: { second_approver: [reopen] }\n`;
const team = TEAM.replace(/reports: .*/, "reports: { daily: off, weekly: off, monthly: off }")
  .replace("managers: [U0MANAGER]", "managers: [U0MANAGER, U0CAROL]")
  .replace("stewards: [U0STEWARD]", "stewards: [U0STEWARD, U0BOB, U0CAROL]");
const WHY = "The customer asked for exactly this person";

const open = (options: WorkspaceOptions = {}) => openWorkspace({ team, policy, startAt: MONDAY, ...options });

const visible = (message: SimMessage | undefined) => JSON.stringify([message?.text, message?.blocks]);
const digests = ({ sim }: Workspace) =>
  sim
    .messages(MANAGERS)
    .filter(({ metadata }) => String(metadata?.event_payload.mirror).startsWith("report:override_digest"));
const digest = (space: Workspace) => visible(digests(space).at(-1));

let made = 0;

/** A lead of Jane's that is offered, and what a manager decides about it. */
async function overridden(
  space: Workspace,
  {
    by = "U0MANAGER",
    reasonCode = "customer_request",
    act = "force_accept" as "force_accept" | "reopen",
  } = {},
): Promise<string> {
  made += 1;
  const { body } = await space.post({
    externalId: `digest-${made}`,
    email: `jane${made}@company${made}.example`,
    firstName: "Jane",
    lastName: "Doe",
    company: { name: `Company ${made}`, country: "GB", employees: 300 },
    country: "GB",
    intent: "demo",
  });
  await space.turn(2 * 60_000);
  const run = async (does: "force_accept" | "reopen") => {
    const lead = (await space.baton.services.leads.load(body.leadId))?.lead;
    if (!lead) throw new Error("no lead");
    const outcome = await space.baton.engine.run(body.leadId, {
      ...{ do: "override", by, turn: lead.turns.length, cycle: lead.cycle },
      act: does === "reopen" ? { do: "reopen" } : { do: "force_accept", rep: "U0ALICE" },
      ...{ reasonCode, justification: WHY, evidence: "https://crm.example/deals/7" },
    });
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  };
  if (act === "reopen") {
    const lead = (await space.baton.services.leads.load(body.leadId))?.lead;
    if (lead?.state !== "offered") throw new Error("not offered");
    await space.baton.engine.run(body.leadId, { do: "accept", by: lead.owner, turn: lead.turns.length });
  }
  await run(act);
  await space.settle();
  return body.leadId;
}

/** A lead of Jane's whose time is extended again and again. */
async function extended(space: Workspace, times: number): Promise<void> {
  const lead = { externalId: "digest-extended", email: "jane@extended.example", country: "GB" };
  const { body } = await space.post({ ...lead, intent: "demo" });
  await space.turn(2 * 60_000);
  for (let n = 0; n < times; n++) {
    await space.baton.engine.run(body.leadId, {
      ...{ do: "override", by: "U0MANAGER", turn: 1, cycle: 1, act: { do: "extend", byMs: 60_000 } },
      ...{ reasonCode: "customer_request", justification: WHY, evidence: null },
    });
  }
  await space.settle();
}

/** The clock is turned, and the bot looks whether a report is due. */
async function pass(space: Workspace, ms: number) {
  await space.turn(ms);
  await space.baton.postReports();
  await space.settle();
  await space.turn(5_000);
}

async function review(space: Workspace, person: string, message: SimMessage, note?: string) {
  const user = space.sim.user(person);
  await user.press(message, "Mark reviewed");
  await space.sim.waitFor(() => user.modal(), { what: "the form" });
  if (note !== undefined) await user.fill("Note", note);
  expect(await user.submit()).toMatchObject({ outcome: "closed" });
  await space.settle();
  await space.turn(2_000);
}

/** The last that only they see, in their DM or in the managers' channel. */
function saidTo({ sim }: Workspace, person: string): SimMessage | undefined {
  const user = sim.user(person);
  return [...user.messages(), ...user.messages(MANAGERS)]
    .filter(({ ephemeralTo }) => ephemeralTo === person)
    .toSorted((a, b) => Number(a.ts) - Number(b.ts))
    .at(-1);
}

const told = (space: Workspace, person: string) => visible(saidTo(space, person));

describe("the override digest", () => {
  it("comes on Monday at nine with the week's overrides, and nothing of the person or of what was written", async () => {
    await using space = await open();
    await pass(space, 2 * HOUR);
    expect(digest(space)).toContain("No overrides");
    await overridden(space);
    await overridden(space, { reasonCode: "data_error" });
    await pass(space, 7 * DAY);
    expect(digests(space)).toHaveLength(2);
    const text = digest(space);
    expect(text).toContain("2 overrides, 2 to review");
    expect(text).toContain("The week before: 0 (+2)");
    expect(text).toMatch(/By person\*\\n(Mona|<@U0MANAGER>): 2 \(new\)/);
    expect(text).toContain("customer_request: 1 (new)");
    expect(text).toContain("Force accept: 2 (new)");
    expect(text).toMatch(/By rule\*\\ndemo: 2 \(new\)/);
    expect(text).toContain("Left as the rules decided");
    expect(text).toContain("too few to tell");
    expect(text).toMatch(/Force accept for Alice.*Company \d+, GB/);
    expect(text).not.toMatch(/Jane|Doe|exactly this|crm\.example/i);
    expect(
      digests(space)
        .at(-1)
        ?.blocks?.some(({ type }) => type === "image"),
    ).toBe(true);
    expect(space.sim.violations).toEqual([]);
  });

  it("shows who reviewed what within seconds, and keeps the note with the person", async () => {
    await using space = await open();
    const id = await overridden(space);
    await pass(space, 2 * HOUR);
    expect(digest(space)).toContain("1 override, 1 to review");
    const message = digests(space).at(-1) as SimMessage;
    const steward = space.sim.user("U0STEWARD");
    await steward.press(message, "Mark reviewed");
    await space.sim.waitFor(() => steward.modal());
    const form = JSON.stringify(steward.modal());
    expect(form).toContain(WHY);
    expect(form).toContain("https://crm.example/deals/7");
    await steward.fill("Note", "Checked with Jane herself");
    await steward.submit();
    await space.settle();
    await space.turn(2_000);
    expect(digest(space)).toContain("1 override, all reviewed");
    expect(digest(space)).toMatch(/Reviewed by (Stew|<@U0STEWARD>)/);
    expect(digest(space)).not.toMatch(/Mark reviewed|Checked with/);
    const record = await space.baton.services.leads.load(id);
    expect(record?.lead.overrides[0]?.reviewed).toMatchObject({ by: "U0STEWARD" });
    expect(record?.person.overrides[0]).toMatchObject({ no: 1, note: "Checked with Jane herself" });
    expect(await space.baton.services.overrides.unreviewed()).toBe(0);
    expect(space.sim.violations).toEqual([]);
  });

  it("lets the first of two stewards review, and tells the second", async () => {
    await using space = await open();
    const id = await overridden(space);
    await pass(space, 2 * HOUR);
    const message = digests(space).at(-1) as SimMessage;
    const [stew, bob] = [space.sim.user("U0STEWARD"), space.sim.user("U0BOB")];
    for (const user of [stew, bob]) {
      await user.press(message, "Mark reviewed");
      await space.sim.waitFor(() => user.modal());
    }
    await Promise.all([stew.submit(), bob.submit()]);
    await space.settle();
    const events = await space.baton.services.leads.events(id);
    const reviews = events.flatMap(({ body }) => (body.type === "override_reviewed" ? [body.by] : []));
    expect(reviews).toHaveLength(1);
    const [late = ""] = ["U0STEWARD", "U0BOB"].filter((one) => one !== reviews[0]);
    expect(told(space, late)).toMatch(/reviewed this override .* already; nothing was changed/);
    await stew.press(message, "Mark reviewed", { stale: true });
    await space.settle();
    expect(told(space, "U0STEWARD")).toContain("already");
    expect(stew.modal()).toBeNull();
  });

  it("refuses whoever is no steward, and a steward's own override, on record and without showing anything", async () => {
    await using space = await open();
    const id = await overridden(space, { by: "U0CAROL" });
    await pass(space, 2 * HOUR);
    const message = digests(space).at(-1) as SimMessage;
    for (const [person, code] of [
      ["U0MANAGER", "not_steward"],
      ["U0ALICE", "not_steward"],
      ["U0CAROL", "own_override"],
    ] as const) {
      const user = space.sim.user(person);
      await user.press(message, "Mark reviewed", { stale: true });
      await space.settle();
      expect(user.modal()).toBeNull();
      expect(told(space, person)).not.toContain(WHY);
      const last = (await space.baton.services.leads.events(id)).at(-1)?.body;
      expect(last).toMatchObject({ type: "refused", attempt: "review_override", by: person, code });
    }
    expect(digest(space)).toContain("1 override, 1 to review");
  });

  it("answers a forged lead or number, and changes nothing", async () => {
    await using space = await open();
    const id = await overridden(space);
    await pass(space, 2 * HOUR);
    const message = digests(space).at(-1) as SimMessage;
    const seq = async () => (await space.baton.services.leads.load(id))?.lead.seq;
    const before = await seq();
    const steward = space.sim.user("U0STEWARD");
    for (const value of [`${id}#2`, `lead_${"0".repeat(32)}#1`, `${id}#0`, "nonsense", `${id}:1`]) {
      const blocks = JSON.parse(
        JSON.stringify(message.blocks).replaceAll(`"${id}#1"`, JSON.stringify(value)),
      );
      await steward.press({ ...message, blocks }, "Mark reviewed", { stale: true });
      await space.settle();
      expect(steward.modal()).toBeNull();
      expect(told(space, "U0STEWARD")).not.toBe(visible(undefined));
    }
    expect(await seq()).toBe(before);
  });

  it("is made up once after three weeks away, and comes at nine on the Monday after the clocks change", async () => {
    await using space = await open();
    await overridden(space);
    await pass(space, 2 * HOUR);
    expect(digests(space)).toHaveLength(1);
    space.clock.turn(28 * DAY);
    await pass(space, HOUR);
    expect(digests(space)).toHaveLength(2);
    const ids = digests(space).map(({ metadata }) => String(metadata?.event_payload.mirror));
    expect(ids.at(-1)).toBe("report:override_digest:2026-03-30T08:00:00.000Z");
    expect(digest(space)).toContain("Mon 23 Mar 09:00 to Mon 30 Mar 09:00");
    expect(digest(space)).toContain("1 from before still to review");
    await review(space, "U0STEWARD", digests(space)[0] as SimMessage);
    expect(visible(digests(space)[0])).toMatch(/Reviewed by (Stew|<@U0STEWARD>)/);
    expect(digest(space)).not.toContain("from before");
  });

  it("shows what a second manager has answered since", async () => {
    await using space = await open();
    const id = await overridden(space, { act: "reopen" });
    await pass(space, 2 * HOUR);
    expect(digest(space)).toContain("1 waiting for a second manager");
    await space.baton.engine.run(id, { do: "reject_override", by: "U0CAROL", no: 1 });
    await space.settle();
    await space.turn(2_000);
    expect(digest(space)).toContain("1 rejected by a second manager");
  });

  it("pages in place, and what is asked for with /leads digest is for who asked", async () => {
    await using space = await open({ sim: { filesReadyAfterMs: 0 } });
    await extended(space, 45);
    const steward = space.sim.user("U0STEWARD");
    const shown = () => told(space, "U0STEWARD");
    await steward.command("/leads digest");
    await space.sim.waitFor(() => shown().includes("45 to review"), { what: "all of them" });
    expect(shown()).toContain("Override digest so far");
    const own = () => saidTo(space, "U0STEWARD") as SimMessage;
    await steward.press(own(), "Next");
    await space.sim.waitFor(() => shown().includes("page 2 of "), { what: "page 2" });
    await steward.press(own(), "Previous");
    await space.sim.waitFor(() => shown().includes("page 1 of "), { what: "page 1" });
    await pass(space, 2 * HOUR);
    const manager = space.sim.user("U0MANAGER");
    await manager.press(digests(space).at(-1) as SimMessage, "Next");
    await space.settle();
    await space.turn(2_000);
    expect(digest(space)).toContain("page 2 of ");
    expect(digests(space)).toHaveLength(1);
    await space.sim.user("U0ALICE").command("/leads digest");
    await space.sim.waitFor(() => told(space, "U0ALICE").includes("Only managers and stewards"), {
      what: "the refusal",
    });
    expect(space.sim.violations).toEqual([]);
  });

  it("is posted once by two instances on PostgreSQL, with one picture", async () => {
    const { url } = await realPostgres("empty");
    await using space = await open({ databaseUrl: url });
    const other = await space.another();
    await overridden(space);
    await space.turn(2 * HOUR);
    await Promise.all([space.baton.postReports(), other.postReports(), other.postReports()]);
    await space.sim.waitFor(() => digests(space).length > 0, { what: "the digest" });
    await space.turn(5_000);
    expect(digests(space)).toHaveLength(1);
    expect(digest(space)).toContain("1 override, 1 to review");
  });
});
