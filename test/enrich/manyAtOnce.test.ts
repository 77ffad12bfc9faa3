// Enrichment under a flood, on two instances, and killed in the middle.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { startSim } from "../../sim/index.ts";
import { realPostgres } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { startProcess } from "../support/process.ts";
import { MANAGERS, openWorkspace, TANK } from "../support/workspace.ts";
import { json, type ProviderServer, startProvider } from "./support/providerServer.ts";

const policyFor = (server: ProviderServer) =>
  `${POLICY}\nenrichment:\n  - { id: firmo, kind: http, timeout: 1m, url: "${server.origin}/{company.domain}", map: { company.employees: /n } }\n`;
const lead = (n: number | string, more: Record<string, unknown> = {}) => ({
  ...{
    externalId: `m-${n}`,
    email: `jane@m${n}.example`,
    company: { domain: `m${n}.example` },
    country: "GB",
  },
  ...more,
});
const post = (url: string, path: string, token: string, body: unknown) =>
  fetch(`${url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("two thousand imports before a provider that hangs do not delay a demo request", async () => {
  await using server = await startProvider((asked, response) => {
    if (asked.path === "/mdemo.example") json({ n: 250 })(asked, response);
  });
  await using space = await openWorkspace({ policy: policyFor(server), providersHang: true });
  const imports = Array.from({ length: 2_000 }, (_, n) => lead(n));
  expect((await post(space.baton.url, "/v1/leads/batch", "website-token", imports)).status).toBe(207);
  await vi.waitFor(() => expect(server.asked).toHaveLength(8), { timeout: 20_000 });
  const { body } = await space.post(lead("demo", { intent: "demo", title: "VP Sales" }));
  await vi.waitFor(
    async () => expect(await space.lead(body.leadId)).toMatchObject({ tier: "1", score: 95 }),
    {
      timeout: 20_000,
    },
  );
  expect(server.asked).toHaveLength(9);
  expect(await space.baton.services.enrichments.waiting()).toBe(2_000);
}, 90_000);

test("two instances ask about each of fifty companies once", async () => {
  await using server = await startProvider(json({ n: 250 }));
  const { url: databaseUrl } = await realPostgres("empty");
  await using space = await openWorkspace({ policy: policyFor(server), databaseUrl });
  const other = await space.another();
  const urls = [space.baton.url, other.url];
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => post(urls[n % 2] ?? "", "/v1/leads", "website-token", lead(n))),
  );
  const ids = await Promise.all(
    answers.map(async (one) => ((await one.json()) as { leadId: string }).leadId),
  );
  await Promise.all([space.baton.enrichment.drain(), other.enrichment.drain()]);
  await vi.waitFor(async () => expect(await space.baton.services.enrichments.waiting()).toBe(0), {
    timeout: 20_000,
  });
  expect(server.asked.map(({ path }) => path).toSorted()).toEqual(
    ids.map((_, n) => `/m${n}.example`).toSorted(),
  );
  const records = await space.baton.services.leads.loadMany(ids);
  for (const { person } of records.values()) expect(person.signals).toMatchObject([{ value: 250 }]);
}, 90_000);

test("a lead whose instance was killed while it asked is asked about once more when it is back", async () => {
  await using server = await startProvider(() => {});
  const folder = await mkdtemp(join(tmpdir(), "baton-enrich-kill-"));
  const demo = policyFor(server).replace("max: 60s", "max: 4m");
  await writeFile(join(folder, "policy.yml"), demo);
  await writeFile(join(folder, "team.yml"), TEAM);
  const sim = await startSim({
    users: ["ALICE", "BOB", "CAROL", "MANAGER", "OVERFLOW"].map((name) => ({ id: `U0${name}`, name })),
    channels: [
      { id: MANAGERS, name: "managers" },
      { id: TANK, name: "tank" },
    ],
  });
  const env = {
    SLACK_BOT_TOKEN: sim.botToken,
    SLACK_SIGNING_SECRET: sim.signingSecret,
    SLACK_API_URL: sim.apiUrl,
    BATON_INTAKE_TOKENS: "website:t",
    LOG_LEVEL: "warn",
  };
  try {
    const first = await startProcess(env, folder);
    const { leadId } = (await (
      await post(first.url, "/v1/leads", "t", lead(1, { intent: "demo" }))
    ).json()) as { leadId: string };
    await vi.waitFor(() => expect(server.asked).toHaveLength(1), { timeout: 20_000 });
    await first.kill();
    server.does(json({ n: 250 }));
    const second = await startProcess(env, folder);
    await vi.waitFor(
      async () => {
        const shown = await fetch(`${second.url}/v1/leads/${leadId}`, {
          headers: { authorization: "Bearer t" },
        });
        expect(await shown.json()).toMatchObject({ score: 70 });
      },
      { timeout: 60_000, interval: 250 },
    );
    expect(server.asked).toHaveLength(2);
    await second.stop();
  } finally {
    await sim.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 150_000);
