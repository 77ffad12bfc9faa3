/**
 * How the columns of a CSV become the fields of a lead. A mapping file is YAML:
 *
 * ```yaml
 * fields:
 *   externalId: Lead Number                            # a column
 *   email: "{Prospect ID}@leads.example.com"           # a template: columns in braces
 *   company: { name: Company, employees: Staff }       # nested as in a lead
 *   intent: { value: info }                            # the same for every row
 *   campaign: { column: Lead Source, default: direct } # where the cell is empty
 *   country: { column: Country, values: { unknown: null, UAE: AE } }
 *   consent: { given: { column: Do Not Email, values: { "No": true, "Yes": false } } }
 *   extra: { visits: { column: TotalVisits, type: number } }
 * empty: [Select, n/a]                                 # texts that mean an empty cell, in every column
 * ```
 */
import { z } from "zod";
import { knownKeys } from "../intake/leadSchema.ts";
import { suggest } from "../policy/nearest.ts";
import { formatProblem, printable } from "../policy/problem.ts";
import { maybe, say, section } from "../policy/schemaParts.ts";
import { inFileOrder, schemaProblems } from "../policy/schemaProblems.ts";
import type { Problem } from "../policy/types.ts";
import { type Path, readYaml, type YamlFile } from "../policy/yamlFile.ts";
import { CannotRun } from "./io.ts";

export type Scalar = string | number | boolean;
export type CellType = "text" | "number" | "boolean";

/** Where one field's value comes from; columns by their position in the header. */
export interface FieldRule {
  /** In the lead, such as `["company", "name"]`. */
  readonly path: readonly string[];
  readonly from:
    | { readonly kind: "column"; readonly index: number }
    /** Texts and columns in turn. An empty column makes the whole empty. */
    | { readonly kind: "template"; readonly parts: readonly (string | number)[] }
    | { readonly kind: "value"; readonly value: Scalar };
  /** What an empty cell stands for. */
  readonly default?: Scalar | undefined;
  /** What particular texts stand for; null: not given. */
  readonly values?: Readonly<Record<string, Scalar | null>> | undefined;
  readonly type: CellType;
}

export interface ImportMap {
  readonly rules: readonly FieldRule[];
  readonly empty: ReadonlySet<string>;
}

const nested = ["company", "consent", "utm", "extra"] as const;
const plain = knownKeys([]).filter((key) => key !== "source" && !nested.some((name) => name === key));

const aText = z.string({ error: say("is no text", "write it in quotes") }).min(1);
const aScalar = z.union([z.string(), z.number(), z.boolean()], {
  error: say("is no single value", "write a text, a number, true or false"),
});

const rule = z.preprocess(
  (value) =>
    typeof value === "string" ? { [/\{[^{}]+\}/.test(value) ? "template" : "column"]: value } : value,
  section({
    /** The header of a column. */
    column: maybe(aText),
    /** Text with headers in braces. */
    template: maybe(aText),
    /** The same for every row. */
    value: maybe(aScalar),
    default: maybe(aScalar),
    values: maybe(z.record(z.string(), aScalar.nullable())),
    type: maybe(
      z.enum(["text", "number", "boolean"], { error: say("is no type", "use one of text, number, boolean") }),
    ),
  }).refine(
    ({ column, template, value }) =>
      [column, template, value].filter((each) => each !== undefined).length === 1,
    {
      error: say("does not say where the value comes from", "give one of column, template, value"),
    },
  ),
);
type Rule = z.output<typeof rule>;

const rules = (names: readonly string[]) =>
  section(Object.fromEntries(names.map((name) => [name, maybe(rule)])));
const freely = z.record(z.string(), rule, {
  error: say("is not a mapping", "write names and columns, such as visits: TotalVisits"),
});

const document = section({
  fields: section({
    ...Object.fromEntries(plain.map((name) => [name, maybe(rule)])),
    company: maybe(rules(knownKeys(["company"]))),
    consent: maybe(rules(knownKeys(["consent"]))),
    utm: maybe(freely),
    extra: maybe(freely),
  }),
  empty: maybe(z.array(z.string({ error: say("is no text", "write it in quotes") }))),
});

