// Enrichment from the lead's arrival to the card, with a provider on this machine and a clock that is turned.
import { expect, test, vi } from "vitest";
import { realPostgres } from "../support/database.ts";
import { POLICY } from "../support/fixtures.ts";
import { openWorkspace, type Workspace } from "../support/workspace.ts";
import { hangsUp, json, type ProviderServer, startProvider, status } from "./support/providerServer.ts";

const MINUTE = 60_000;
const firmo = (server: ProviderServer, more = "") =>
  `  - { id: firmo, lane: firmographics, kind: http, url: "${server.origin}/{company.domain}", map: { company.employees: /n } ${more} }`;
/** The policy of the other tests, with providers. Asking for a demo and a large company make a Tier 2 of a lead. */
const policyWith = (...providers: string[]) => `${POLICY}\nenrichment:\n${providers.join("\n")}\n`;
const jane = (n = 1, more: Record<string, unknown> = {}) => ({
  ...{
    externalId: `e${n}`,
    email: `jane${n}@acme${n}.example`,
    firstName: "Jane",
    lastName: "Doe",
    title: "VP Sales",
  },
  ...{ company: { name: "Acme", domain: `acme${n}.example` }, country: "GB" },
  ...more,
});

interface Shown {
  readonly state: string;
  readonly score: number | null;
}
const shown = async (space: Workspace, id: string) => (await space.lead(id)) as unknown as Shown;
const eventsOf = (space: Workspace, id: string) => space.baton.services.leads.events(id);
const enriched = async (space: Workspace, id: string) => {
  const event = (await eventsOf(space, id)).find(({ body }) => body.type === "enriched");
  return event?.body.type === "enriched" ? { at: event.at, ...event.body } : null;
};
const qualifiedAt = async (space: Workspace, id: string) =>
  (await eventsOf(space, id)).find(({ body }) => body.type === "qualified")?.at;

test("a provider that answers ends the buffer at its minimum, and rules read what it said", async () => {
  await using server = await startProvider(json({ n: 2_519_377 }));
  await using space = await openWorkspace({ policy: policyWith(firmo(server)) });
  const { body } = await space.post(jane());
  await space.settle();
  expect(await shown(space, body.leadId)).toMatchObject({ state: "buffering" });
  await space.turn(3 * MINUTE - 1);
  expect(await shown(space, body.leadId)).toMatchObject({ state: "buffering" });
  await space.turn(1);
  expect(await shown(space, body.leadId)).toMatchObject({ state: "offered", score: 55 });
  expect(server.asked.map(({ path }) => path)).toEqual(["/acme1.example"]);
  const record = await space.baton.services.leads.load(body.leadId);
  expect(record?.person.signals).toMatchObject([
    { key: "company.employees", value: 2_519_377, provider: "firmo" },
  ]);
  expect(JSON.stringify(await eventsOf(space, body.leadId))).not.toContain("2519377");
  const metrics = await (
    await fetch(`${space.baton.url}/metrics`, { headers: { authorization: "Bearer admin-token" } })
  ).text();
  expect(metrics).toContain('baton_enrichment_answers_total{provider="firmo",outcome="answered"} 1');
});

test("a provider that hangs holds a lead to the buffer's maximum and no longer; the trace names what was missing", async () => {
  await using server = await startProvider(() => {});
  await using space = await openWorkspace({
    policy: policyWith(firmo(server, ", timeout: 1m"), "  - { id: email, kind: email }"),
    providersHang: true,
  });
  const { body } = await space.post(jane());
  await vi.waitFor(() => expect(server.asked).toHaveLength(1));
  await space.turn(5 * MINUTE - 1_000);
  expect(await shown(space, body.leadId)).toMatchObject({ state: "buffering" });
  await space.turn(1_000);
  const lead = await shown(space, body.leadId);
  expect(lead).toMatchObject({ state: "nurture", score: 25 });
  const trace = (await space.baton.services.leads.load(body.leadId))?.trace;
  expect(trace?.silent).toContainEqual(
    expect.objectContaining({ rule: "size", missing: ["company.employees"] }),
  );
  expect(await qualifiedAt(space, body.leadId)).toBe("2026-03-02T10:05:00.000Z");
  // What the others said in time counts.
  expect((await enriched(space, body.leadId))?.providers).toMatchObject([
    { id: "firmo", outcome: "failed", keys: [] },
    { id: "email", outcome: "answered" },
  ]);
});

