import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { jane, openDesk, post, said } from "./desk.ts";

const local = { incoming: { socket: { remoteAddress: "127.0.0.1", remotePort: 1, remoteFamily: "IPv4" } } };
const remote = { incoming: { socket: { remoteAddress: "192.0.2.7", remotePort: 1, remoteFamily: "IPv4" } } };
const onlyIntake = { intake: [{ source: "website", token: "w-token" }], admin: null };

describe("/healthz and /readyz", () => {
  test("the process lives", async () => {
    const response = await openDesk().app.request("/healthz");
    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
  });

  test("ready when nothing fails, else what fails is named", async () => {
    const failing: string[] = [];
    const { app } = openDesk({ failingChecks: async () => failing });
    expect((await app.request("/readyz")).status).toBe(200);
    failing.push("database: connection refused", "slack: not answered yet");
    const response = await app.request("/readyz");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      detail: "database: connection refused; slack: not answered yet",
    });
  });
});

describe("/metrics", () => {
  test("asks for the admin's token where there is one, also on this machine", async () => {
    const { app } = openDesk();
    const withToken = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
    expect((await app.request("/metrics", {}, local)).status).toBe(401);
    expect((await app.request("/metrics", withToken("w-token"), local)).status).toBe(401);
    const response = await app.request("/metrics", withToken("admin-token"), remote);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(await response.text()).toContain("# TYPE baton_intake_total counter");
  });

  test("without an admin's token is for this machine only, and not for what a proxy passes on", async () => {
    const { app } = openDesk({ tokens: onlyIntake });
    expect((await app.request("/metrics", {}, local)).status).toBe(200);
    expect((await app.request("/metrics", {}, remote)).status).toBe(403);
    expect(
      (await app.request("/metrics", { headers: { "X-Forwarded-For": "192.0.2.7" } }, local)).status,
    ).toBe(403);
  });
});

describe("any address", () => {
  test("what is not there is a problem document", async () => {
    const response = await openDesk().app.request("/v2/leads");
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  test.each([
    ["GET", "/v1/leads", "POST"],
    ["PUT", "/v1/leads", "POST"],
    ["GET", "/v1/leads/batch", "POST"],
    ["DELETE", `/v1/leads/lead_${"0".repeat(32)}`, "GET, HEAD"],
    ["POST", "/healthz", "GET, HEAD"],
    ["POST", "/openapi.json", "GET, HEAD"],
  ])("%s %s says which method it takes", async (method, path, allow) => {
    const response = await openDesk().app.request(path, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, allow]);
  });

  test("routes may be added", async () => {
    const { app } = openDesk();
    app.post("/slack/events", (c) => c.text("ok"));
    expect((await app.request("/slack/events", { method: "POST" })).status).toBe(200);
  });
});

describe("/openapi.json", () => {
  interface Document {
    openapi: string;
    paths: Record<string, Record<string, { responses: Record<string, unknown>; security?: unknown }>>;
    components: { schemas: Record<string, object> };
  }
  const read = async () => (await (await openDesk().app.request("/openapi.json")).json()) as Document;

  test("is OpenAPI 3.1 and describes every route there is", async () => {
    const { app } = openDesk();
    const { openapi, paths } = await read();
    expect(openapi).toMatch(/^3\.1\./);
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace("{id}", ":id")}`),
    );
    const served = app.routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual(served.sort());
  });

  test("its schemas accept what is served and refuse what is refused", async () => {
    const { components, paths } = await read();
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: "https://baton.example/openapi.json", components });
    const schema = (name: string) => {
      const validate = ajv.getSchema(`https://baton.example/openapi.json#/components/schemas/${name}`);
      if (!validate) throw new Error(`no schema ${name}`);
      return validate;
    };
    const { app } = openDesk();
    const received = await (await app.request("/v1/leads", post(jane))).json();
    const known = await said(app.request("/v1/leads", post(jane)));
    const refused = await (await app.request("/v1/leads", post({}))).json();
    const batch = await (await app.request("/v1/leads/batch", post([jane, {}]))).json();
    const view = await (
      await app.request(`/v1/leads/${known.leadId}`, { headers: { Authorization: "Bearer w-token" } })
    ).json();
    expect([
      schema("Received")(received),
      schema("Known")(known),
      schema("Problem")(refused),
      schema("BatchResult")(batch),
      schema("LeadView")(view),
      schema("Lead")(jane),
    ]).toEqual([true, true, true, true, true, true]);
    expect([schema("Lead")({ externalId: "1" }), schema("Lead")({ ...jane, emial: "x" })]).toEqual([
      false,
      false,
    ]);
    expect(Object.keys(paths["/v1/leads"]?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(["200", "202", "400", "401", "403", "409", "413", "415", "422", "429", "503"]),
    );
  });
});
