// `/leads`, as typed by people with and without the role for it.
import { expect, test } from "vitest";
import { actions, button } from "../../blocks/build.ts";
import { embeddedTestDatabase } from "../support/database.ts";
import { TEAM } from "../support/fixtures.ts";
import { JANE } from "../support/story.ts";
import { HOUR, type Office, openOffice, shown } from "./office.ts";

const database = await embeddedTestDatabase();

async function type(office: Office, person: string, text: string): Promise<string> {
  const user = office.sim.user(person);
  return shown(await office.told(person, () => user.command(text)));
}

/** Presses a button that Baton never showed them, as somebody who edits what Slack is sent. */
async function forged(office: Office, person: string, action: string, value: string): Promise<unknown> {
  const user = office.sim.user(person);
  const seen = user.messages().at(-1) ?? (await office.told(person, () => user.command("/leads help")));
  const blocks = [actions([button("Forged", action, value)])];
  return user.press({ ...seen, blocks }, action, { stale: true });
}

test("each role is helped with what it can type", async () => {
  await using office = await openOffice(database);
  expect(await type(office, "U0MANAGER", "/leads help")).toContain("/leads queue");
  const rep = await type(office, "U0ALICE", "/leads");
  expect(rep).toContain("/leads mine");
  expect(rep).not.toContain("/leads queue");
  expect(office.sim.violations).toEqual([]);
});

test("an unknown word gets the nearest match and the list", async () => {
  await using office = await openOffice(database);
  const told = await type(office, "U0MANAGER", "/leads queu");
  expect(told).toContain("There is no `/leads queu`. Did you mean `/leads queue`?");
  expect(await type(office, "U0MANAGER", "/leads <!channel> *x*")).not.toContain("<!channel>");
});

test.each(["audit", "exceptions", "feature"])("%s says that it is not available", async (word) => {
  await using office = await openOffice(database);
  const told = await type(office, "U0MANAGER", `/leads ${word} something`);
  expect(told).toContain(`\`/leads ${word}\` is not available in this version`);
});

test("the queue is for managers; others are told who can", async () => {
  await using office = await openOffice(database);
  await office.offer();
  const told = await type(office, "U0ALICE", "/leads queue");
  expect(told).toContain("Only managers can see the queue: ask <@U0MANAGER>.");
  expect(office.refused).toEqual(["queue"]);
  const queue = await type(office, "U0MANAGER", "/leads queue");
  expect(queue).toContain("1 open: 0 overdue · 0 tank · 1 offered");
  expect(queue).toContain("Jane Doe");
});

test("the queue is filtered by state and by rep, and always counts everything", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const record = await office.stores.leads.load(lead);
  const owner = record?.lead.state === "offered" ? record.lead.owner : "";
  const [name, other] = owner === "U0ALICE" ? ["alice", "Carol"] : ["carol", "Alice"];
  for (const mention of [`@${name}`, name, `@${owner}`]) {
    expect(await type(office, "U0MANAGER", `/leads queue ${mention}`)).toContain("Jane Doe");
  }
  const others = await type(office, "U0MANAGER", `/leads queue ${other}`);
  expect(others).toContain("1 open:");
  expect(others).not.toContain("Jane Doe");
  expect(await type(office, "U0MANAGER", "/leads queue overdue")).not.toContain("Jane Doe");
  await office.turn(2 * HOUR);
  expect(await type(office, "U0MANAGER", "/leads queue overdue")).toContain("Jane Doe");
  expect(await type(office, "U0MANAGER", "/leads queue @nobody")).toContain("no rep called @nobody");
  expect(await type(office, "U0MANAGER", "/leads queue ovrdue")).toContain(
    "There is no rep called ovrdue. Did you mean `/leads queue overdue`?",
  );
});

test("the queue shows what the Overflow Manager holds, and says of somebody without a place that they are no rep", async () => {
  await using office = await openOffice(database);
  await office.offer();
  await office.turn(9 * HOUR);
  const held = await type(office, "U0MANAGER", "/leads queue <@U0OVERFLOW|otto>");
  expect(held).toContain("1 open: 0 overdue · 0 tank · 0 offered");
  expect(held).toContain("Jane Doe");
  const told = await type(office, "U0MANAGER", "/leads queue <@U0STRANGER|stranger>");
  expect(told).toContain("<@U0STRANGER> is no rep. Type `@` and pick one, or use the roster's name.");
  expect(told).not.toContain("&lt;");
});

