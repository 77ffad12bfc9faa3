import { policyConditions } from "./policyConditions.ts";
import { policyOf } from "./policyOf.ts";
import { policySchema } from "./policySchema.ts";
import { checkReach, type Finding } from "./reach/checkReach.ts";
import { references } from "./references.ts";
import type { PolicyResult } from "./results.ts";
import { inFileOrder, type Located, placesIn, schemaProblems } from "./schemaProblems.ts";
import { plainFile, readYaml, type YamlFile } from "./yamlFile.ts";

/**
 * A policy from the text of `policy.yml` (YAML or JSON); `file` names it in problems. Whatever the text holds, the
 * answer is a policy or every problem found, in the file's order; nothing is thrown.
 */
export function parsePolicy(text: string, file: string): PolicyResult {
  return compileText(text, file, true);
}

/**
 * A policy from its stored document (the canonical JSON, or that JSON parsed). Its hash is the one it was stored
 * under. A document of a version of Baton that knew more is refused like any other. What can never take effect is not
 * looked for: its author was told.
 */
export function compilePolicy(document: unknown): PolicyResult {
  if (typeof document === "string") return compileText(document, "stored policy", false);
  return compile(plainFile(document, "stored policy"), false);
}

function compileText(text: string, name: string, fresh: boolean): PolicyResult {
  const read = readYaml(text, name);
  return read.ok ? compile(read.file, fresh) : read;
}

/** `fresh`: somebody is writing it, and is told what can never take effect. */
function compile(file: YamlFile, fresh: boolean): PolicyResult {
  const parsed = policySchema.safeParse(file.value);
  const { conditions, asts, faults } = policyConditions(file.value);
  const found: Located[] = parsed.success ? [] : schemaProblems(parsed.error, file);
  for (const { path, text, fault } of faults) {
    const offset = file.inText(path, fault.index);
    const problem = file.problem(offset, path, fault.what, fault.todo);
    found.push({ offset, problem: { ...problem, caret: caretBelow(text, fault.index) } });
  }
  const named = references(file.value);
  found.push(...named.faults.map(located(file)));
  if (!parsed.success || found.length > 0) return { ok: false, problems: inFileOrder(found) };
  const policy = policyOf(parsed.data, conditions);
  const place = placesIn(file);
  if (!fresh) return { ok: true, policy, ineffective: [], remarks: [], place };
  const reach = checkReach(parsed.data, asts, (path) => file.has(path));
  const ineffective = inFileOrder(reach.faults.map(located(file)));
  const remarks = [...named.remarks, ...reach.remarks].map(located(file));
  return { ok: true, policy, ineffective, remarks: inFileOrder(remarks), place };
}

function located(file: YamlFile) {
  return ({ path, key, what, todo }: Finding): Located => {
    const offset = key === true ? file.atKey(path) : file.at(path);
    return { offset, problem: file.problem(offset, path, what, todo) };
  };
}

/** The line of the condition and, below it, a caret under the fault. */
function caretBelow(text: string, index: number): string {
  const start = text.lastIndexOf("\n", index - 1) + 1;
  const end = text.indexOf("\n", index);
  const from = Math.max(start, index - 60);
  const line = text.slice(from, Math.min(end < 0 ? text.length : end, index + 60));
  return `    ${line.replace(/[\p{Cc}\p{Cf}]/gu, " ")}\n    ${" ".repeat(index - from)}^`;
}
