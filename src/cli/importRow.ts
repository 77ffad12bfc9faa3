// One row of a CSV → a lead as a source would send it in JSON.
import type { FieldError } from "../intake/fieldErrors.ts";
import type { CellType, FieldRule, ImportMap, Scalar } from "./importMap.ts";

export interface RowLead {
  readonly value: unknown;
  /** Cells that are not of the type that their field asks for. */
  readonly errors: readonly FieldError[];
}

export function leadOfRow(cells: readonly string[], map: ImportMap): RowLead {
  const errors: FieldError[] = [];
  const given = map.rules.flatMap((rule): [readonly string[], Scalar][] => {
    const value = givenBy(rule, cells, map.empty);
    if (value === undefined) return [];
    const converted = typeof value === "string" ? convert(value, rule.type) : value;
    if (converted !== null) return [[rule.path, converted]];
    errors.push({ path: rule.path.join("."), message: `is not ${wanted[rule.type]}` });
    return [];
  });
  return { value: nest(given), errors };
}

function givenBy(rule: FieldRule, cells: readonly string[], empty: ReadonlySet<string>): Scalar | undefined {
  const cell = (index: number): string | undefined => {
    const text = cells[index]?.trim() ?? "";
    return text === "" || empty.has(text) ? undefined : text;
  };
  const raw = rawOf(rule.from, cell);
  if (raw === undefined) return rule.default;
  const { values } = rule;
  if (values === undefined || typeof raw !== "string" || !Object.hasOwn(values, raw)) return raw;
  return values[raw] ?? undefined;
}

function rawOf(from: FieldRule["from"], cell: (index: number) => string | undefined): Scalar | undefined {
  switch (from.kind) {
    case "column":
      return cell(from.index);
    case "value":
      return from.value;
    case "template": {
      const parts = from.parts.map((part) => (typeof part === "number" ? cell(part) : part));
      return parts.includes(undefined) ? undefined : parts.join("");
    }
    default:
      return from satisfies never;
  }
}

const wanted: Readonly<Record<CellType, string>> = {
  text: "text",
  number: "a number such as 1200 or 2.5",
  boolean: "true or false",
};

const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  y: true,
  "1": true,
  false: false,
  no: false,
  n: false,
  "0": false,
};

/** Null: the text does not say such a value. */
function convert(text: string, type: CellType): Scalar | null {
  switch (type) {
    case "text":
      return text;
    case "number":
      return /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : null;
    case "boolean":
      return booleans[text.toLowerCase()] ?? null;
    default:
      return type satisfies never;
  }
}

/** Fields as own properties, whatever they are called. */
function nest(given: readonly (readonly [readonly string[], Scalar])[]): unknown {
  const groups = Map.groupBy(given, ([[first = ""]]) => first);
  return Object.fromEntries(
    [...groups].map(([name, entries]) => {
      const [[path, value] = [[name], ""] as const] = entries;
      return path.length === 1
        ? [name, value]
        : [name, Object.fromEntries(entries.map(([[, key = ""], each]) => [key, each]))];
    }),
  );
}
