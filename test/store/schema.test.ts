import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { LEAD_STATES } from "../../src/domain/lead.ts";
import { LeadState } from "../../src/store/generated/enums.ts";
import { embeddedTestDatabase } from "../support/database.ts";

const { pool } = await embeddedTestDatabase();
const schema = await readFile(new URL("../../prisma/schema.prisma", import.meta.url), "utf8");

const blocks = [...schema.matchAll(/^(model|enum) (\w+) \{\n([\s\S]*?)\n\}/gm)].map(
  ([, kind, name, body]) => ({
    kind,
    name: name ?? "",
    lines: (body ?? "")
      .split("\n")
      .map((line) => line.replace(/\/\/.*/, "").trim())
      .filter(Boolean),
  }),
);
const models = blocks.filter(({ kind }) => kind === "model");
const enums = blocks.filter(({ kind }) => kind === "enum");

const sqlTypes: Record<string, string> = {
  String: "text",
  Boolean: "boolean",
  Int: "integer",
  BigInt: "bigint",
  Float: "double precision",
  Json: "jsonb",
  Bytes: "bytea",
  DateTime: "timestamp(3) with time zone",
};

interface Field {
  readonly name: string;
  readonly type: string;
  readonly mark: string;
  readonly attributes: string;
}

/** The fields of a model that are columns: those whose type is no model. */
function fields(lines: readonly string[]): Field[] {
  const modelNames = new Set(models.map(({ name }) => name));
  return lines.flatMap((line) => {
    const [, name, type, mark, attributes] = /^(\w+)\s+(\w+)(\?|\[\])?\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || type === undefined || modelNames.has(type)) return [];
    return { name, type, mark: mark ?? "", attributes: attributes ?? "" };
  });
}

async function read<Row extends object>(sql: string): Promise<Row[]> {
  return (await pool.query<Row>(sql)).rows;
}

test("the migrations make the columns that the schema describes", async () => {
  const enumNames = new Set(enums.map(({ name }) => name));
  const described = models.flatMap(({ name: table, lines }) =>
    fields(lines).map(({ name, type, mark, attributes }) => {
      const plain = enumNames.has(type) ? `"${type}"` : (sqlTypes[type] ?? `unknown: ${type}`);
      const base = attributes.includes("@db.Json") ? "json" : plain;
      // A list column of Prisma's is nullable in the database.
      return `${table}.${name} ${base}${mark === "[]" ? "[]" : ""}${mark === "" ? " not null" : ""}`;
    }),
  );
  const made = await read<{ line: string }>(`
    SELECT class.relname || '.' || attname || ' ' || format_type(atttypid, atttypmod)
      || CASE WHEN attnotnull THEN ' not null' ELSE '' END AS line
    FROM pg_attribute JOIN pg_class AS class ON class.oid = attrelid
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND attnum > 0 AND NOT attisdropped
      AND relname <> '_prisma_migrations'`);
  expect(made.map(({ line }) => line).toSorted()).toEqual(described.toSorted());
});

test("the migrations make the enums that the schema describes", async () => {
  const made = await read<{ name: string; values: string[] }>(`
    SELECT typname AS name, array_agg(enumlabel::text ORDER BY enumsortorder) AS values
    FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid GROUP BY typname`);
  expect(Object.fromEntries(made.map(({ name, values }) => [name, values]))).toEqual(
    Object.fromEntries(enums.map(({ name, lines }) => [name, lines])),
  );
  expect(Object.values(LeadState)).toEqual(LEAD_STATES);
});

test("keys, unique columns and defaults are those that the schema describes", async () => {
  const columns = (line: string) =>
    line
      .replace(/.*\[(.*)\].*/, "$1")
      .split(/,\s*/)
      .join(",");
  const described = models.flatMap(({ name: table, lines }) => [
    ...fields(lines).flatMap(({ name, attributes }) => [
      ...(/@id\b/.test(attributes) ? [`${table} primary ${name}`] : []),
      ...(/@unique\b/.test(attributes) ? [`${table} unique ${name}`] : []),
    ]),
    ...lines.filter((line) => line.startsWith("@@id")).map((line) => `${table} primary ${columns(line)}`),
    ...lines.filter((line) => line.startsWith("@@unique")).map((line) => `${table} unique ${columns(line)}`),
    ...lines.filter((line) => line.startsWith("@@index")).map((line) => `${table} index ${columns(line)}`),
  ]);
  // Partial indexes are beyond the schema's language.
  const made = await read<{ line: string }>(`
    SELECT relname || CASE WHEN indisprimary THEN ' primary ' WHEN indisunique THEN ' unique ' ELSE ' index ' END
      || (SELECT string_agg(attname, ',' ORDER BY place) FROM unnest(indkey::int[]) WITH ORDINALITY AS key(number, place)
          JOIN pg_attribute ON attrelid = indrelid AND attnum = number) AS line
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    WHERE relnamespace = current_schema()::regnamespace AND indpred IS NULL AND relname <> '_prisma_migrations'`);
  expect(made.map(({ line }) => line).toSorted()).toEqual(described.toSorted());

  const defaulted = models.flatMap(({ name: table, lines }) =>
    fields(lines).flatMap(({ name, attributes }) =>
      attributes.includes("@default") ? `${table}.${name}` : [],
    ),
  );
  const withDefault = await read<{ line: string }>(`
    SELECT table_name || '.' || column_name AS line FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_default IS NOT NULL AND table_name <> '_prisma_migrations'`);
  expect(withDefault.map(({ line }) => line).toSorted()).toEqual(defaulted.toSorted());
});

test("foreign keys are the schema's relations", async () => {
  const described = models.flatMap(({ name, lines }) =>
    lines.flatMap((line) => {
      const [, to, own, theirs] =
        /^\w+\s+(\w+)\s+@relation\(fields: \[(\w+)\], references: \[(\w+)\]/.exec(line) ?? [];
      return to === undefined ? [] : `FOREIGN KEY ("${own}") REFERENCES "${to}"(${theirs}) of ${name}`;
    }),
  );
  const made = await read<{ line: string }>(`
    SELECT pg_get_constraintdef(pg_constraint.oid) || ' of ' || relname AS line
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid WHERE contype = 'f'`);
  expect(made.map(({ line }) => line).toSorted()).toEqual(described.toSorted());
  expect(described.length).toBeGreaterThan(0);
});
