import { describe, expect, test } from "vitest";
import { DatabaseAway, jane, memoryReceive, openDesk, post, saidOfEach } from "./desk.ts";

const ndjson = { "Content-Type": "application/x-ndjson" };
const lead = (id: number) => ({ externalId: `b${id}`, email: `p${id}@acme.example` });

describe("POST /v1/leads/batch", () => {
  test("each lead gets its own answer, in order", async () => {
    const { app, kept } = openDesk();
    const body = [
      jane,
      jane,
      { ...jane, email: "john@acme.example" },
      { externalId: "2" },
      { ...jane, externalId: "3", source: "acme" },
      "no lead",
      { ...jane, externalId: "4" },
    ];
    const response = await app.request("/v1/leads/batch", post(body));
    expect(response.status).toBe(207);
    const results = await saidOfEach(response);
    expect(results.map(({ status }) => status)).toEqual([202, 200, 409, 422, 403, 422, 202]);
    expect(results[0]).toEqual({ status: 202, leadId: expect.stringMatching(/^lead_/) });
    expect(results[1]?.leadId).toBe(results[0]?.leadId);
    expect(results[3]?.problem).toMatchObject({ status: 422, errors: [{ path: "email" }] });
    expect(kept.map(({ code, raw }) => [code, JSON.parse(raw)])).toEqual([
      ["conflict", body[2]],
      ["invalid", body[3]],
      ["invalid", body[5]],
    ]);
  });

  test("a lead a line: blank lines are no leads, a broken line spoils only itself", async () => {
    const { app, kept } = openDesk();
    const lines = Buffer.concat([
      Buffer.from(`\uFEFF${JSON.stringify(lead(1))}\r\n\n   \n{"externalId":\n`),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(JSON.stringify(lead(2))),
    ]);
    const response = await app.request("/v1/leads/batch", post(new Uint8Array(lines), ndjson));
    const results = await saidOfEach(response);
    expect(results.map(({ status }) => status)).toEqual([202, 400, 400, 202]);
    expect(results[1]?.problem.detail).toContain("this line is not JSON");
    expect(kept.map(({ raw }) => raw)).toEqual([
      '{"externalId":',
      "data:application/octet-stream;base64,Iv8i",
    ]);
  });

  test("10,000 leads are taken, one more is too many", async () => {
    const { app, leads } = openDesk();
    const many = Array.from({ length: 10_000 }, (_, index) => lead(index));
    const response = await app.request("/v1/leads/batch", post(many));
    expect(response.status).toBe(207);
    expect(await response.json()).toHaveLength(10_000);
    expect(leads.size).toBe(10_000);
    for (const [body, headers] of [
      [JSON.stringify([...many, lead(10_000)]), {}],
      [[...many, lead(10_000)].map((one) => JSON.stringify(one)).join("\n"), ndjson],
    ] as const) {
      expect((await app.request("/v1/leads/batch", post(body, headers))).status).toBe(413);
    }
    expect(leads.size).toBe(10_000);
  });

  test("one lead that is too large does not touch the others", async () => {
    const { app, kept } = openDesk();
    const large = { ...lead(2), extra: { note: "x".repeat(262_144) } };
    for (const [body, headers] of [
      [JSON.stringify([lead(1), large, lead(3)]), {}],
      [[lead(1), large, lead(3)].map((one) => JSON.stringify(one)).join("\n"), ndjson],
    ] as const) {
      const results = await saidOfEach(app.request("/v1/leads/batch", post(body, headers)));
      expect(results.map(({ status }) => Number(status) % 100)).toEqual([
        expect.any(Number),
        13,
        expect.any(Number),
      ]);
    }
    expect(kept.map(({ code, raw }) => [code, raw.length])).toEqual([
      ["too_large", 65_536],
      ["too_large", 65_536],
    ]);
  });

  test("more than 16 MiB are too much", async () => {
    const { app, leads, kept } = openDesk();
    const body = JSON.stringify([{ ...jane, message: "x".repeat(16 * 1024 * 1024) }]);
    expect((await app.request("/v1/leads/batch", post(body))).status).toBe(413);
    expect([leads.size, kept.map(({ code }) => code)]).toEqual([0, ["too_large"]]);
  });

  test.each([
    ["{}", {}, 422],
    ["[{]", {}, 400],
    ["", {}, 400],
    ["[]", { "Content-Type": "text/csv" }, 415],
    ["[]", { Authorization: "Bearer nobody" }, 401],
  ])("the body %j with %j is refused as a whole", async (body, headers, status) => {
    const { app } = openDesk();
    const response = await app.request("/v1/leads/batch", post(body, headers));
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  test("nothing to take is nothing taken", async () => {
    const { app } = openDesk();
    const response = await app.request("/v1/leads/batch", post([]));
    expect([response.status, await response.json()]).toEqual([207, []]);
  });

  test("with the database away from the beginning the whole is to be sent again", async () => {
    const { app } = openDesk({ receive: async () => Promise.reject(new DatabaseAway()) });
    const response = await app.request("/v1/leads/batch", post([jane, lead(3)]));
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
  });

  test("with the database gone on the way the leads that were taken are told from the rest", async () => {
    const { receive, leads } = memoryReceive();
    const { app } = openDesk({
      receive: async (arrivals) =>
        leads.size >= 400 ? Promise.reject(new DatabaseAway()) : receive(arrivals),
    });
    const many = Array.from({ length: 500 }, (_, index) => lead(index));
    const results = await saidOfEach(app.request("/v1/leads/batch", post(many)));
    expect(results.filter(({ status }) => status === 202)).toHaveLength(400);
    expect(results.slice(400).every(({ status }) => status === 503)).toBe(true);
  });
});