test.each([
  ["hangs up", hangsUp, "failed"],
  ["does not know the company", status(404), "unknown"],
  ["says something of another type", json({ n: "250" }), "unknown"],
] as const)("a provider that %s delays nobody, and is asked twice at most", async (_, behaviour, outcome) => {
  await using server = await startProvider(behaviour);
  await using space = await openWorkspace({ policy: policyWith(firmo(server)) });
  const { body } = await space.post(jane());
  await space.turn(3 * MINUTE);
  expect(await shown(space, body.leadId)).toMatchObject({ state: "nurture", score: 25 });
  expect(await qualifiedAt(space, body.leadId)).toBe("2026-03-02T10:03:00.000Z");
  expect((await enriched(space, body.leadId))?.providers).toEqual([{ id: "firmo", outcome, keys: [] }]);
  expect(server.asked).toHaveLength(outcome === "failed" ? 2 : 1);
});

test("after a 429 the provider rests for as long as it said, and the lead is asked about again in time", async () => {
  await using server = await startProvider(status(429, { "retry-after": "90" }));
  await using space = await openWorkspace({ policy: policyWith(firmo(server)) });
  const [one, two] = [(await space.post(jane(1))).body, (await space.post(jane(2))).body];
  await space.turn(89_999);
  const before = server.asked.length;
  expect(before).toBeLessThanOrEqual(2);
  server.does(json({ n: 250 }));
  await space.turn(1);
  expect(server.asked).toHaveLength(before + 2);
  await space.turn(90_000);
  for (const { leadId } of [one, two])
    expect(await shown(space, leadId)).toMatchObject({ state: "offered", score: 55 });
});

test("a policy whose only provider is the built-in one lengthens no buffer, and its rules know a student", async () => {
  const rule = "    - { id: student, when: 'lead.emailStudent', points: -100 }\n";
  const policy = policyWith("  - { id: email, kind: email }").replace("suppress:", `${rule}suppress:`);
  await using space = await openWorkspace({ policy });
  const { body } = await space.post(jane(1, { email: "jane@cs.stanford.edu", intent: "demo" }));
  await space.settle();
  expect(await shown(space, body.leadId)).toMatchObject({ state: "nurture", score: -35 });
});

test("a file beside the policy answers, and is looked into again when it has changed", async () => {
  const roster = "  - { id: roster, lane: firmographics, kind: csv, path: firmographics.csv }";
  await using space = await openWorkspace({
    policy: policyWith(roster),
    files: { "firmographics.csv": 'domain,employees\nacme1.example,"1,250"\n' },
  });
  const { body } = await space.post(jane());
  await space.turn(3 * MINUTE);
  expect(await shown(space, body.leadId)).toMatchObject({ state: "offered", score: 55 });
});

test("a provider's condition sees what the address says", async () => {
  await using server = await startProvider(json({ n: 250 }));
  const email = "  - { id: email, kind: email }";
  const policy = policyWith(firmo(server, ", when: 'has(company.domain) && !lead.emailRole'"), email);
  await using space = await openWorkspace({ policy });
  await space.post(jane(1, { company: {} }));
  await space.post(jane(2, { email: "info@acme2.example" }));
  await space.settle();
  expect(server.asked.map(({ path }) => path)).toEqual(["/acme1.example"]);
});

