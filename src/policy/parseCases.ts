import { casesSchema, type WrittenCase } from "./casesSchema.ts";
import { inFileOrder, type Located, schemaProblems } from "./schemaProblems.ts";
import type { Problem } from "./types.ts";
import { CASES, readYaml } from "./yamlFile.ts";

export interface PlacedCase extends WrittenCase {
  readonly line: number;
  readonly col: number;
  /** Something wrong with the case's lead; `path` is dotted and begins below the lead, empty for the lead itself. */
  fault(path: string, what: string, todo: string): Located;
}

type CasesResult =
  | { readonly ok: true; readonly cases: readonly PlacedCase[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The cases of a `policy.test.yml`, or every problem found, in the file's order. Never throws. */
export function parseCases(text: string, name: string): CasesResult {
  const read = readYaml(text, name, CASES);
  if (!read.ok) return read;
  const { file } = read;
  const parsed = casesSchema.safeParse(file.value);
  if (!parsed.success) return { ok: false, problems: inFileOrder(schemaProblems(parsed.error, file)) };
  const cases = parsed.data.cases.map((one, index): PlacedCase => {
    const { line, col } = file.problem(file.at(["cases", index]), [], "", "");
    return {
      ...one,
      line,
      col,
      fault(path, what, todo) {
        const below = ["cases", index, "lead", ...(path === "" ? [] : path.split("."))];
        // A key that is not known is what is wrong, not its value; where there is no such key, its parent is.
        const offset = file.has(below) ? file.atKey(below) : file.at(below);
        return { offset, problem: file.problem(offset, below, what, todo) };
      },
    };
  });
  return { ok: true, cases };
}
