// The CRM's accounts the whole way: from the files to the card, and to what rules and people read.
import { expect, it } from "vitest";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { openWorkspace, type Workspace } from "../support/workspace.ts";

const policy = `${POLICY.replace(
  "by: [territory",
  "off_hours: wait\n  by: [account_owner, territory",
).replace("share: { weight: rep }", "share: { weight: rep, performance: { min: 0.5, max: 1.5 } }")}
accounts: { accounts: accounts.csv, opportunities: deals.csv, teams: teams.csv }
`;
const files = {
  "accounts.csv":
    "name,domain,employees,subsidiary_of\nAcme Corporation,acme.example,2822,\nBluth,bluth.example,,Acme Corp\n",
  "deals.csv": "id,owner,account,stage,opened\nO-1,Bob,Acme Corporation,Engaging,20-10-16\n",
  "teams.csv": "agent,manager\nBob,Mona\nZane,Mona\nCarol,Other\n",
};
const lead = (n: number, domain: string) => ({
  externalId: `a-${n}`,
  email: `someone${n}@${domain}`,
  country: "GB",
  intent: "demo",
  company: { employees: 300 },
});

async function posted(space: Workspace, body: ReturnType<typeof lead>): Promise<string> {
  const answer = await space.post(body);
  await space.settle();
  return answer.body.leadId;
}

const last = async (space: Workspace, id: string) =>
  (await space.baton.services.leads.events(id)).findLast(({ body }) => body.type === "offered")?.body;

/** What a command answers, as text. */
async function answered(space: Workspace, person: string, command: string): Promise<string> {
  const before = space.sim.user(person).messages().length;
  await space.sim.user(person).command(command);
  const messages = await space.sim.waitFor(() => {
    const all = space.sim.user(person).messages();
    return all.length > before && all;
  });
  return JSON.stringify(messages.at(-1)?.blocks);
}

it("a lead from an account with an open deal goes to whose it is, past shares and hours, and says so", async () => {
  const off = TEAM.replace("name: Bob,", 'name: Bob, hours: { sun: "09:00-10:00" }, open_cap: 1,');
  await using space = await openWorkspace({ policy, files, team: off });
  const ids = [
    await posted(space, lead(1, "acme.example")),
    await posted(space, lead(2, "mail.acme.example")),
    await posted(space, lead(3, "bluth.example")),
  ];
  for (const id of ids) {
    expect(await space.lead(id)).toMatchObject({ state: "offered", owner: { slack: "U0BOB" } });
    expect(await last(space, id)).toMatchObject({ how: "account_owner", account: { opportunity: "O-1" } });
  }
  const ledger = await space.baton.services.leads.ledger("share", "share");
  expect(ledger.data).toEqual({ credits: {}, today: {} });
  const record = await space.baton.services.leads.load(ids[0] ?? "");
  expect(record?.person.signals.map(({ key, value, provider }) => [key, value, provider])).toContainEqual([
    "account.owner",
    "U0BOB",
    "crm",
  ]);
  await space.sim.user("U0BOB").press(space.card("U0BOB"), "Why me?");
  const why = await space.sim.waitFor(() =>
    space.sim.user("U0BOB").find((message) => message.ephemeralTo !== undefined),
  );
  expect(JSON.stringify(why.blocks)).toContain(
    "There is an open deal at this account (O-1), and it is yours",
  );
  const notMe = await answered(space, "U0MANAGER", `/leads why ${ids[0]} @Alice`);
  expect(notMe).toContain("It went to the account's owner, Bob.");
});

it("an owner who is gone is stood in for by their team, with the reason", async () => {
  const left = TEAM.replace("name: Bob,", "name: Robert, crm: Zane,");
  await using space = await openWorkspace({ policy, files, team: left });
  const id = await posted(space, lead(1, "acme.example"));
  expect(await last(space, id)).toMatchObject({
    rep: "U0BOB",
    how: "share",
    account: { agent: "Bob", rep: null, out: "not_on_team", team: true },
  });
  const why = await answered(space, "U0MANAGER", `/leads why ${id}`);
  expect(why).toContain("is Bob, who is not on the team, so it was for their team.");
});

it("without a CRM owner a lead goes to whoever accepted the account's last", async () => {
  await using space = await openWorkspace({ policy, files });
  const first = await posted(space, lead(1, "other.example"));
  const rep = ((await space.lead(first)) as { owner: { slack: string } }).owner.slack;
  await space.sim.user(rep).press(space.card(rep), "Accept");
  await space.settle();
  for (const n of [2, 3]) {
    const id = await posted(space, lead(n, "other.example"));
    expect(await last(space, id)).toMatchObject({ rep, how: "account_owner", account: { by: "lead" } });
  }
  // A free mailbox is no company's.
  await posted(space, lead(4, "gmail.com"));
  const free = await posted(space, lead(5, "gmail.com"));
  expect(await last(space, free)).toMatchObject({ how: "share" });
});

it("a lead that comes at night waits for the next opening, and the queue says until when and for whom", async () => {
  const office = TEAM.replace(
    "timezone: Europe/London",
    'timezone: Europe/Berlin\nhours: { mon-fri: "09:00-18:00" }',
  );
  await using space = await openWorkspace({
    policy,
    files,
    team: office,
    startAt: "2026-03-27T21:00:00.000Z",
  });
  const id = await posted(space, lead(1, "new.example"));
  await space.turn(3_600_000);
  expect(await space.lead(id)).toMatchObject({ state: "routing" });
  for (const command of ["/leads queue", `/leads show ${id}`, `/leads why ${id}`]) {
    expect(await answered(space, "U0MANAGER", command)).toMatch(/Waits .*until .* for .*Alice/);
  }
  await space.turn(60 * 3_600_000);
  expect(await space.lead(id)).toMatchObject({ state: "offered" });
  const events = await space.baton.services.leads.events(id);
  // Over the night in which Berlin goes to summer time: nine o'clock is seven in UTC.
  expect(events.find(({ body }) => body.type === "offered")?.at).toBe("2026-03-30T07:00:00.000Z");
});