test("of a company that is known already nobody is asked, in this instance or another", async () => {
  await using server = await startProvider(json({ n: 250 }));
  await using space = await openWorkspace({ policy: policyWith(firmo(server)) });
  await space.post(jane(1));
  await space.settle();
  const { body } = await space.post(jane(2, { company: { domain: "acme1.example" } }));
  await space.turn(3 * MINUTE);
  expect(await shown(space, body.leadId)).toMatchObject({ state: "offered", score: 55 });
  expect((await enriched(space, body.leadId))?.providers[0]?.outcome).toBe("cached");
  expect(server.asked).toHaveLength(1);
});

test("a key that is not set is told at the start, and the provider counts as failing", async () => {
  await using server = await startProvider(json({ n: 250 }));
  await using space = await openWorkspace({ policy: policyWith(firmo(server, ", key: FIRMO_KEY")) });
  const { body } = await space.post(jane());
  await space.turn(3 * MINUTE);
  expect((await enriched(space, body.leadId))?.providers[0]?.outcome).toBe("failed");
  expect(server.asked).toEqual([]);
  await using keyed = await openWorkspace({
    policy: policyWith(firmo(server, ", key: FIRMO_KEY")),
    providerKeys: { FIRMO_KEY: "s3cret" },
  });
  await keyed.post(jane());
  await keyed.settle();
  expect(server.asked[0]?.headers.authorization).toBe("Bearer s3cret");
});

test("Baton ends at once though leads wait for a provider, and leaves them to whoever starts next", async () => {
  await using server = await startProvider(() => {});
  const { url: databaseUrl } = await realPostgres("empty");
  const policy = policyWith(firmo(server, ", timeout: 1m"));
  await using space = await openWorkspace({ policy, databaseUrl, providersHang: true });
  for (const n of [1, 2, 3]) await space.post(jane(n));
  await vi.waitFor(() => expect(server.asked).toHaveLength(3));
  await space.another();
  await space.baton.enrichment.stop();
  // The clock stands still, so no lease has run out: they were put back.
  await vi.waitFor(() => expect(server.asked).toHaveLength(6), { timeout: 20_000 });
  expect(await space.baton.services.enrichments.waiting()).toBe(3);
});

test("a provider whose rate is used up holds nobody up, and keeps no lead from the others", async () => {
  await using scarce = await startProvider(json({ n: 1 }));
  await using server = await startProvider(json({ n: 250 }));
  const policy = policyWith(
    firmo(scarce, ", rate: 2/d")
      .replace("firmo, lane: firmographics", "scarce")
      .replace("company.employees", "company.founded"),
    firmo(server),
  );
  await using space = await openWorkspace({ policy });
  const posts = Array.from({ length: 50 }, (_, n) => space.post(jane(n)));
  const ids = (await Promise.all(posts)).map(({ body }) => body.leadId);
  await space.turn(3 * MINUTE);
  for (const id of ids) expect((await shown(space, id)).score).toBe(55);
  expect(scarce.asked).toHaveLength(2);
  expect(server.asked).toHaveLength(50);
  const outcomes = await Promise.all(
    ids.map(async (id) => (await enriched(space, id))?.providers[0]?.outcome),
  );
  expect(outcomes.filter((outcome) => outcome === "resting")).toHaveLength(48);
});

test("leads given up on by the end of their buffer hold no place: those who follow are asked about", async () => {
  await using server = await startProvider(() => {});
  const policy = policyWith(
    firmo(server, ", timeout: 1m, when: '!has(lead.product)'"),
    firmo(server, ", when: 'has(lead.product)'").replace("firmo,", "other,"),
  );
  await using space = await openWorkspace({ policy, providersHang: true });
  for (let n = 0; n < 40; n++) await space.post(jane(n));
  await vi.waitFor(() => expect(server.asked).toHaveLength(8));
  await space.turn(5 * MINUTE);
  const { body } = await space.post(jane(100, { product: "core" }));
  await vi.waitFor(() => expect(server.asked).toHaveLength(9));
  expect(server.asked.at(-1)?.path).toBe("/acme100.example");
  expect(await shown(space, body.leadId)).toMatchObject({ state: "buffering" });
});
