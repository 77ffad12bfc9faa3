// The database goes away while Baton runs, and comes back.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PostgresServer, startPostgresServer } from "../support/postgresServer.ts";
import { openWorkspace } from "../support/workspace.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer();
});
afterAll(() => server.remove());

const LEAD = {
  externalId: "away-1",
  email: "jane@acme.example",
  country: "GB",
  intent: "demo",
  title: "VP Ops",
  company: { name: "Acme", employees: 300 },
};

describe("while the database is away", () => {
  it("leads are answered with 503, whoever clicks is told to try again, and all goes on when it is back", async () => {
    await using space = await openWorkspace({ databaseUrl: server.url });
    const { body } = await space.post(LEAD);
    await space.settle();
    const { owner } = (await space.lead(body.leadId)) as { owner: { slack: string } };
    const rep = space.sim.user(owner.slack);
    const card = space.card(owner.slack);

    await server.stop();
    expect((await space.post({ ...LEAD, externalId: "away-2" })).status).toBe(503);
    expect((await fetch(`${space.baton.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${space.baton.url}/healthz`)).status).toBe(200);
    expect(await rep.press(card, "Accept")).toMatchObject({ ok: true });
    const told = await space.sim.waitFor(() => rep.find(({ ephemeralTo }) => ephemeralTo !== undefined), {
      timeoutMs: 15_000,
    });
    expect(told.text).toMatch(/again/);

    await server.start();
    await space.sim.waitFor(() => true);
    const accepted = async () => {
      await rep.press(card, "Accept");
      await space.sim.settled();
      return fetch(`${space.baton.url}/v1/leads/${body.leadId}`, {
        headers: { authorization: "Bearer website-token" },
      }).then(
        async (answer) => answer.ok && ((await answer.json()) as { state: string }).state === "accepted",
      );
    };
    const deadline = performance.now() + 20_000;
    while (!(await accepted()) && performance.now() < deadline);
    expect(await space.lead(body.leadId)).toMatchObject({ state: "accepted" });
    expect((await space.post({ ...LEAD, externalId: "away-2" })).status).toBe(202);
  }, 60_000);
});
