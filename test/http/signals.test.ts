// POST /v1/signals as a sender meets it.
import { describe, expect, it } from "vitest";
import { openDesk } from "./desk.ts";

const VISIT = { externalId: "f-1", type: "page_visit", name: "pricing", at: "2026-11-23T08:00:00Z" };

async function open() {
  const desk = openDesk();
  const post = (path: string, body: unknown, token = "w-token", type = "application/json") =>
    desk.app.request(path, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": type },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  await post("/v1/leads", { externalId: "f-1", email: "jane@acme.example" });
  return { ...desk, post, signal: (body: unknown, token?: string) => post("/v1/signals", body, token) };
}

describe("a report of behaviour", () => {
  it.each([VISIT, { email: "Jane@ACME.example", type: "download", name: "White paper" }])(
    "is taken: %j",
    async (body) => {
      const { signal } = await open();
      const answer = await signal(body);
      expect(answer.status).toBe(202);
      expect(await answer.json()).toEqual({ leadId: `lead_${"0".repeat(32)}`, status: "recorded" });
    },
  );

  it("about somebody unknown is 404, and kept", async () => {
    const { signal, kept } = await open();
    const answer = await signal({ ...VISIT, externalId: "f-2" });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(kept).toMatchObject([{ source: "website", code: "unknown_lead" }]);
    expect(JSON.parse(kept[0]?.raw ?? "")).toMatchObject({ externalId: "f-2" });
  });

  it.each<[object, string]>([
    [{ type: "Page Visit" }, "type"],
    [{ name: " " }, "name"],
    [{ name: "x".repeat(101) }, "name"],
    [{ at: "2027-01-01T00:00:00Z" }, "at"],
    [{ at: "yesterday" }, "at"],
    [{ externalId: null }, "externalId"],
    [{ nmae: "x" }, "nmae"],
    [{ name: "a\u0000b" }, "name"],
  ])("with %j is 422 naming the field, and kept", async (wrong, path) => {
    const { signal, kept } = await open();
    const answer = await signal({ ...VISIT, ...wrong });
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: { path: string }[] };
    expect(errors.map((error) => error.path)).toContain(path);
    expect(kept).toMatchObject([{ code: "invalid" }]);
  });

  it("is refused like a lead: 400, 401, 403, 405, 413, 415", async () => {
    const { app, post, signal } = await open();
    const statuses = await Promise.all([
      signal("{"),
      signal(VISIT, "nobody's"),
      signal({ ...VISIT, source: "acme" }),
      signal(VISIT, "admin-token"),
      app.request("/v1/signals"),
      signal({ ...VISIT, name: "x".repeat(20_000) }),
      post("/v1/signals", VISIT, "w-token", "text/plain"),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([400, 401, 403, 403, 405, 413, 415]);
  });
});
