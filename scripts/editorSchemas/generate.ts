// JSON Schemas for editors, made from the schemas that read the files: what an editor underlines, Baton refuses. The
// other way round Baton knows more, such as what makes a condition valid.
import { z } from "zod";
import { leadSchema } from "../../src/intake/leadSchema.ts";
import { casesSchema } from "../../src/policy/casesSchema.ts";
import { policySchema } from "../../src/policy/policySchema.ts";
import { teamSchema } from "../../src/policy/teamSchema.ts";
import { signalsOfCase } from "./caseSignals.ts";
import { CASES_WORDS } from "./casesWords.ts";
import { describeKeys, type Json } from "./describe.ts";
import { POLICY_WORDS } from "./policyWords.ts";
import { COLUMNS } from "./signalWords.ts";
import { TEAM_WORDS } from "./teamWords.ts";

/** Also written in another form than the one it is brought into. */
const listOrMapping = (json: Json): Json => ({
  anyOf: [(json.properties as Record<string, Json>).steps ?? {}, json],
});
/** Left empty it is no ladder at all. */
const orNothing = (json: Json): Json => ({ anyOf: [...(json.anyOf as Json[]), { type: "null" }] });
const oneOrList = (json: Json): Json => ({ anyOf: [json.items as Json, json] });
const repsOrReasons = (json: Json): Json => ({ anyOf: [{ type: "array", items: { type: "string" } }, json] });
const textOrNumber = (json: Json): Json => ({ anyOf: [json, { type: "integer" }] });

/** Every file in `schemas/`, by its path from the root of the project. */
export function editorSchemas(): ReadonlyMap<string, string> {
  const policy = described("policy.yml", policySchema, POLICY_WORDS, {
    "ladders.offer": listOrMapping,
    "ladders.tank": listOrMapping,
    "ladders.overflow": listOrMapping,
    "ladders.override": listOrMapping,
    "ladders.*": (json) => orNothing(listOrMapping(json)),
    ...Object.fromEntries(COLUMNS.map((path) => [path, oneOrList])),
  });
  const team = described("team.yml", teamSchema, TEAM_WORDS, {
    "hours.*": oneOrList,
    "reps[].hours.*": oneOrList,
  });
  const cases = described("policy.test.yml", casesSchema, CASES_WORDS, {
    "cases[].lead": (json) => ({ ...json, ...leadAsPosted() }),
    "cases[].signals": signalsOfCase,
    "cases[].expect.tier": textOrNumber,
    "cases[].expect.pool_out": repsOrReasons,
  });
  const written = { policy, team, "policy.test": cases };
  return new Map(
    Object.entries(written).map(([name, json]) => [
      `schemas/${name}.schema.json`,
      `${JSON.stringify(json, null, 2)}\n`,
    ]),
  );
}

type Forms = Readonly<Record<string, (json: Json) => Json>>;

function described(
  title: string,
  schema: z.ZodType,
  words: Readonly<Record<string, string>>,
  forms: Forms,
): Json {
  const json = asJsonSchema(schema);
  const { $schema, ...rest } = describeKeys(schema, json, words, forms);
  return { $schema, title, ...rest };
}

/** Draft 7: what the editors' YAML support knows best. */
function asJsonSchema(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" }) as Json;
}

/** A case gives its lead an external id when it has none. */
function leadAsPosted(): Json {
  const { definitions } = asJsonSchema(leadSchema) as { definitions: { Lead: Json } };
  const { required: _, id: __, ...lead } = definitions.Lead;
  return { ...lead, propertyNames: undefined };
}