test("a rep is called as people see their name, and one of two with the same name is to be picked", async () => {
  const team = TEAM.replace("name: Alice", String.raw`name: "R&D \"Ace\" O'Hara"`).replace(
    "name: Bob",
    "name: Carol",
  );
  await using office = await openOffice(database, { team });
  const asked = (words: string) => type(office, "U0MANAGER", `/leads stats ${words}`);
  expect(await asked("r&amp;d “Ace” O’Hara")).toContain("last 7 days");
  for (const command of ["stats", "queue"]) {
    const told = await type(office, "U0MANAGER", `/leads ${command} Carol`);
    expect(told, command).toContain("Several reps are called Carol. Type `@` and pick one.");
  }
  expect(await type(office, "U0MANAGER", "/leads queue <@U0ALICE|alice> overdue")).toContain(
    "There is no rep called @alice overdue.",
  );
  expect(await type(office, "U0MANAGER", "/leads queue ALL")).toContain("0 open: 0 overdue");
});

test("the queue's pages turn in place", async () => {
  await using office = await openOffice(database);
  for (let n = 0; n < 21; n++) {
    await office.offer({ ...JANE, email: `p${n}@acme.example`, firstName: `Person${n}` });
  }
  const manager = office.sim.user("U0MANAGER");
  const first = await office.told("U0MANAGER", () => manager.command("/leads queue"));
  expect(shown(first)).toContain("page 1 of 2");
  await manager.press(first, "Next");
  await office.sim.waitFor(() => shown(office.last("U0MANAGER")).includes("page 2 of 2"));
  expect(manager.messages().filter(({ ephemeralTo }) => ephemeralTo)).toHaveLength(1);
  await manager.press(office.last("U0MANAGER"), "Previous");
  await office.sim.waitFor(() => shown(office.last("U0MANAGER")).includes("page 1 of 2"));
  expect(office.sim.violations).toEqual([]);
});

test("the queue is filtered, refreshed and narrowed to a person in place", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const record = await office.stores.leads.load(lead);
  const owner = record?.lead.state === "offered" ? record.lead.owner : "";
  const manager = office.sim.user("U0MANAGER");
  await office.told("U0MANAGER", () => manager.command("/leads queue"));
  const now = () => shown(office.last("U0MANAGER"));
  const pressed = async (button: string, until: string) => {
    await manager.press(office.last("U0MANAGER"), button);
    await office.sim.waitFor(() => now().includes(until), { what: `${until} after ${button}` });
  };
  await pressed("Overdue", "Overdue: none");
  expect(now()).toContain("1 open: 0 overdue · 0 tank · 1 offered");
  await office.turn(2 * HOUR);
  await pressed("Refresh", "Overdue: 1 · page 1 of 1");
  await pressed("Tank", "In the Shark Tank: none");
  await pressed("All", "All open leads: 1");
  for (const [person, said] of [
    [owner, ": 1 · page 1 of 1"],
    ["U0STRANGER", "With <@U0STRANGER>: none"],
  ] as const) {
    await manager.choose(office.last("U0MANAGER"), "queue_rep", person);
    await office.sim.waitFor(() => now().includes(said), { what: said });
  }
  expect(manager.messages().filter(({ ephemeralTo }) => ephemeralTo)).toHaveLength(1);
  expect(office.sim.violations).toEqual([]);
});

test("the queue's buttons show nothing to somebody who is no manager, and the attempt is counted", async () => {
  await using office = await openOffice(database);
  await office.offer();
  const manager = office.sim.user("U0MANAGER");
  const queue = await office.told("U0MANAGER", () => manager.command("/leads queue"));
  for (const [action, value] of [
    ["queue_all", "all:1"],
    ["queue_overdue", "overdue:1"],
    ["queue_tank", "tank:1"],
    ["queue_refresh", "rep.U0ALICE:1"],
    ["queue_next", "all:2"],
    ["queue_previous", "all:1"],
    ["queue_rep", "U0ALICE"],
  ] as const) {
    office.refused.length = 0;
    const told = await office.told("U0ALICE", () => forged(office, "U0ALICE", action, value));
    expect(shown(told), action).toContain("Only managers can see the queue");
    expect(shown(told), action).not.toContain("Jane");
    expect(office.refused, action).toEqual(["queue"]);
  }
  expect(office.logged.some(({ person, asked }) => person === "U0ALICE" && asked === "queue")).toBe(true);
  for (const value of ["all:0", "rep.x:1", "nothing"]) {
    const told = await office.told("U0MANAGER", () => forged(office, "U0MANAGER", "queue_next", value));
    expect(shown(told)).toContain("does not know that button");
  }
  expect(shown(queue)).toContain("Jane");
});

