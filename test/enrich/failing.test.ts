// Providers that are slow, wrong, dead, or ask to wait; and many leads at once.
import { afterEach, describe, expect, it, vi } from "vitest";
import { bench, providersOf } from "./support/enricher.ts";
import { hangsUp, json, type ProviderServer, startProvider, status } from "./support/providerServer.ts";

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

afterEach(() => {
  vi.useRealTimers();
});

describe("a provider that", () => {
  it("does not answer in time has failed, and may be asked once more", async () => {
    await using server = await startProvider(() => {});
    const { ask } = bench();
    const answer = await ask(firmo(server, ", timeout: 1s"));
    expect(answer.providers).toEqual([{ id: "firmo", outcome: "failed", keys: [] }]);
    expect(answer.againAt).toBe("2026-03-02T10:00:02.000Z");
  });

  it.each([
    ["hangs up", hangsUp],
    ["answers with 500", status(500)],
    ["does not take the key", status(401)],
  ])("%s has failed, and may be asked once more", async (_, behaviour) => {
    await using server = await startProvider(behaviour);
    const answer = await bench().ask(firmo(server));
    expect(answer).toMatchObject({ providers: [{ outcome: "failed" }], againAt: expect.any(String) });
  });

  it("is not there has failed", async () => {
    const server = await startProvider(status(200));
    await server[Symbol.asyncDispose]();
    const { ask, said } = bench();
    expect((await ask(firmo(server))).providers[0]?.outcome).toBe("failed");
    expect(said.at(-1)?.text).toContain("ECONNREFUSED");
  });

  it("will not have this one request is not asked again for it, and not left alone", async () => {
    await using server = await startProvider(status(422));
    const { ask, breakers } = bench();
    for (let n = 0; n < 10; n++) {
      const answer = await ask(firmo(server), { "company.domain": `c${n}.example` });
      expect(answer).toMatchObject({ providers: [{ outcome: "failed" }], againAt: null });
    }
    expect(breakers).toEqual([]);
  });

  it("fails again and again is left alone for a while, and asked again afterwards; the log says each once", async () => {
    await using server = await startProvider(status(500));
    const { ask, said, breakers } = bench();
    const lead = (n: number) => ask(firmo(server), { "company.domain": `c${n}.example` });
    for (let n = 0; n < 5; n++) await lead(n);
    expect((await lead(5)).providers[0]?.outcome).toBe("resting");
    expect(server.asked).toHaveLength(5);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    expect((await lead(6)).providers[0]?.outcome).toBe("failed");
    expect((await lead(7)).providers[0]?.outcome).toBe("resting");
    server.does(json(ACME));
    vi.setSystemTime(Date.now() + 600_000);
    expect((await lead(8)).providers[0]?.outcome).toBe("answered");
    expect(breakers).toEqual([
      ["firmo", true],
      ["firmo", false],
    ]);
    expect(said.filter(({ text }) => /left alone/.test(text))).toHaveLength(2);
  });

  it.each([
    ["seconds", () => ({ "retry-after": "7" })],
    [
      "a date, by its own clock",
      () => ({ date: "Mon, 02 Mar 2020 00:00:00 GMT", "retry-after": "Mon, 02 Mar 2020 00:00:07 GMT" }),
    ],
  ])("asks to wait for %s is not asked before", async (_, headers) => {
    await using server = await startProvider(status(429, headers()));
    const { ask, clock } = bench();
    const resting = { providers: [{ outcome: "resting" }], againAt: "2026-03-02T10:00:07.000Z" };
    expect(await ask(firmo(server))).toMatchObject(resting);
    clock.turn(6_999);
    expect(await ask(firmo(server), { "company.domain": "b.example" })).toMatchObject(resting);
    expect(server.asked).toHaveLength(1);
    server.does(json(ACME));
    clock.turn(1);
    expect((await ask(firmo(server))).providers[0]?.outcome).toBe("answered");
  });

  it("asks to wait for longer than the lead can is not waited for", async () => {
    await using server = await startProvider(status(429, { "retry-after": "3600" }));
    expect(await bench().ask(firmo(server))).toMatchObject({
      providers: [{ outcome: "resting" }],
      againAt: null,
    });
  });

  it.each(["999999999", "+275760-09-13T00:00:00Z"])(
    "asks to wait for years (%s) rests for a day",
    async (wait) => {
      await using server = await startProvider(
        status(429, { "retry-after": wait, date: "Thu, 01 Jan 1970 00:00:00 GMT" }),
      );
      const { ask, clock } = bench();
      expect((await ask(firmo(server))).providers[0]?.outcome).toBe("resting");
      server.does(json(ACME));
      clock.turn(24 * 3_600_000);
      expect((await ask(firmo(server))).providers[0]?.outcome).toBe("answered");
    },
  );

  it("is asked no more often than its rate", async () => {
    await using server = await startProvider(status(404));
    const { ask } = bench();
    const asking = Array.from({ length: 5 }, (_, n) =>
      ask(firmo(server, ", rate: 3/h"), { "company.domain": `c${n}.example` }),
    );
    await Promise.all(asking.slice(0, 3));
    expect(server.asked).toHaveLength(3);
    expect((await Promise.all(asking)).slice(3)).toMatchObject(
      Array(2).fill({ providers: [{ outcome: "resting" }], againAt: null }),
    );
  });

  it("may be asked again soon is waited for, a lead in a hurry first", async () => {
    await using server = await startProvider(status(404));
    const { ask } = bench();
    const about = (name: string, isUrgent = false) =>
      ask(firmo(server, ", rate: 2/s"), { "company.domain": `${name}.example` }, { isUrgent });
    await Promise.all([about("a"), about("b")]);
    const answers = await Promise.all([about("c"), about("d"), about("e"), about("hurry", true)]);
    expect(answers.map(({ providers }) => providers[0]?.outcome)).toEqual(Array(4).fill("unknown"));
    expect(server.asked.slice(2).map(({ path }) => path.slice(path.lastIndexOf("/") + 1))).toEqual(
      expect.arrayContaining(["hurry.example", "c.example"]),
    );
    expect(server.asked.slice(2, 4).map(({ path }) => path)).toContainEqual(
      expect.stringMatching(/hurry\.example$/),
    );
  });
});

