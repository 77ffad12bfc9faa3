import { describe, expect, test } from "vitest";
import type { ReceiveResult } from "../../src/intake/receive.ts";
import { DatabaseAway, jane, openDesk, post, said } from "./desk.ts";

describe("POST /v1/leads", () => {
  test("a new lead is received", async () => {
    const { app, leads } = openDesk();
    const response = await app.request("/v1/leads", post({ ...jane, firstName: " Jane " }));
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      leadId: expect.stringMatching(/^lead_[0-9a-f]{32}$/),
      status: "received",
    });
    expect([...leads.values()]).toMatchObject([
      { source: "website", externalId: "1", submission: { email: "jane@acme.example", firstName: "Jane" } },
    ]);
  });

  test("the same lead again is the same lead, with its present state", async () => {
    const { app } = openDesk();
    const first = await said(app.request("/v1/leads", post(jane)));
    const again = await app.request("/v1/leads", post({ ...jane, email: "JANE@acme.example" }));
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ leadId: first.leadId, status: "buffering" });
  });

  test("another person under a known id is a conflict, and kept", async () => {
    const { app, kept } = openDesk();
    await app.request("/v1/leads", post(jane));
    const response = await app.request("/v1/leads", post({ ...jane, email: "john@acme.example" }));
    expect(response.status).toBe(409);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      status: 409,
      title: "Another person under this external id",
    });
    expect(kept).toMatchObject([{ source: "website", code: "conflict" }]);
    expect(JSON.parse(kept[0]?.raw ?? "")).toMatchObject({ email: "john@acme.example" });
  });

  test("external ids are per source", async () => {
    const { app, leads } = openDesk();
    await app.request("/v1/leads", post(jane));
    const response = await app.request("/v1/leads", post(jane, { Authorization: "bearer a-token" }));
    expect(response.status).toBe(202);
    expect(leads.size).toBe(2);
  });

  test("every invalid field is named, and the lead kept as it came", async () => {
    const { app, kept } = openDesk();
    const body = '{"externalId":"1","emial":"x","company":{"employees":-1},"country":"Atlantis"}';
    const response = await app.request("/v1/leads", post(body));
    expect(response.status).toBe(422);
    const problem = await said(response);
    expect(problem).toMatchObject({ type: "urn:baton:problem:invalid", status: 422 });
    expect(problem.errors).toEqual([
      { path: "company.employees", message: "is less than 0" },
      { path: "country", message: expect.stringContaining("is no country") },
      { path: "emial", message: "is no known field; did you mean 'email'?" },
      { path: "email", message: "is missing; send email or phone" },
    ]);
    expect(kept).toEqual([
      {
        id: expect.stringMatching(/^exc_/),
        source: "website",
        code: "invalid",
        fields: problem.errors,
        raw: body,
        receivedAt: "2026-11-23T09:00:00.000Z",
      },
    ]);
  });

  test("what is not JSON is refused and kept, byte for byte", async () => {
    const { app, kept } = openDesk();
    const text = await app.request("/v1/leads", post('{"externalId": "1", jane}'));
    expect([text.status, await text.json()]).toMatchObject([
      400,
      { detail: "the body is not JSON: line 1, column 21" },
    ]);
    const bytes = await app.request("/v1/leads", post(new Uint8Array([0x7b, 0xff, 0x7d])));
    expect([bytes.status, await bytes.json()]).toMatchObject([400, { detail: "the body is not UTF-8" }]);
    expect(kept.map(({ code, raw }) => [code, raw])).toEqual([
      ["not_json", '{"externalId": "1", jane}'],
      ["not_json", "data:application/octet-stream;base64,e/99"],
    ]);
  });

  test.each([
    ["no token", { Authorization: "" }],
    ["another scheme", { Authorization: "Basic dy10b2tlbg==" }],
    ["an unknown token", { Authorization: "Bearer w-tokem" }],
    ["the beginning of a token", { Authorization: "Bearer w-toke" }],
  ])("%s is not let in, and nothing is kept", async (_, headers) => {
    const { app, leads, kept } = openDesk();
    const response = await app.request("/v1/leads", post(jane, headers));
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer realm="baton"/);
    expect([leads.size, kept.length]).toEqual([0, 0]);
  });

  test("a token speaks for its own source only", async () => {
    const { app, leads } = openDesk();
    const other = await app.request("/v1/leads", post({ ...jane, source: "acme" }));
    expect([other.status, await other.json()]).toMatchObject([403, { title: "Token of another source" }]);
    expect(leads.size).toBe(0);
    expect((await app.request("/v1/leads", post({ ...jane, source: "website" }))).status).toBe(202);
  });

  test("the admin's token posts no leads", async () => {
    const { app } = openDesk();
    const response = await app.request("/v1/leads", post(jane, { Authorization: "Bearer admin-token" }));
    expect(response.status).toBe(403);
  });

  test.each([
    ["text/plain", {}],
    ["application/json; charset=latin1", {}],
    ["application/x-www-form-urlencoded", {}],
    ["application/json", { "Content-Encoding": "gzip" }],
  ])("%s is another content type (%j)", async (type, headers) => {
    const { app } = openDesk();
    const response = await app.request("/v1/leads", post(jane, { "Content-Type": type, ...headers }));
    expect(response.status).toBe(415);
  });

  test("a lead may have 256 KiB and not a byte more", async () => {
    const { app, kept } = openDesk();
    const frame = JSON.stringify({ ...jane, extra: { note: "" } }).length;
    const sized = (bytes: number) => JSON.stringify({ ...jane, extra: { note: "x".repeat(bytes - frame) } });
    expect((await app.request("/v1/leads", post(sized(262_144)))).status).toBe(202);
    const refused = await app.request("/v1/leads", post(sized(262_145)));
    expect(refused.status).toBe(413);
    expect(refused.headers.get("connection")).toBe("close");
    expect(kept).toMatchObject([{ code: "too_large" }]);
    expect(kept[0]?.raw).toHaveLength(65_536);
  });

  test("when the database is away the sender is told to come back, and the lead is not taken for refused", async () => {
    const away = async () => Promise.reject(new DatabaseAway());
    const { app } = openDesk({ receive: away, keepExceptions: away });
    for (const body of [jane, { externalId: "1" }]) {
      const response = await app.request("/v1/leads", post(body));
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    }
  });

  test("a fault of ours is a 500 that says nothing of its cause", async () => {
    const { app, logged } = openDesk({ receive: async () => Promise.reject(new Error("secret detail")) });
    const response = await app.request("/v1/leads", post(jane));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret detail");
    expect(logged.join()).toContain("secret detail");
  });

  test("when the queue is full the sender is told to come back", async () => {
    let release = (_: ReceiveResult[]) => {};
    const held = new Promise<ReceiveResult[]>((resolve) => {
      release = resolve;
    });
    const { app } = openDesk({ receive: () => held, room: { leads: 1, batches: 1 } });
    const first = app.request("/v1/leads", post(jane));
    const second = await app.request("/v1/leads", post({ ...jane, externalId: "2" }));
    expect([second.status, second.headers.get("retry-after")]).toEqual([429, "1"]);
    release([{ kind: "created", leadId: "lead_1" }]);
    expect((await first).status).toBe(202);
  });

  test("leads that come at once are written together, and each gets its own answer", async () => {
    const groups: number[] = [];
    const { app } = openDesk({
      receive: async (arrivals) => {
        groups.push(arrivals.length);
        return arrivals.map(({ externalId }) => ({ kind: "created", leadId: `lead_${externalId}` }));
      },
    });
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const response = await app.request("/v1/leads", post({ ...jane, externalId: String(index) }));
        return (await said(response)).leadId;
      }),
    );
    expect(answers).toEqual(Array.from({ length: 50 }, (_, index) => `lead_${index}`));
    expect(groups.length).toBeLessThan(10);
  });

  test("a lead that cannot be written does not take those written with it down", async () => {
    const { app } = openDesk({
      receive: async (arrivals) => {
        if (arrivals.some(({ externalId }) => externalId === "7")) throw new Error("poison");
        return arrivals.map(({ externalId }) => ({ kind: "created", leadId: `lead_${externalId}` }));
      },
    });
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        return (await app.request("/v1/leads", post({ ...jane, externalId: String(index) }))).status;
      }),
    );
    expect(statuses).toEqual([202, 202, 202, 202, 202, 202, 202, 500, 202, 202]);
  });

  test("the log says nothing about the person", async () => {
    const { app, logged } = openDesk();
    await app.request("/v1/leads", post({ ...jane, firstName: "Jane" }));
    await app.request("/v1/leads", post({ ...jane, email: "no address" }));
    await app.request("/v1/leads/jane@acme.example", { headers: { Authorization: "Bearer w-token" } });
    expect(logged).toHaveLength(3);
    expect(logged.join()).not.toMatch(/jane|no address/i);
  });

  test("what was answered and refused is counted", async () => {
    const { app, registry } = openDesk();
    await app.request("/v1/leads", post(jane));
    await app.request("/v1/leads", post({}));
    await app.request("/v1/leads", post(jane, { Authorization: "" }));
    const metrics = await registry.metrics();
    expect(metrics).toContain('baton_intake_total{source="website",status="202"} 1');
    expect(metrics).toContain('baton_intake_total{source="website",status="422"} 1');
    expect(metrics).toContain('baton_intake_refused_total{source="website",code="invalid"} 1');
    expect(metrics).toContain('baton_intake_refused_total{source="unknown",code="unauthorized"} 1');
    expect(metrics).toContain('baton_intake_seconds_count{route="one"} 3');
  });
});

