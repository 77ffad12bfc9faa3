import fc from "fast-check";
import { expect, test } from "vitest";
import { jane, openDesk, post, saidOfEach } from "./desk.ts";

/** Values that parsers, databases and prototypes stumble over. */
const nasty = fc.constantFrom(
  "\0",
  "\uD800",
  "\uDC00\uD800",
  "\uFEFF",
  "\u202E",
  "__proto__",
  "constructor",
  "' OR 1=1 --",
  "<!channel>",
  "x".repeat(501),
  Number.MAX_VALUE,
  -0,
  Number.MIN_SAFE_INTEGER - 1,
);
const keys = fc.oneof(
  fc.constantFrom("externalId", "email", "phone", "company", "consent", "utm", "extra", "country", "source"),
  fc.constantFrom("__proto__", "constructor", "toString", "", "a.b", "\0", "\uD800"),
  fc.string(),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.jsonValue(),
    nasty,
    fc.string({ unit: "binary" }),
    fc.array(tie("any"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.array(fc.tuple(keys, tie("any")), { maxLength: 6 }).map((entries) => {
    const pairs = entries.map(([key, inner]) => `${JSON.stringify(key)}:${JSON.stringify(inner) ?? "null"}`);
    return JSON.parse(`{${pairs.join(",")}}`) as unknown;
  }),
}));

const known = [200, 202, 400, 403, 409, 413, 422];

// One router for all: what one request leaves behind in it, the next would meet in production, too.
const { app, kept, leads } = openDesk();

async function check(path: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  leads.clear();
  kept.length = 0;
  const response = await app.request(path, post(body, headers));
  expect(path === "/v1/leads" ? known : [207, ...known]).toContain(response.status);
  const refused = response.status >= 400;
  expect(response.headers.get("content-type")).toMatch(
    refused ? /^application\/problem\+json/ : /^application\/json/,
  );
  // What is neither taken nor refused for its sender is kept.
  if (path === "/v1/leads" && response.status !== 403) expect(leads.size + kept.length).toBe(1);
  return response;
}

test("no JSON brings the intake down", async () => {
  await fc.assert(
    fc.asyncProperty(value.any, async (sent) => {
      await check("/v1/leads", JSON.stringify(sent));
    }),
    { numRuns: 300 },
  );
});

test("no field of a lead brings the intake down", async () => {
  await fc.assert(
    fc.asyncProperty(keys, value.any, async (key, inner) => {
      const lead = JSON.stringify(jane).slice(0, -1);
      await check("/v1/leads", `${lead},${JSON.stringify(key)}:${JSON.stringify(inner) ?? "null"}}`);
    }),
    { numRuns: 300 },
  );
});

test("no bytes bring the intake down", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await check("/v1/leads", bytes);
      await check("/v1/leads/batch", bytes);
      await check("/v1/leads/batch", bytes, { "Content-Type": "application/x-ndjson" });
    }),
    { numRuns: 200 },
  );
});

test("every element of a batch gets an answer, whatever its neighbours are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(value.any, { maxLength: 8 }), async (elements) => {
      const response = await check("/v1/leads/batch", JSON.stringify([...elements, jane]));
      const results = await saidOfEach(response);
      expect(results).toHaveLength(elements.length + 1);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["deep arrays", "[".repeat(100_000) + "]".repeat(100_000), 400],
  ["deep objects", `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`, 400],
  ["a number beyond counting", '{"externalId":"1","email":"a@b.example","extra":{"n":1e999}}', 422],
  ["a prototype", '{"externalId":"1","email":"a@b.example","extra":{"__proto__":{"isAdmin":true}}}', 422],
  ["a byte order mark", '\uFEFF{"externalId":"1","email":"a@b.example"}', 202],
  ["a key twice: the last counts", '{"externalId":"1","email":"nobody","email":"a@b.example"}', 202],
  ["ten thousand unknown keys", `{${Array.from({ length: 10_000 }, (_, n) => `"k${n}":1`).join()}}`, 422],
  [
    "a hundred thousand values",
    `{"externalId":"1","email":"a@b.example","extra":{"a":[${"0,".repeat(100_000)}0]}}`,
    202,
  ],
])("%s", async (_, body, status) => {
  expect((await check("/v1/leads", body)).status).toBe(status);
});
