// A lead as a source sends it. The same schema validates, normalises and is published in /openapi.json.
import { z } from "zod";
import { instant } from "../clock.ts";
import type { JsonValue } from "../policy/types.ts";
import { country } from "./country.ts";
import { companyDomain } from "./domain.ts";
import { email } from "./email.ts";
import { language } from "./language.ts";
import { DEEPEST_EXTRA, MOST_MESSAGE, MOST_TEXT, MOST_UTM_KEYS } from "./limits.ts";
import type { Normalised } from "./normalised.ts";

/** Forms send what was not filled in as null, or as nothing but spaces: both count as not given. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

function atMost(most: number) {
  return z
    .string()
    .refine((text) => text.length <= most || [...text].length <= most, {
      error: `is longer than ${most} characters`,
    })
    .meta({ maxLength: most });
}

const text = (description: string, most = MOST_TEXT) =>
  optional(atMost(most).transform((value) => value.trim() || undefined)).meta({ description });

const brought = (description: string, into: (text: string) => Normalised) =>
  optional(
    atMost(MOST_TEXT).transform((value, context) => {
      if (value.trim() === "") return undefined;
      const result = into(value);
      if (result.ok) return result.value;
      context.addIssue({ code: "custom", message: result.message });
      return z.NEVER;
    }),
  ).meta({ description });

const company = z.strictObject({
  name: text("The company's name"),
  domain: brought("A host or URL; kept as its registrable domain", companyDomain),
  country: brought("ISO 3166 alpha-2, or the English name", country),
  employees: optional(z.int().min(0).max(2_147_483_647)).meta({ description: "How many people work there" }),
  industry: text("In the words of the source"),
});

const consent = z.strictObject({
  given: z.boolean().meta({ description: "Whether the person may be contacted" }),
  at: optional(z.iso.datetime({ offset: true }).transform((at) => instant(Date.parse(at)))).meta({
    description: "When it was given: RFC 3339 with Z or an offset",
  }),
  basis: text("What it rests on, such as a form's wording or a contract"),
});

const utm = z.record(z.string(), atMost(2_000)).refine((tags) => Object.keys(tags).length <= MOST_UTM_KEYS, {
  error: `has more than ${MOST_UTM_KEYS} keys`,
});

const extra = z
  .record(z.string(), z.unknown())
  .refine((data) => depthOf(data) <= DEEPEST_EXTRA, {
    error: `is nested more than ${DEEPEST_EXTRA} levels deep`,
  })
  .transform((data) => data as Readonly<Record<string, JsonValue>>)
  .meta({ type: "object", additionalProperties: true });

/** Only `externalId` and one of `email`, `phone` are mandatory; the latter, and the phone itself, `readLead` checks. */
export const leadSchema = z
  .strictObject({
    source: optional(z.string()).meta({
      description: "May be left out: the token says it. Another one is refused",
    }),
    externalId: atMost(MOST_TEXT)
      .refine((id) => id.trim() !== "", { error: "must not be empty" })
      .meta({
        description: "The source's own id of this lead: the same one again is the same lead",
        minLength: 1,
      }),
    email: brought("Mandatory unless there is a phone", email),
    firstName: text("Given name"),
    lastName: text("Family name"),
    title: text("Job title"),
    phone: text("Mandatory unless there is an email. With country code, or national to the lead's country"),
    company: optional(company).meta({ description: "Where the person works" }),
    country: brought("Where the person is: ISO 3166 alpha-2, or the English name", country),
    language: brought("BCP 47, such as en or de-AT", language),
    product: text("What the person asks about"),
    campaign: text("What brought the person here"),
    partner: text("Who referred the person"),
    intent: text("What the person wants, such as demo"),
    consent: optional(consent).meta({ description: "The person's agreement to be contacted" }),
    message: text("In the person's own words", MOST_MESSAGE),
    utm: optional(utm).meta({ description: "Campaign tags, as they were in the URL" }),
    extra: optional(extra).meta({ description: `Free data, at most ${DEEPEST_EXTRA} levels deep` }),
  })
  .meta({
    id: "Lead",
    description: "One person's interest, from one source",
    anyOf: [{ required: ["email"] }, { required: ["phone"] }],
  });

/** The keys that may stand at a path of a lead. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(leadSchema.shape);
  if (path[0] === "company") return Object.keys(company.shape);
  if (path[0] === "consent") return Object.keys(consent.shape);
  return [];
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((deepest, item) => Math.max(deepest, depthOf(item)), 0);
}