describe("GET /v1/leads/:id", () => {
  const get = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

  test("shows a lead to its own source and to the admin", async () => {
    const { app } = openDesk();
    const { leadId } = await said(app.request("/v1/leads", post(jane)));
    for (const token of ["w-token", "admin-token"]) {
      const response = await app.request(`/v1/leads/${leadId}`, get(token));
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({
        leadId,
        source: "website",
        externalId: "1",
        state: "buffering",
      });
    }
  });

  test("another source's lead, an unknown one and no id at all look the same", async () => {
    const { app } = openDesk();
    const { leadId } = await said(app.request("/v1/leads", post(jane)));
    const paths = [leadId, `lead_${"f".repeat(32)}`, "lead_1", "%00", "%E0%A4%A", "..%2f..", "a'b"];
    const answers = await Promise.all(
      paths.map(async (path) => {
        const response = await app.request(`/v1/leads/${path}`, get("a-token"));
        return `${response.status} ${await response.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 /);
  });

  test("asks for a token", async () => {
    const { app } = openDesk();
    expect((await app.request(`/v1/leads/lead_${"f".repeat(32)}`)).status).toBe(401);
  });

  test("says so when the database is away", async () => {
    const { app } = openDesk({ showLead: async () => Promise.reject(new DatabaseAway()) });
    const response = await app.request(`/v1/leads/lead_${"f".repeat(32)}`, get("w-token"));
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
  });
});
