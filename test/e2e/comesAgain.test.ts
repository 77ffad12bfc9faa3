// Somebody who comes again, and what is known of them, as people in Slack and at the command line see it.
import { expect, it } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import type { Host } from "../../src/cli/host.ts";
import { showLead } from "../../src/cli/leadShow.ts";
import { POLICY } from "../support/fixtures.ts";
import { openWorkspace, type Workspace } from "../support/workspace.ts";

const policy = `${POLICY.replace(
  "lanes:",
  "enrichment: [{ id: roster, lane: firms, kind: csv, path: firms.csv }]\nlanes:",
)}
precedence: { company.employees: [roster, lead] }
`;
const returning = policy.replace("nurture: value }", "nurture: value, return_on: [{ page: pricing }] }");
const files = { "firms.csv": "domain,employees\nacme.example,300\n" };
const JANE = {
  externalId: "form-1",
  email: "jane@acme.example",
  firstName: "Jane",
  lastName: "Doe",
  title: "VP Ops",
  country: "GB",
  intent: "demo",
  partner: "Acme",
  company: { name: "Acme", domain: "acme.example", employees: 20 },
};

const visible = (message: SimMessage | undefined) => JSON.stringify([message?.text, message?.blocks]);

async function offered(space: Workspace) {
  const { body } = await space.post(JANE);
  await space.turn(60_000);
  const { owner } = (await space.lead(body.leadId)) as { owner: { slack: string } };
  return { id: body.leadId, rep: owner.slack };
}

/** The ephemeral answer to a person that says `words`. */
function answerTo(space: Workspace, person: string, words: string) {
  return space.sim.waitFor(() =>
    space.sim.user(person).find((one) => one.ephemeralTo !== undefined && visible(one).includes(words)),
  );
}

/** What `baton lead show` prints. */
async function shown(space: Workspace, id: string, json: boolean): Promise<string> {
  const out: string[] = [];
  const io = { out: (text: string) => out.push(text), err: () => {} };
  const host = { services: async () => space.baton.services };
  await showLead({ id, json }, io as never, host as unknown as Host);
  return out.join("");
}

it("the open card says so, and who claims the person; the command line lists every touch", async () => {
  await using space = await openWorkspace({ policy, files });
  const { id, rep } = await offered(space);
  expect(visible(space.card(rep))).not.toMatch(/Came again|Contested/);
  const again = await space.post({ ...JANE, externalId: "form-2", partner: "Zenith" });
  await space.turn(60_000);
  const card = visible(space.card(rep));
  expect(card).toMatch(/Came again .* from website \(partner Zenith\)/);
  expect(card).toContain("Contested: Acme and Zenith");
  expect(space.sim.messages(space.sim.user(rep).dm())).toHaveLength(1);
  const from = again.body.leadId;
  expect(await shown(space, id, false)).toMatch(
    new RegExp(`^Also came from: website \\(partner Zenith\\) on 2026-03-02T.*, as ${from}$`, "m"),
  );
  expect(JSON.parse(await shown(space, id, true)).touches).toMatchObject([
    { from, source: "website", partner: "Zenith" },
  ]);
  expect(space.sim.violations).toEqual([]);
});

it("whoever asks why is told who said what the rules read, and what gave way", async () => {
  await using space = await openWorkspace({ policy, files });
  const { id, rep } = await offered(space);
  const said = /Company size 300 \(roster, .*; the lead said 20\)/;
  await space.sim.user(rep).press(space.card(rep), "Why me?");
  expect(visible(await answerTo(space, rep, "Why you?"))).toMatch(said);
  await space.sim.user("U0MANAGER").command(`/leads show ${id}`);
  expect(visible(await answerTo(space, "U0MANAGER", "Received"))).toMatch(said);
  await space.sim.user("U0MANAGER").command(`/leads why ${id}`);
  const other = visible(await answerTo(space, "U0MANAGER", "could take it"));
  expect(other).toMatch(said);
  expect(other).not.toContain("Jane");
  expect(space.sim.violations).toEqual([]);
});

it("a visit to the page that the policy names brings a lead back, and tells the rep who had it once", async () => {
  await using space = await openWorkspace({ policy: returning, files });
  const { id, rep } = await offered(space);
  const person = space.sim.user(rep);
  await person.press(space.card(rep), "Recycle");
  await space.sim.waitFor(() => person.modal());
  await person.fill("Reason", "Budget");
  expect(await person.submit()).toMatchObject({ ok: true, outcome: "closed" });
  await space.settle();
  const visit = async (name: string, minute: number) => {
    const response = await fetch(`${space.baton.url}/v1/signals`, {
      method: "POST",
      headers: { authorization: "Bearer website-token", "content-type": "application/json" },
      body: JSON.stringify({
        ...{ externalId: "form-1", type: "page_visit", name },
        at: `2026-03-02T10:0${minute}:00Z`,
      }),
    });
    expect(response.status).toBe(202);
    await space.settle();
  };
  const said = () =>
    space.sim.messages(person.dm()).filter((message) => visible(message).includes("Back: Jane Doe"));
  await visit("careers", 0);
  expect(said()).toEqual([]);
  await visit("pricing", 0);
  await visit("pricing", 1);
  expect(said()).toHaveLength(1);
  expect(visible(said()[0])).toContain("They looked at the page pricing");
  expect(visible(said()[0])).not.toContain("jane@acme.example");
  expect(space.sim.messages("C0MANAGERS")).toEqual([]);
  await space.turn(5 * 60_000);
  const { owner } = (await space.lead(id)) as { owner: { slack: string } };
  const cards = space.sim.messages(space.sim.user(owner.slack).dm()).map(visible);
  expect(cards.join()).toContain("Back: they looked at the page pricing (recycled before: Budget)");
  expect(said()).toHaveLength(1);
  expect(space.sim.violations).toEqual([]);
});
