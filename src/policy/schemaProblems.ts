import type { z } from "zod";
import type { PlaceOf } from "./results.ts";
import type { Problem } from "./types.ts";
import type { Path, YamlFile } from "./yamlFile.ts";

/** What a schema found, as problems at their place in the file; one an unknown key. */
export function schemaProblems(error: z.ZodError, file: YamlFile): Located[] {
  return error.issues.flatMap(meant).flatMap((issue) => {
    const path = written(issue.path, file);
    if (issue.code === "unrecognized_keys") {
      const messages = issue.message.split("\n");
      return issue.keys.map((key, index) => {
        const below = [...path, key];
        return located(file, file.atKey(below), below, messages[index] ?? issue.message);
      });
    }
    if (issue.code === "invalid_key") {
      return [located(file, file.atKey(path), path, issue.issues[0]?.message ?? issue.message)];
    }
    return [located(file, file.at(path), path, issue.message)];
  });
}

/** Of the ways in which a value may be written, whatever is wrong within the one that was begun. */
function meant(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const begun = issue.errors.find((issues) =>
    issues.every((one) => one.path.length > 0 || one.code === "unrecognized_keys"),
  );
  return begun?.map((one) => ({ ...one, path: [...issue.path, ...one.path] })) ?? [issue];
}

/** A problem and where it stands, for putting them in the file's order. */
export interface Located {
  readonly offset: number;
  readonly problem: Problem;
}

/** Where values stand in a file, for what is found out about them later. */
export function placesIn(file: YamlFile): PlaceOf {
  return (path) => {
    const { line, col } = file.problem(file.at(path), path, "", "");
    return { line, col };
  };
}

/** Problems in the order of the file, the same one not twice. */
export function inFileOrder(found: readonly Located[]): Problem[] {
  const seen = new Set<string>();
  return [...found]
    .sort((a, b) => a.offset - b.offset)
    .map(({ problem }) => problem)
    .filter((problem) => {
      const key = `${problem.line}:${problem.col}:${problem.path}:${problem.what}`;
      return !seen.has(key) && seen.add(key);
    });
}

function located(file: YamlFile, offset: number, path: Path, message: string): Located {
  const [what = message, todo = "correct it"] = message.split("\t");
  return { offset, problem: file.problem(offset, path, what, todo) };
}

/** A ladder written as a plain list has no `steps` in the file, though it has in the document. */
function written(path: Path, file: YamlFile): Path {
  const steps = path.indexOf("steps");
  if (path[0] !== "ladders" || steps !== 2 || file.has(path.slice(0, 3))) return path;
  return [...path.slice(0, 2), ...path.slice(3)];
}
