// Reps who come and go in Slack.
import { expect, test } from "vitest";
import { instant } from "../../src/clock.ts";
import { parseTeam } from "../../src/policy/index.ts";
import { embeddedTestDatabase } from "../support/database.ts";
import { TEAM } from "../support/fixtures.ts";
import { type Office, openOffice } from "./office.ts";

const database = await embeddedTestDatabase();

async function ownerOf(office: Office, lead: string): Promise<string> {
  const record = await office.stores.leads.load(lead);
  return record?.lead.state === "offered" ? record.lead.owner : `nobody: ${record?.lead.state}`;
}

async function statusOf(office: Office, person: string) {
  return (await office.stores.people.all()).get(person)?.status;
}

test("a rep who is deactivated loses open offers to the next, and gets new ones after coming back", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const owner = await ownerOf(office, lead);
  office.sim.deactivate(owner);
  await office.settle();
  await expect.poll(() => ownerOf(office, lead), { timeout: 5_000 }).not.toBe(owner);
  expect(await statusOf(office, owner)).toBe("deactivated");
  office.sim.reactivate(owner);
  await expect.poll(() => statusOf(office, owner), { timeout: 5_000 }).toBe("active");
});

test("a deactivation that no event told of is found by asking", async () => {
  const team = `
version: 1
timezone: Europe/London
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], stewards: [], overflow: U0MANAGER }
reps: [{ slack: U0ALICE, name: Alice }, { slack: U0BOB, name: Bob }]
`;
  await using office = await openOffice(database, { team, sim: { events: [] } });
  const lead = await office.offer();
  const owner = await ownerOf(office, lead);
  office.sim.deactivate(owner);
  await office.slack.people.lookAtEverybody();
  expect(await ownerOf(office, lead)).not.toBe(owner);
  const people = await office.stores.people.all();
  expect([...people.keys()].sort()).toEqual(["U0ALICE", "U0BOB", "U0MANAGER"]);
  expect(people.get("U0MANAGER")).toMatchObject({
    name: "Mona",
    timezone: "Europe/London",
    status: "active",
  });
});

test("somebody's new time zone is taken over", async () => {
  await using office = await openOffice(database);
  office.sim.changeUserTz("U0MANAGER", "America/New_York");
  const zone = async () => (await office.stores.people.all()).get("U0MANAGER")?.timezone;
  await expect.poll(zone, { timeout: 5_000 }).toBe("America/New_York");
});

test("of people who are not on the team nothing is kept", async () => {
  await using office = await openOffice(database);
  office.sim.changeUserTz("U0STRANGER", "America/New_York");
  // Events are worked on in turn: when the second is done, so is the first.
  office.sim.changeUserTz("U0BOB", "America/New_York");
  const zone = async () => (await office.stores.people.all()).get("U0BOB")?.timezone;
  await expect.poll(zone, { timeout: 5_000 }).toBe("America/New_York");
  expect((await office.stores.people.all()).has("U0STRANGER")).toBe(false);
});

test("an unreachable rep stays so for a quarter of an hour, whatever their profile says", async () => {
  await using office = await openOffice(database);
  await office.slack.people.personGone("U0ALICE", "unreachable");
  office.sim.changeUserTz("U0ALICE", "Europe/Paris");
  const zone = async () => (await office.stores.people.all()).get("U0ALICE")?.timezone;
  await expect.poll(zone, { timeout: 5_000 }).toBe("Europe/Paris");
  expect(await statusOf(office, "U0ALICE")).toBe("unreachable");
  office.clock.turn(15 * 60_000);
  office.sim.changeUserTz("U0ALICE", "Europe/Berlin");
  await expect.poll(() => statusOf(office, "U0ALICE"), { timeout: 5_000 }).toBe("active");
});

test("a rep who is taken off the team loses open offers", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const owner = await ownerOf(office, lead);
  const without = TEAM.split("\n")
    .filter((line) => !line.includes(owner))
    .join("\n");
  const parsed = parseTeam(without, "team.yml");
  if (!parsed.ok) throw new Error("the test's team is faulty");
  const { canonical, hash } = parsed.team;
  await office.stores.rules.applyTeam({ canonical, hash, by: "test", at: instant(office.clock.now()) });
  await office.slack.people.teamApplied();
  const record = await office.stores.leads.load(lead);
  expect(record?.lead.turns[0]?.end).toMatchObject({ how: "taken_away", why: "removed" });
  expect(await ownerOf(office, lead)).not.toBe(owner);
});

test("losing its access to the workspace is said as loudly as can be", async () => {
  await using office = await openOffice(database);
  await office.sim.emitEvent({ type: "tokens_revoked", tokens: { bot: ["U0BOT"] } });
  await expect
    .poll(() => office.logged)
    .toContainEqual(expect.objectContaining({ level: 60, event: "tokens_revoked" }));
});
