// Going away and coming back, by command, by button and by what Slack itself says.
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { instant } from "../../src/clock.ts";
import { embeddedTestDatabase } from "../support/database.ts";
import { HOUR, type Office, openOffice, shown } from "./office.ts";

const database = await embeddedTestDatabase();

async function type(office: Office, person: string, text: string): Promise<string> {
  const user = office.sim.user(person);
  return shown(await office.told(person, () => user.command(text)));
}

async function ownerOf(office: Office, lead: string): Promise<string> {
  const record = await office.stores.leads.load(lead);
  return record?.lead.state === "offered" ? record.lead.owner : `nobody: ${record?.lead.state}`;
}

const desk = async () =>
  (
    await database.pool.query<{ actor: string; type: string; payload: Record<string, unknown> }>(
      `SELECT actor, type, payload FROM "LeadEvent" WHERE "leadId" = 'desk' ORDER BY seq`,
    )
  ).rows.map(({ actor, type, payload }) => ({ actor, type, ...payload }));

test.each(["http", "socket"] as const)(
  "away, asked what becomes of an open offer, hand on, back: over %s",
  async (transport) => {
    await using office = await openOffice(database, { transport });
    const lead = await office.offer();
    const rep = await ownerOf(office, lead);
    const user = office.sim.user(rep);
    const asked = await office.told(rep, () => user.command("/leads away 2h"));
    expect(asked.text).toContain("You are away");
    expect(shown(asked)).toContain("You hold 1 open offer.");
    const until = office.clock.now() / 1000 + 2 * 3_600;
    expect(shown(asked)).toContain(`<!date^${until}^until `);
    expect(await ownerOf(office, lead)).toBe(rep);
    await user.press(asked, "Hand on");
    await office.sim.waitFor(() => shown(office.last(rep)).includes("handed on to whoever is next"));
    await office.settle();
    const next = await ownerOf(office, lead);
    expect(next).not.toBe(rep);
    const card = user.messages().find(({ metadata }) => metadata !== undefined);
    expect(card && shown(card)).toMatch(/Taken away: handed on by (Alice|Carol), the rep is away/);
    expect(await type(office, rep, `/leads why ${lead}`)).toMatch(/Left out: away <!date\^\d+\^until /);
    expect(await type(office, rep, "/leads back")).toContain("You are back");
    expect(await type(office, rep, "/leads back")).toContain("You were not away.");
    expect(office.changed).toEqual([rep, rep]);
    expect(office.sim.violations).toEqual([]);
  },
);

test("kept offers stay, with their clocks; a press later finds nothing to do", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const rep = await ownerOf(office, lead);
  const user = office.sim.user(rep);
  const asked = await office.told(rep, () => user.command("/leads away"));
  await user.press(asked, "Keep");
  await office.sim.waitFor(() => shown(office.last(rep)).includes("stay yours"));
  expect(await ownerOf(office, lead)).toBe(rep);
  await office.turn(2 * HOUR);
  expect((await office.stores.leads.load(lead))?.lead).toMatchObject({ state: "offered", overdue: true });
});

test("a manager sets it for a rep and hands on for them; anybody else is refused, on each lead's record", async () => {
  await using office = await openOffice(database);
  const lead = await office.offer();
  const rep = await ownerOf(office, lead);
  expect(await type(office, "U0BOB", `/leads away <@${rep}>`)).toContain(
    "Only managers can say that somebody else is away or back: ask <@U0MANAGER>.",
  );
  expect(await type(office, "U0STRANGER", "/leads away")).toContain("Only people to whom leads go");
  expect(office.refused).toEqual(["away_other", "away"]);
  const manager = office.sim.user("U0MANAGER");
  const asked = await office.told("U0MANAGER", () => manager.command(`/leads away <@${rep}> tomorrow 9:30`));
  expect(shown(asked)).toMatch(/(Alice|Carol) holds 1 open offer\./);
  const toldOf = (what: string) => () => shown(office.last(rep)).includes(what);
  await office.sim.waitFor(toldOf("<@U0MANAGER> said so."), { what: "the rep being told" });
  expect(shown(office.last(rep))).toMatch(/You are away .*You hold 1 open offer\..*Hand on.*Keep/s);
  // A payload that somebody else has made up.
  const forged = await office.told("U0BOB", () => forge(office, "U0BOB", rep));
  expect(forged.text).toContain("Only they themselves and managers can hand on or keep these offers");
  const events = await office.stores.leads.events(lead);
  expect(events.at(-1)?.body).toEqual({
    type: "refused",
    attempt: "hand_on",
    by: "U0BOB",
    code: "not_yours",
  });
  expect(await ownerOf(office, lead)).toBe(rep);
  await manager.press(asked, "Hand on");
  await office.sim.waitFor(() => shown(office.last("U0MANAGER")).includes("been handed on"));
  expect(await ownerOf(office, lead)).not.toBe(rep);
  await office.told("U0BOB", () => forge(office, "U0BOB", rep));
  expect(office.refused.at(-1)).toBe("hand_on");
  expect(await type(office, "U0MANAGER", `/leads back <@${rep}>`)).toContain("is back");
  await office.sim.waitFor(toldOf("You are back"), { what: "the rep being told" });
});

