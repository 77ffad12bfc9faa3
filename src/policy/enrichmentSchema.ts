/** `enrichment` and `precedence`: who is asked for attributes of a lead, and whose word counts. */
import { z } from "zod";
import { isProvided, PROVIDED } from "./attributes.ts";
import { suggest } from "./nearest.ts";
import { printable } from "./problem.ts";
import { rateOf, urlFault } from "./providerUrl.ts";
import {
  conditionText,
  duration,
  expected,
  filePath,
  identifier,
  listOf,
  matching,
  maybe,
  oneOf,
  say,
  section,
  text,
  unique,
} from "./schemaParts.ts";

/** Names of `precedence` that are nobody's id: what the lead brought, and what the CRM's account says. */
const BUILT_IN = ["lead", "crm"] as const;
/** Nobody may be called what Baton itself writes into a signal's provenance. */
const RESERVED: ReadonlySet<string> = new Set([...BUILT_IN, "behaviour"]);

/** Secrets that no provider is to be sent. */
const BATONS_OWN = /^(SLACK|BATON)_|^DATABASE_URL$/;

const attribute = () =>
  text("an attribute", "company.employees").refine(isProvided, {
    abort: true,
    error: (issue) => {
      const name = String(issue.input);
      return say(`'${printable(name)}' is no attribute that a provider can give`, suggest(name, PROVIDED));
    },
  });

const pointer = () =>
  text("a JSON pointer", "/company/employees", 500).refine((value) => /^(\/([^~/]|~[01])*)+$/.test(value), {
    abort: true,
    error: (issue) =>
      say(
        `'${printable(String(issue.input))}' is no JSON pointer`,
        "write the way to the value, such as /company/employees",
      ),
  });

const confidenceError = expected("a number above 0 and up to 1", "0.9");
const confidence = z
  .number({ error: confidenceError })
  .gt(0, { error: confidenceError })
  .lte(1, { error: confidenceError });

const url = text("a URL", "https://firmo.example/v1/companies/{company.domain}", 2_000).check((context) => {
  const fault = urlFault(context.value);
  if (fault !== null) context.issues.push({ code: "custom", input: context.value, message: fault });
});

const rate = text("a rate", "10/s").refine((value) => rateOf(value) !== null, {
  abort: true,
  error: (issue) =>
    say(
      `'${printable(String(issue.input))}' is no rate`,
      "write a number, / and s, m, h or d, such as 10/s or 500/d",
    ),
});

const headerName = matching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "a header's name", "X-Key");
const queryName = matching(/^[A-Za-z0-9_.~[\]-]{1,100}$/, "a parameter's name", "api_key");

/** Which keys a provider of each kind has, besides `id`, `lane` and `kind`. */
const KEYS = {
  csv: ["path", "ttl", "when", "confidence"],
  http: ["url", "key", "header", "query", "timeout", "ttl", "miss_ttl", "rate", "when", "confidence", "map"],
  email: [],
} as const satisfies Record<string, readonly string[]>;

const MANDATORY = {
  csv: { path: "add path: and the file, such as firmographics.csv" },
  http: {
    url: "add url: such as https://firmo.example/v1/companies/{company.domain}",
    map: "add map: such as { company.employees: /employees }",
  },
  email: {},
} as const;

const provider = section({
  id: identifier(),
  lane: maybe(identifier()),
  kind: oneOf(["csv", "http", "email"]),
  path: maybe(filePath("firmographics.csv")),
  url: maybe(url),
  key: maybe(
    matching(/^[A-Z][A-Z0-9_]{0,99}$/, "the name of an environment variable", "FIRMO_KEY").refine(
      (name) => !BATONS_OWN.test(name),
      {
        error: (issue) => say(`${printable(String(issue.input))} is Baton's own`, "keep the key in another"),
      },
    ),
  ),
  header: maybe(headerName),
  query: maybe(queryName),
  timeout: maybe(duration("1s", "1m")),
  ttl: maybe(duration()),
  miss_ttl: maybe(duration()),
  rate: maybe(rate),
  when: maybe(conditionText()),
  confidence: maybe(confidence),
  map: maybe(
    z.record(attribute(), pointer(), {
      error: expected("a mapping of attributes to JSON pointers", "{ company.employees: /employees }"),
    }),
  ),
})
  .check((context) => {
    const { kind, ...value } = context.value;
    const refuse = (path: string[], what: string, todo: string) =>
      context.issues.push({ code: "custom", input: value, path, message: say(what, todo) });
    if (RESERVED.has(value.id)) refuse(["id"], `'${value.id}' is a name of Baton's own`, "choose another id");
    const allowed: readonly string[] = ["id", "lane", ...KEYS[kind]];
    for (const [key, given] of Object.entries(value)) {
      if (given !== undefined && !allowed.includes(key)) {
        refuse([key], `a provider of kind ${kind} has no ${key}`, "remove it");
      }
    }
    for (const [key, todo] of Object.entries(MANDATORY[kind])) {
      if (value[key as keyof typeof value] === undefined) refuse([key], "is missing", todo);
    }
    if (value.header !== undefined && value.query !== undefined) {
      refuse(["query"], "the key is sent in one place", "keep either header or query");
    }
    for (const way of ["header", "query"] as const) {
      if (value[way] !== undefined && value.key === undefined) {
        refuse([way], "there is no key to send", "add key: and the environment variable that holds it");
      }
    }
  })
  .transform(({ id, lane = id, kind, ...given }) => {
    if (kind === "email") return { id, lane, kind };
    const { path = "", url = "", key, header, query, rate, when, map = {} } = given;
    const common = { id, lane, ttl: given.ttl ?? "30d", when, confidence: given.confidence ?? 0.9 };
    if (kind === "csv") return { ...common, kind, path };
    const timing = { timeout: given.timeout ?? "5s", miss_ttl: given.miss_ttl ?? "1d", rate };
    return { ...common, ...timing, kind, url, key, header, query, map };
  });

export const enrichmentSchema = maybe(
  listOf(provider, "providers", 50).check(unique((item: { id: string }) => item.id, "provider id", "id")),
);

export const precedenceSchema = maybe(
  z.record(
    attribute(),
    listOf(text("a provider's id", "roster", 80), "providers", 50).check(
      unique((id: string) => id, "provider"),
    ),
    { error: expected("a mapping of attributes to providers", "company.employees: [crm, roster, lead]") },
  ),
);
