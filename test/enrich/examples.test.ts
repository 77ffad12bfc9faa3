// The ready-made examples are what the vendors document: asked as they ask to be, and understood as they answer.
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { bench, providersOf } from "./support/enricher.ts";
import { json, startProvider } from "./support/providerServer.ts";

/** The example, with the vendor's host replaced by one on this machine. */
async function example(name: string, host: string, origin: string) {
  const text = await readFile(`examples/enrichment/${name}`, "utf8");
  return providersOf(
    text.slice(text.indexOf("enrichment:\n") + "enrichment:\n".length).replace(host, origin),
  );
}

it("Apollo's organization", async () => {
  const organization = {
    ...{
      name: "Apollo.io",
      website_url: "http://www.apollo.io",
      estimated_num_employees: 1600,
      founded_year: 2015,
    },
    ...{ industry: "information technology & services", country: "United States", city: "San Francisco" },
    ...{ annual_revenue: 100_000_000, technology_names: ["AI", "AWS SDK"], phone: null },
  };
  await using server = await startProvider(json({ organization }));
  const { ask } = bench({ keys: { APOLLO_API_KEY: "s3cret" } });
  const { signals } = await ask(await example("apollo.yml", "https://api.apollo.io", server.origin));
  expect(server.asked).toMatchObject([
    { path: "/api/v1/organizations/enrich?domain=acme.com", headers: { "x-api-key": "s3cret" } },
  ]);
  expect(Object.fromEntries(signals.map(({ key, value }) => [key, value]))).toEqual({
    "company.name": "Apollo.io",
    "company.employees": 1600,
    "company.industry": "information technology & services",
    "company.country": "US",
    "company.city": "San Francisco",
    "company.founded": 2015,
    "company.revenue": 100_000_000,
    "company.tech": ["AI", "AWS SDK"],
  });
});

it("a company of People Data Labs, and one it does not know", async () => {
  const company = {
    ...{
      status: 200,
      name: "google",
      size: "10001+",
      employee_count: 260_979,
      founded: 1998,
      industry: "internet",
    },
    location: { locality: "mountain view", region: "california", country: "united states" },
    ...{ website: "google.com", likelihood: 6 },
  };
  await using server = await startProvider(json(company));
  const { ask } = bench({ keys: { PDL_API_KEY: "s3cret" } });
  const providers = await example("people-data-labs.yml", "https://api.peopledatalabs.com", server.origin);
  const { signals } = await ask(providers);
  expect(server.asked).toMatchObject([
    { path: "/v5/company/enrich?website=acme.com&min_likelihood=6", headers: { "x-api-key": "s3cret" } },
  ]);
  expect(Object.fromEntries(signals.map(({ key, value }) => [key, value]))).toEqual({
    "company.name": "google",
    "company.employees": 260_979,
    "company.industry": "internet",
    "company.country": "US",
    "company.city": "mountain view",
    "company.founded": 1998,
  });
  server.does(json({ status: 404, error: { type: "not_found" } }, 404));
  expect((await ask(providers, { "company.domain": "b.example" })).providers[0]?.outcome).toBe("unknown");
});