describe("a flood", () => {
  it("leaves a provider no more requests at once than it has room for, and a lead in a hurry goes first", async () => {
    const held: (() => void)[] = [];
    await using server = await startProvider(async (asked, response) => {
      if (!asked.path.endsWith("/demo.example")) await new Promise<void>((go) => held.push(go));
      await status(404)(asked, response);
    });
    const { ask } = bench();
    const imports = Array.from({ length: 200 }, (_, n) =>
      ask(firmo(server), { "company.domain": `c${n}.example` }),
    );
    await vi.waitFor(() => expect(held).toHaveLength(8));
    const demo = await ask(firmo(server), { "company.domain": "demo.example" }, { isUrgent: true });
    expect(demo.providers[0]?.outcome).toBe("unknown");
    // The very company that an import is still queued for.
    const same = ask(firmo(server), { "company.domain": "c199.example" }, { isUrgent: true });
    await vi.waitFor(() => expect(held).toHaveLength(9));
    server.does(status(404));
    for (const go of held) go();
    await same;
    await Promise.all(imports);
    expect(server.asked.filter(({ path }) => path.endsWith("/c199.example"))).toHaveLength(1);
    expect(server.asked).toHaveLength(201);
    expect(server.underWay.most).toBeLessThanOrEqual(9);
  });
});

describe("once the buffer is over", () => {
  it("nothing is sent for leads that waited for their turn", async () => {
    const held: (() => void)[] = [];
    await using server = await startProvider(async (asked, response) => {
      await new Promise<void>((go) => held.push(go));
      await status(404)(asked, response);
    });
    const { ask, clock } = bench();
    const asking = Array.from({ length: 12 }, (_, n) =>
      ask(firmo(server), { "company.domain": `c${n}.example` }),
    );
    await vi.waitFor(() => expect(held).toHaveLength(8));
    clock.turn(300_000);
    for (const go of held) go();
    const answers = await Promise.all(asking);
    expect(server.asked).toHaveLength(8);
    expect(answers.slice(8).map(({ providers }) => providers[0]?.outcome)).toEqual(Array(4).fill("failed"));
  });

  it("or with all tries used, only what is kept counts", async () => {
    await using server = await startProvider(json(ACME));
    const { ask } = bench();
    expect((await ask(firmo(server), undefined, { mayAsk: false })).providers[0]?.outcome).toBe("failed");
    await ask(firmo(server));
    expect((await ask(firmo(server), undefined, { mayAsk: false })).providers[0]?.outcome).toBe("cached");
    expect(server.asked).toHaveLength(1);
  });
});
