/**
 * The shape of `policy.yml` in this version. Parsing gives the document with every default filled in: that document,
 * not the file, is what a version is. Durations stay as written.
 */
import { z } from "zod";
import { accountsSchema } from "./accountsSchema.ts";
import { alertsSchema } from "./alertsSchema.ts";
import { canarySchema } from "./canarySchema.ts";
import { checksSchema, reviewSchema, triageSchema } from "./checksSchema.ts";
import { durationMs, validDurationMs } from "./duration.ts";
import { enrichmentSchema, precedenceSchema } from "./enrichmentSchema.ts";
import { laddersSchema } from "./ladderSchema.ts";
import { overridesSchema } from "./overridesSchema.ts";
import { printable } from "./problem.ts";
import {
  conditionText,
  duration,
  expected,
  flag,
  identifier,
  listOf,
  matching,
  maybe,
  oneOf,
  optionalSection,
  orDefault,
  say,
  section,
  text,
  unique,
  unlessUsual,
  whole,
} from "./schemaParts.ts";
import type { IdentityKey } from "./types.ts";

/** A buffer holds a lead 3 to 5 minutes unless the policy says otherwise. */
const BUFFER_DEFAULT = { min: "3m", max: "5m" } as const;
/** Whether two leads are one person's, where the policy says nothing of it. */
export const IDENTITY: { window: string; match: IdentityKey[] } = { window: "90d", match: ["email"] };
/** What becomes of leads that nobody can take because all are off shift. */
export const OFF_HOURS = "overflow";
const MOST_POINTS = 1_000_000;

const clock = () => oneOf(["business", "wall"]);
const points = () => whole(-MOST_POINTS, MOST_POINTS);

const shorter = (a: string, b: string) => (validDurationMs(a) <= validDurationMs(b) ? a : b);
const longer = (a: string, b: string) => (validDurationMs(a) > validDurationMs(b) ? a : b);

/** With one end given the other is its default, or the same where the default would lie beyond it. */
const buffer = () =>
  optionalSection({ min: maybe(duration()), max: maybe(duration()) }).transform(({ min, max }, context) => {
    const range = {
      min: min ?? shorter(BUFFER_DEFAULT.min, max ?? BUFFER_DEFAULT.min),
      max: max ?? longer(BUFFER_DEFAULT.max, min ?? BUFFER_DEFAULT.max),
    };
    if (validDurationMs(range.min) > validDurationMs(range.max)) {
      context.issues.push({
        code: "custom",
        input: range,
        path: ["min"],
        message: say(
          `the minimum ${range.min} is longer than the maximum ${range.max}`,
          "make min at most max",
        ),
      });
    }
    return range;
  });

const source = optionalSection({
  kind: orDefault(oneOf(["form", "partner", "csv", "api", "event", "chat", "crm", "stream"]), "form"),
  partner: maybe(text("the partner's name", "Acme")),
  review: reviewSchema,
}).check((context) => {
  const { kind, partner } = context.value;
  const wrong =
    kind === "partner" && partner === undefined
      ? {
          path: [],
          message: say("a partner source without a partner", "add partner: and the partner's name"),
        }
      : kind !== "partner" && partner !== undefined
        ? {
            path: ["partner"],
            message: say(`a source of kind ${kind} has no partner`, "write kind: partner"),
          }
        : null;
  if (wrong !== null) context.issues.push({ code: "custom", input: context.value, ...wrong });
});

const tier = section({
  id: identifier(),
  when: conditionText(),
  to: maybe(section({ seniority: text("a seniority", "senior", 80) })),
  nurture: maybe(text("a nurture programme", "general", 80)),
  clock: maybe(clock()),
}).check((context) => {
  const { to, nurture } = context.value;
  if (to === undefined || nurture === undefined) return;
  context.issues.push({
    code: "custom",
    input: context.value,
    path: ["nurture"],
    message: say("a tier goes to reps or to nurture, not both", "keep either to or nurture"),
  });
});

/** A tier after one that takes everything can never be reached. */
const tiers = listOf(tier, "tiers", 100)
  .min(1, { error: () => say("is empty", "add at least one tier") })
  .check(unique((item: { id: string }) => item.id, "tier id", "id"))
  .check((context) => {
    const all = context.value.findIndex((item) => item.when.trim() === "true");
    const unreachable = context.value[all + 1];
    if (all < 0 || unreachable === undefined) return;
    context.issues.push({
      code: "custom",
      input: unreachable,
      path: [all + 1, "when"],
      message: say(
        `tier '${printable(unreachable.id)}' is never reached, tier '${printable(context.value[all]?.id ?? "")}' takes everything`,
        "put the tier with when: 'true' last",
      ),
    });
  });

const lists = z.record(
  matching(/^[A-Za-z][A-Za-z0-9_]{0,79}$/, "a name of letters, digits and _", "competitors"),
  orDefault(listOf(text("a text", "rival.example", 500), "texts", 20_000), []),
  { error: expected("a mapping of lists", "competitors: [rival.example]") },
);

const sourceIds = matching(
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$/,
  "a source id of letters, digits, - and _",
  "website",
);