test("mine shows a rep their offers; somebody who is no rep holds none", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const record = await office.stores.leads.load(lead);
  const owner = record?.lead.state === "offered" ? record.lead.owner : "";
  expect(await type(office, owner, "/leads mine")).toContain("Jane Doe");
  expect(await type(office, "U0BOB", "/leads mine")).toContain("You hold no leads");
  expect(await type(office, "U0MANAGER", "/leads mine")).toContain("Only reps can hold leads");
});

test("show finds a lead by id, by its beginning and by its source's id, for those who may see it", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer(JANE, "form-77");
  for (const id of [lead, lead.slice(0, 20), "form-77"]) {
    expect(await type(office, "U0MANAGER", `/leads show ${id}`)).toContain("jane@acme.example");
  }
  expect(await type(office, "U0MANAGER", "/leads show")).toContain("/leads show ID");
  expect(await type(office, "U0MANAGER", "/leads show lead_none")).toContain("There is no lead lead");
  const refusal = await type(office, "U0BOB", `/leads show ${lead}`);
  expect(refusal).toContain("Only managers, the lead's own rep and its reviewers can see this lead");
  expect(refusal).not.toContain("Jane");
  expect(await type(office, "U0STRANGER", `/leads show ${lead}`)).not.toContain("Jane");
});

test("an id that begins several leads asks for more of it", async () => {
  await using office = await openOffice(database);
  await office.offer(JANE, "a-1");
  await office.offer({ ...JANE, email: "joe@acme.example" }, "a-2");
  expect(await type(office, "U0MANAGER", "/leads show lead_")).toContain("More than one lead begins with");
});

test("a rep who had a lead once sees what became of it, without the person", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const record = await office.stores.leads.load(lead);
  const had = record?.lead.turns[0]?.holder ?? "";
  await office.turn(4 * HOUR);
  const told = await type(office, had, `/leads show ${lead}`);
  expect(told).toContain("In the Shark Tank");
  expect(told).not.toContain("jane@acme.example");
  expect(told).not.toContain("Jane Doe");
});

test("why explains the choice, and why it was not another rep", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  expect(await type(office, "U0MANAGER", `/leads why ${lead}`)).toContain("could take it");
  const notBob = await type(office, "U0MANAGER", `/leads why ${lead} @bob`);
  expect(notBob).toContain("Why not Bob?");
  expect(notBob).toContain("seniority");
  const bob = await type(office, "U0BOB", `/leads why ${lead}`);
  expect(bob).toContain("Why not you?");
  expect(bob).not.toContain("Jane");
  const asked = await type(office, "U0BOB", `/leads why ${lead} @alice`);
  expect(asked).toContain("Only managers can ask about another rep");
  expect(await type(office, "U0STRANGER", `/leads why ${lead}`)).toContain("Only managers");
  expect(await type(office, "U0MANAGER", `/leads why ${lead} @ghost`)).toContain("no rep called @ghost");
});

test("why nobody had a lead that waits with the Overflow Manager", async () => {
  const team = `
version: 1
timezone: Europe/London
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], stewards: [], overflow: U0OVERFLOW }
reps:
  - { slack: U0ALICE, name: Alice, hours: { sat: "09:00-10:00" } }
`;
  await using office = await openOffice(database, { team });
  const lead = await office.offer();
  expect(await type(office, "U0MANAGER", `/leads why ${lead}`)).toContain("Off shift");
  expect(await type(office, "U0ALICE", `/leads why ${lead}`)).toContain("Left out: off shift");
});

test("the tank lists what can be claimed without anything personal, and Claim works from there", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  await office.turn(4 * HOUR);
  const record = await office.stores.leads.load(lead);
  const claimer = record?.lead.turns[0]?.holder === "U0ALICE" ? "U0CAROL" : "U0ALICE";
  const user = office.sim.user(claimer);
  const list = await office.told(claimer, () => user.command("/leads tank"));
  expect(shown(list)).toContain("Acme");
  expect(shown(list)).not.toContain("Jane");
  const told = await office.told(claimer, () => user.press(list, "Claim"));
  expect(shown(told)).toContain("jane@acme.example");
  expect(await type(office, "U0STRANGER", "/leads tank")).toContain("Only reps and managers");
});

test("commands are answered over Socket Mode as well", async () => {
  await using office = await openOffice(database, { transport: "socket" });
  expect(await type(office, "U0MANAGER", "/leads queue")).toContain("0 open");
});