/** Reads a mapping file for a CSV with this header. @throws CannotRun with a line for every problem. */
export function readImportMap(text: string, name: string, header: readonly string[]): ImportMap {
  const yaml = readYaml(text, name);
  if (!yaml.ok) throw refused(yaml.problems);
  const parsed = document.safeParse(yaml.file.value);
  if (!parsed.success) throw refused(inFileOrder(schemaProblems(parsed.error, yaml.file)));
  const { fields, empty = [] } = parsed.data;
  const found = flatten(fields as Fields);
  const problems = [
    ...found.flatMap(({ path, rule }) => unknownColumns(path, rule, header, yaml.file)),
    ...missingFields(found.map(({ path }) => path)).map(([what, todo]) =>
      yaml.file.problem(yaml.file.at(["fields"]), ["fields"], what, todo),
    ),
  ];
  if (problems.length > 0) throw refused(problems);
  return { rules: found.map(({ path, rule }) => bind(path, rule, header)), empty: new Set(empty) };
}

/** Without a mapping file: columns are called as the fields. @throws CannotRun with a line for every problem. */
export function mapByHeader(header: readonly string[], name: string): ImportMap {
  const known = [
    ...plain,
    "source",
    ...knownKeys(["company"]).map((key) => `company.${key}`),
    ...knownKeys(["consent"]).map((key) => `consent.${key}`),
  ];
  const isKnown = (column: string) => known.includes(column) || /^(utm|extra)\.[^.]+$/.test(column);
  // A corrected file of rejected rows brings its last column along.
  const columns = header.at(-1) === "reason" ? header.slice(0, -1) : header;
  const paths = columns.map((column) => column.split(".", 2));
  const problems = [
    ...columns
      .filter((column) => !isKnown(column))
      .map(
        (column) =>
          [`the column '${printable(column)}' is no field of a lead`, advice(column, known)] as const,
      ),
    ...missingFields(paths),
  ];
  if (problems.length > 0) {
    throw new CannotRun(problems.map(([what, todo]) => `${name}:1: ${what}; ${todo}`).join("\n"));
  }
  return {
    rules: paths.map((path, index) => ({ path, from: { kind: "column", index }, type: typeOf(path) })),
    empty: new Set(),
  };
}

type Fields = Readonly<Record<string, Rule | Readonly<Record<string, Rule | undefined>> | undefined>>;

function flatten(fields: Fields): { path: string[]; rule: Rule }[] {
  return Object.entries(fields).flatMap(([name, entry]) => {
    if (entry === undefined) return [];
    if (!nested.some((group) => group === name)) return [{ path: [name], rule: entry as Rule }];
    return Object.entries(entry as Readonly<Record<string, Rule | undefined>>).flatMap(([key, rule]) =>
      rule === undefined ? [] : [{ path: [name, key], rule }],
    );
  });
}

function bind(path: readonly string[], rule: Rule, header: readonly string[]): FieldRule {
  const { column, template, value, default: fallback, values, type = typeOf(path) } = rule;
  const rest = { path, default: fallback, values, type };
  if (column !== undefined) return { ...rest, from: { kind: "column", index: header.indexOf(column) } };
  if (template === undefined) return { ...rest, from: { kind: "value", value: value as Scalar } };
  // Splitting by a group keeps what it holds: texts stand at even places, columns at odd ones.
  const parts = template
    .split(/\{([^{}]+)\}/)
    .map((part, index) => (index % 2 ? header.indexOf(part.trim()) : part));
  return { ...rest, from: { kind: "template", parts } };
}

/** What a field holds where nothing else is said. */
function typeOf(path: readonly string[]): CellType {
  const name = path.join(".");
  if (name === "company.employees") return "number";
  return name === "consent.given" ? "boolean" : "text";
}

function unknownColumns(path: Path, rule: Rule, header: readonly string[], file: YamlFile): Problem[] {
  const named = rule.column
    ? [rule.column]
    : [...(rule.template ?? "").matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name?.trim() ?? "");
  const where = ["fields", ...path, rule.column ? "column" : "template"];
  return named
    .filter((column) => !header.includes(column))
    .map((column) =>
      file.problem(
        file.at(where),
        where.slice(0, -1),
        `the CSV has no column '${printable(column)}'`,
        suggest(column, header),
      ),
    );
}

function missingFields(paths: readonly (readonly string[])[]): (readonly [what: string, todo: string])[] {
  const has = (name: string) => paths.some(([first]) => first === name);
  return [
    ...(has("externalId")
      ? []
      : [["nothing gives externalId", "name the column with the source's own id"] as const]),
    ...(has("email") || has("phone")
      ? []
      : [["nothing gives email or phone", "name a column for one of them"] as const]),
  ];
}

function advice(column: string, known: readonly string[]): string {
  const near = suggest(column, known);
  return near.startsWith("did you mean") ? near : `call it extra.${printable(column) || "name"} or use --map`;
}

function refused(problems: readonly Problem[]): CannotRun {
  return new CannotRun(problems.map(formatProblem).join("\n"));
}