test("a word after back that is nobody's name is a slip, and no attempt to speak for somebody else", async () => {
  await using office = await openOffice(database);
  expect(await type(office, "U0ALICE", "/leads back now")).toContain("There is no rep called now");
  expect(office.refused).toEqual([]);
});

test("times that are none, are over, or years off are answered with examples and change nothing", async () => {
  await using office = await openOffice(database);
  expect(await type(office, "U0ALICE", "/leads away sometime")).toContain(
    "does not know the time sometime; nothing was changed. Try",
  );
  expect(await type(office, "U0ALICE", "/leads away 2020-01-01")).toContain("is over already");
  expect(await type(office, "U0ALICE", "/leads away 2031-01-01")).toContain("more than 366 days off");
  expect(await type(office, "U0MANAGER", "/leads away @nobody 2h")).toContain("no rep called");
  expect(await desk()).toEqual([]);
  expect(await type(office, "U0MANAGER", "/leads away Bob monday")).toContain("Bob is away");
  expect(await desk()).toMatchObject([
    { type: "went_away", person: "U0BOB", by: "U0MANAGER", until: "2026-03-09T00:00:00.000Z" },
  ]);
});

test("a snooze in Slack counts until it ends, and somebody who says they are back is back in spite of it", async () => {
  await using office = await openOffice(database);
  const alice = office.sim.user("U0ALICE");
  await alice.snooze(30);
  const away = async () => [...(await office.stores.availability.all(instant(office.clock.now()))).keys()];
  await expect.poll(away).toEqual(["U0ALICE"]);
  expect(await desk()).toMatchObject([
    {
      actor: "slack",
      type: "went_away",
      by: null,
      because: "do_not_disturb",
      until: "2026-03-02T10:30:00.000Z",
    },
  ]);
  expect(await type(office, "U0ALICE", "/leads back")).toContain("You are back");
  await office.slack.people.lookAtEverybody();
  expect(await away()).toEqual([]);
  await alice.snooze(60);
  await expect.poll(away).toEqual(["U0ALICE"]);
  await alice.endSnooze();
  await expect.poll(away).toEqual([]);
  expect(office.sim.violations).toEqual([]);
}, 60_000);

test("of statuses only sick and on holiday mean away, until they are cleared; also when no event told of it", async () => {
  const team = `
version: 1
timezone: Europe/London
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], stewards: [], overflow: U0MANAGER }
reps: [{ slack: U0ALICE, name: Alice }]
`;
  await using office = await openOffice(database, { team, sim: { events: [] } });
  const alice = office.sim.user("U0ALICE");
  const away = async () => {
    await office.slack.people.lookAtEverybody();
    return (await desk()).map(({ type }) => type);
  };
  alice.setStatus({ emoji: ":calendar:", text: "In a meeting" });
  expect(await away()).toEqual([]);
  alice.setStatus({ emoji: ":palm_tree:", text: "Urlaub" });
  expect(await away()).toEqual(["went_away"]);
  alice.setStatus({});
  expect(await away()).toEqual(["went_away", "came_back"]);
}, 60_000);

test("without the scope nothing is heard, nothing fails, and the log says so once", async () => {
  const scopes = ["chat:write", "commands", "im:write", "im:history", "users:read"];
  const team = `
version: 1
timezone: Europe/London
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], stewards: [], overflow: U0MANAGER }
reps: [{ slack: U0ALICE, name: Alice }]
`;
  await using office = await openOffice(database, { team, sim: { scopes } });
  office.sim.user("U0ALICE").snooze(30);
  await office.slack.people.lookAtEverybody();
  await office.slack.people.lookAtEverybody();
  expect(await desk()).toEqual([]);
  const lines = office.logged.filter(({ why }) => why === "missing_scope");
  expect(lines).toMatchObject([{ level: 30 }]);
}, 60_000);

/** A press on Hand on that carries another's id, signed as Slack signs. */
async function forge(office: Office, by: string, person: string): Promise<void> {
  const payload = {
    type: "block_actions",
    user: { id: by },
    channel: { id: office.sim.user(by).dm() },
    actions: [
      { type: "button", action_id: "away_hand_on", block_id: "b", value: `away:${person}`, action_ts: "1.0" },
    ],
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hmac = createHmac("sha256", office.sim.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${hmac}`,
  };
  const response = await fetch(`${office.url}/slack/events`, { method: "POST", body, headers });
  expect(response.status).toBe(200);
}
