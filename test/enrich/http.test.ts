// Providers over HTTP, against one on this machine that answers, is slow, is wrong, asks to wait, or is not there.
import { describe, expect, it, vi } from "vitest";
import { bench, providersOf, START } from "./support/enricher.ts";
import { json, type ProviderServer, startProvider, status } from "./support/providerServer.ts";

const MAP =
  "{ company.employees: /size/count, company.industry: /industry, company.tech: /tech, company.country: /country }";
const firmo = (server: ProviderServer, more = "") =>
  providersOf(
    `  - { id: firmo, kind: http, url: "${server.origin}/v1/companies/{company.domain}", map: ${MAP} ${more} }`,
  );
const ACME = {
  size: { count: 250 },
  industry: " Software ",
  tech: ["Kafka", "Postgres"],
  country: "United Kingdom",
};

describe("an answer", () => {
  it("becomes a signal for every attribute of the map, in its normal form, with where it is from", async () => {
    await using server = await startProvider(json(ACME));
    const { ask } = bench();
    const answer = await ask(firmo(server, ", ttl: 1d"));
    expect(server.asked.map(({ path }) => path)).toEqual(["/v1/companies/acme.com"]);
    const provenance = {
      provider: "firmo",
      observedAt: START,
      freshUntil: "2026-03-03T10:00:00.000Z",
      confidence: 0.9,
    };
    expect(answer.signals).toEqual([
      { key: "company.employees", value: 250, ...provenance },
      { key: "company.industry", value: "Software", ...provenance },
      { key: "company.tech", value: ["Kafka", "Postgres"], ...provenance },
      { key: "company.country", value: "GB", ...provenance },
    ]);
    expect(answer.providers).toEqual([
      {
        id: "firmo",
        outcome: "answered",
        keys: ["company.employees", "company.industry", "company.tech", "company.country"],
      },
    ]);
  });

  it("of the wrong type is none, attribute by attribute", async () => {
    await using server = await startProvider(
      json({ size: { count: "250" }, industry: 7, tech: "Kafka", country: "Narnia" }),
    );
    const answer = await bench().ask(firmo(server));
    expect(answer).toMatchObject({ signals: [], providers: [{ outcome: "unknown", keys: [] }] });
    server.does(json({ size: { count: 2.5 }, industry: "Software", tech: [1, 2], country: null }));
    const next = await bench().ask(firmo(server));
    expect(next.signals.map(({ key }) => key)).toEqual(["company.industry"]);
  });

  it.each([
    ["no JSON", "<html>"],
    ["an empty body", ""],
  ])("that is %s is a failure", async (_, body) => {
    await using server = await startProvider((_asked, response) => {
      response.end(body);
    });
    expect((await bench().ask(firmo(server))).providers).toEqual([
      { id: "firmo", outcome: "failed", keys: [] },
    ]);
  });

  it("may begin with a byte order mark, and call itself what it likes", async () => {
    await using server = await startProvider((_asked, response) => {
      response.setHeader("content-type", "text/html");
      response.end(`\uFEFF${JSON.stringify(ACME)}`);
    });
    expect((await bench().ask(firmo(server))).providers[0]?.outcome).toBe("answered");
  });

  it("without end is broken off", async () => {
    await using server = await startProvider((_asked, response) => {
      response.write(`["${"x".repeat(2 * 1024 * 1024)}",`);
    });
    const { ask, said } = bench();
    expect((await ask(firmo(server))).providers[0]?.outcome).toBe("failed");
    expect(said.at(-1)?.text).toContain("larger than 1 MiB");
  });
});

describe("a company that the provider", () => {
  it("does not know is not asked about again for a day, and then is", async () => {
    await using server = await startProvider(status(404));
    const { ask, clock } = bench();
    for (let n = 0; n < 3; n++)
      expect((await ask(firmo(server))).providers).toEqual([{ id: "firmo", outcome: "unknown", keys: [] }]);
    expect(server.asked).toHaveLength(1);
    clock.turn(86_400_000);
    await ask(firmo(server));
    expect(server.asked).toHaveLength(2);
  });

  it("has answered for is not asked about again while that is fresh, and keeps when it was observed", async () => {
    await using server = await startProvider(json(ACME));
    const { ask, clock } = bench();
    await ask(firmo(server, ", ttl: 30d"));
    clock.turn(86_400_000);
    const kept = await ask(firmo(server, ", ttl: 30d"));
    expect(server.asked).toHaveLength(1);
    expect(kept.providers[0]).toMatchObject({
      outcome: "cached",
      keys: expect.arrayContaining(["company.tech"]),
    });
    expect(kept.signals[0]).toMatchObject({ observedAt: START, freshUntil: "2026-04-01T10:00:00.000Z" });
    clock.turn(29 * 86_400_000);
    await ask(firmo(server, ", ttl: 30d"));
    expect(server.asked).toHaveLength(2);
  });

  it("is asked about anew when the map or the time to live is another", async () => {
    await using server = await startProvider(json(ACME));
    const { ask, clock } = bench();
    await ask(firmo(server));
    const other = `  - { id: firmo, kind: http, url: "${server.origin}/v1/companies/{company.domain}", map: { company.employees: /n } }`;
    await ask(providersOf(other));
    expect(server.asked).toHaveLength(2);
    clock.turn(3_600_000);
    await ask(firmo(server, ", ttl: 1h"));
    expect(server.asked).toHaveLength(3);
  });

  it("is asked about once by all who ask at the same time", async () => {
    const release = Promise.withResolvers<void>();
    await using server = await startProvider(async (asked, response) => {
      await release.promise;
      await json(ACME)(asked, response);
    });
    const { ask } = bench();
    const asking = Array.from({ length: 20 }, () => ask(firmo(server)));
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    release.resolve();
    for (const { signals } of await Promise.all(asking)) expect(signals).toHaveLength(4);
    expect(server.asked).toHaveLength(1);
  });
});