const routeSteps = oneOf(["account_owner", "territory", "product", "language", "seniority"]);
type RouteSteps = z.output<typeof routeSteps>[];

const factorError = expected("a number above 0 and up to 10", "0.5");
const factor = z.number({ error: factorError }).gt(0, { error: factorError }).lte(10, { error: factorError });

/** Around 1, which is a rep as good as the others. */
const performance = section({ min: factor, max: factor }).check((context) => {
  const { min, max } = context.value;
  const wrong = min > 1 ? "min" : max < 1 ? "max" : null;
  if (wrong === null) return;
  const what = wrong === "min" ? `${min} is above 1` : `${max} is below 1`;
  const message = say(what, "1 is a rep as good as the others: write, for example, { min: 0.5, max: 1.5 }");
  context.issues.push({ code: "custom", input: context.value, path: [wrong], message });
});

const identitySchema = unlessUsual(
  section({
    window: orDefault(duration("1m"), IDENTITY.window),
    match: orDefault(
      listOf(oneOf(["email", "phone", "name_domain"]), "keys", 3).check(unique((key: string) => key, "key")),
      IDENTITY.match,
    ),
  }),
  IDENTITY,
);

export const policySchema = section(
  {
    version: whole(1, 1_000_000_000),
    name: z.preprocess((value) => value ?? "", z.string({ error: expected("a text", "Inbound") }).max(200)),
    sources: orDefault(
      z.record(sourceIds, source, { error: expected("a mapping", "website: { kind: form }") }),
      {},
    ),
    buffer: buffer(),
    enrichment: enrichmentSchema,
    precedence: precedenceSchema,
    identity: identitySchema,
    accounts: accountsSchema,
    lanes: orDefault(
      listOf(section({ id: identifier(), when: conditionText(), buffer: buffer() }), "lanes", 100).check(
        unique((item: { id: string }) => item.id, "lane id", "id"),
      ),
      [],
    ),
    lists: orDefault(lists, {}),
    score: section({
      minimum: orDefault(points(), 0),
      rules: orDefault(
        listOf(
          section({
            id: identifier(),
            when: conditionText(),
            points: points(),
            label: maybe(text("a label", "Asked for a demo")),
            suppress: orDefault(flag(), false),
            decay: maybe(section({ half_life: duration("1s") })),
          }),
          "rules",
        ).check(unique((item: { id: string }) => item.id, "rule id", "id")),
        [],
      ),
    }),
    suppress: maybe(section({ at: points(), days: orDefault(whole(1, 3_650), 365) })),
    icp: orDefault(
      listOf(
        section({
          id: identifier(),
          when: conditionText(),
          missing: orDefault(oneOf(["pass", "fail"]), "fail"),
          label: maybe(text("a label", "50 people or more")),
        }),
        "criteria",
      ).check(unique((item: { id: string }) => item.id, "criterion id", "id")),
      [],
    ),
    checks: checksSchema,
    triage: triageSchema,
    tiers,
    route: section({
      by: z.preprocess(
        (value) => value ?? ["territory", "product", "language", "seniority"],
        listOf(routeSteps, "steps", 10).check(unique((step: RouteSteps[number]) => step, "step")),
      ),
      share: optionalSection({ weight: orDefault(oneOf(["rep"]), "rep"), performance: maybe(performance) }),
      sticky: maybe(section({ within: duration("1s") })),
      off_hours: unlessUsual(oneOf(["overflow", "wait"]), OFF_HOURS),
      fallback: optionalSection({
        after: orDefault(duration(), "2m"),
        to: orDefault(oneOf(["overflow"]), "overflow"),
      }),
    }),
    ladders: laddersSchema,
    clock: orDefault(clock(), "business"),
    tank: optionalSection({
      claims_per_day: orDefault(whole(1, 1_000), 5),
      cool_off: orDefault(duration(), "10m"),
      original_may_claim: orDefault(flag(), false),
    }),
    recycle: optionalSection({
      timing: optionalSection({ after: orDefault(duration(), "90d") }),
      budget: optionalSection({
        nurture: orDefault(text("a nurture programme", "value", 80), "value"),
        return_on: maybe(listOf(section({ page: text("a page's name", "pricing") }), "pages", 100)),
      }),
      feature_gap: optionalSection({
        queue: orDefault(text("a queue", "product", 80), "product"),
        features: orDefault(
          listOf(text("a feature key", "sso", 75), "feature keys", 100).check(
            unique((key: string) => key, "feature"),
          ),
          [],
        ),
      }),
      not_icp: optionalSection({
        suppress: orDefault(
          text("forever or a duration", "forever").refine(
            (value) => value === "forever" || durationMs(value) !== null,
            {
              abort: true,
              error: (issue) =>
                say(
                  `'${printable(String(issue.input))}' is neither forever nor a duration`,
                  "write forever or, say, 365d",
                ),
            },
          ),
          "forever",
        ),
      }),
    }),
    canary: canarySchema,
    overrides: overridesSchema,
    alerts: alertsSchema,
  },
  ["revalidate"],
);

/** The validated document: what is hashed, stored and shown. */
export type PolicyDocument = z.output<typeof policySchema>;
