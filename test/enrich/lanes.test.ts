// Lanes side by side, in a lane the first that answers.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { bench, providersOf } from "./support/enricher.ts";
import { json, startProvider, status } from "./support/providerServer.ts";

const http = (id: string, lane: string, origin: string) =>
  `  - { id: ${id}, lane: ${lane}, kind: http, url: "${origin}/${id}/{company.domain}", map: { company.employees: /n } }`;

it("who comes later in a lane is asked only when those before have not answered", async () => {
  await using server = await startProvider((asked, response) =>
    (asked.path.startsWith("/second") ? json({ n: 5 }) : status(404))(asked, response),
  );
  const lane = providersOf(
    ["first", "second", "third"].map((id) => http(id, "firmographics", server.origin)).join("\n"),
  );
  const answer = await bench().ask(lane);
  expect(answer.providers).toEqual([
    { id: "first", outcome: "unknown", keys: [] },
    { id: "second", outcome: "answered", keys: ["company.employees"] },
  ]);
  expect(server.asked).toHaveLength(2);
});

it("a failing or resting provider does not keep the next in its lane from answering, and is not tried again then", async () => {
  await using server = await startProvider((asked, response) =>
    (asked.path.startsWith("/first")
      ? status(500)
      : asked.path.startsWith("/second")
        ? status(429)
        : json({ n: 5 }))(asked, response),
  );
  const lane = providersOf(
    ["first", "second", "third"].map((id) => http(id, "firmographics", server.origin)).join("\n"),
  );
  const { providers, againAt } = await bench().ask(lane);
  expect(providers.map(({ outcome }) => outcome)).toEqual(["failed", "resting", "answered"]);
  expect(againAt).toBeNull();
});

it("lanes do not wait for each other, and what has been said so far is there at any time", async () => {
  const release = Promise.withResolvers<void>();
  await using server = await startProvider(async (asked, response) => {
    if (asked.path.startsWith("/slow")) await release.promise;
    await json({ n: 7 })(asked, response);
  });
  const providers = providersOf(
    [http("slow", "one", server.origin), http("quick", "two", server.origin)].join("\n"),
  );
  const { start, clock } = bench();
  const asking = start({
    ...{
      providers,
      isWanted: () => true,
      values: new Map([["company.domain", "acme.com"]]),
      recorded: [],
      before: null,
    },
    ...{ freeMail: [], isUrgent: false, mayAsk: true, until: new Date(clock.now() + 60_000).toISOString() },
  });
  await vi.waitFor(() => expect(asking.soFar().signals).toHaveLength(1));
  expect(asking.soFar().providers).toEqual([
    { id: "slow", outcome: "failed", keys: [] },
    { id: "quick", outcome: "answered", keys: ["company.employees"] },
  ]);
  release.resolve();
  expect((await asking.done).signals).toHaveLength(2);
});

it("the built-in provider says at once what an address says, and the others are asked by the company it gives", async () => {
  const folder = await mkdtemp(join(tmpdir(), "baton-lanes-"));
  await writeFile(join(folder, "f.csv"), "domain,employees\nacme.com,42\n");
  const providers = providersOf("  - { id: roster, kind: csv, path: f.csv }\n  - { id: email, kind: email }");
  const values = { "lead.email": "sales@eu.acme.com", "lead.emailDomain": "eu.acme.com" };
  const answer = await bench({ folder }).ask(providers, values);
  expect(Object.fromEntries(answer.signals.map(({ key, value }) => [key, value]))).toEqual({
    "company.employees": 42,
    "lead.emailFree": false,
    "lead.emailDisposable": false,
    "lead.emailStudent": false,
    "lead.emailRole": true,
    "company.domain": "acme.com",
  });
  await rm(folder, { recursive: true });
});

it("a lead without an e-mail, and one for which the condition does not hold, are skipped", async () => {
  const providers = providersOf("  - { id: email, kind: email }\n  - { id: roster, kind: csv, path: f.csv }");
  const { ask } = bench();
  const answer = await ask(
    providers,
    { "lead.phone": "+442079460958" },
    { isWanted: ({ id }) => id !== "roster" },
  );
  expect(answer.providers.map(({ outcome }) => outcome)).toEqual(["skipped", "skipped"]);
});