describe("the key", () => {
  const withKey = (server: ProviderServer, more = "") => firmo(server, `, key: FIRMO_KEY ${more}`);

  it("is sent as a bearer, in the header or in the parameter that the policy names", async () => {
    await using server = await startProvider(status(404));
    const { ask } = bench({ keys: { FIRMO_KEY: "s3cret&=" } });
    await ask(withKey(server));
    await ask(withKey(server, ", header: X-Key"), { "company.domain": "b.example" });
    await ask(withKey(server, ", query: api_key"), { "company.domain": "c.example" });
    expect(server.asked[0]?.headers.authorization).toBe("Bearer s3cret&=");
    expect(server.asked[1]?.headers).toMatchObject({ "x-key": "s3cret&=" });
    expect(server.asked[1]?.headers.authorization).toBeUndefined();
    expect(server.asked[2]?.path).toBe("/v1/companies/c.example?api_key=s3cret%26%3D");
  });

  it("that is not set is a failure, and nothing is sent", async () => {
    await using server = await startProvider(json(ACME));
    const answer = await bench().ask(withKey(server));
    expect(answer).toMatchObject({ providers: [{ outcome: "failed" }], againAt: null });
    expect(server.asked).toEqual([]);
  });

  it("goes to no other host, though the provider redirects there", async () => {
    await using other = await startProvider(json(ACME));
    await using server = await startProvider(status(302, { location: `${other.origin}/elsewhere` }));
    const { ask, said } = bench({ keys: { FIRMO_KEY: "s3cret" } });
    expect((await ask(withKey(server))).providers[0]?.outcome).toBe("failed");
    expect(other.asked).toEqual([]);
    server.does((asked, response) =>
      (asked.path === "/moved" ? json(ACME) : status(301, { location: "/moved" }))(asked, response),
    );
    expect((await ask(withKey(server))).providers[0]?.outcome).toBe("answered");
    expect(JSON.stringify(said)).not.toMatch(/s3cret|acme/);
  });
});

describe("the address", () => {
  const by = (server: ProviderServer, path: string) =>
    providersOf(`  - { id: p, kind: http, url: "${server.origin}/${path}", map: { company.employees: /n } }`);

  it("holds the lead's values encoded, whatever they are", async () => {
    await using server = await startProvider(status(404));
    const values = { "company.name": "../admin?x=1&y=#Ä/", "lead.email": "jane+x@acme.com" };
    await bench().ask(by(server, "find/{company.name}?mail={lead.email}"), values);
    expect(server.asked[0]?.path).toBe(
      "/find/..%2Fadmin%3Fx%3D1%26y%3D%23%C3%84%2F?mail=jane%2Bx%40acme.com",
    );
  });

  it.each([
    ["is missing", {}],
    ["is empty", { "company.name": " " }],
    ["would be a step in the path", { "company.name": ".." }],
  ])("is not asked at where a value %s", async (_, values) => {
    await using server = await startProvider(status(404));
    const answer = await bench().ask(by(server, "find/{company.name}"), values);
    expect(answer.providers).toEqual([{ id: "p", outcome: "skipped", keys: [] }]);
    expect(server.asked).toEqual([]);
  });

  it("takes the company from a business address, and not from a mail provider's", async () => {
    await using server = await startProvider(status(404));
    const { ask } = bench();
    await ask(by(server, "{company.domain}"), { "lead.emailDomain": "eu.acme.co.uk" });
    expect(server.asked.map(({ path }) => path)).toEqual(["/acme.co.uk"]);
    for (const values of [{ "lead.emailDomain": "gmail.com" }, { "company.domain": "gmail.com" }])
      expect((await ask(by(server, "{company.domain}"), values)).providers[0]?.outcome).toBe("skipped");
  });
});

describe("what is asked by a person", () => {
  const person = (server: ProviderServer) =>
    providersOf(
      `  - { id: people, kind: http, url: "${server.origin}/?q={lead.email}", ttl: 1d, map: { lead.title: /title } }`,
    );
  const jane = { "lead.email": "jane@acme.com" };

  it("is kept with the lead alone", async () => {
    await using server = await startProvider(json({ title: "VP" }));
    const { ask, kept } = bench();
    const { signals } = await ask(person(server), jane);
    expect(kept.size).toBe(0);
    const again = await ask(person(server), jane, { recorded: signals });
    expect(again).toMatchObject({ providers: [{ outcome: "cached" }], signals: [] });
    expect(server.asked).toHaveLength(1);
  });

  it("is asked again when what is recorded is no longer fresh", async () => {
    await using server = await startProvider(json({ title: "VP" }));
    const { ask, clock } = bench();
    const { signals } = await ask(person(server), jane);
    clock.turn(86_400_000);
    await ask(person(server), jane, { recorded: signals });
    expect(server.asked).toHaveLength(2);
  });
});
