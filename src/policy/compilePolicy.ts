import { canonicalJson } from "./canonical.ts";
import { validDurationMs } from "./duration.ts";
import { policyConditions } from "./policyConditions.ts";
import { type PolicyDocument, policySchema } from "./policySchema.ts";
import { checkReach, type Finding } from "./reach/checkReach.ts";
import type { PolicyResult } from "./results.ts";
import { inFileOrder, type Located, placesIn, schemaProblems } from "./schemaProblems.ts";
import type { CompiledPolicy, Condition, Ladder, LadderStep } from "./types.ts";
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
  if (!parsed.success || found.length > 0) return { ok: false, problems: inFileOrder(found) };
  const policy = policyOf(parsed.data, conditions);
  const place = placesIn(file);
  if (!fresh) return { ok: true, policy, ineffective: [], remarks: [], place };
  const reach = checkReach(parsed.data, asts, (path) => file.has(path));
  const ineffective = inFileOrder(reach.faults.map(located(file)));
  return { ok: true, policy, ineffective, remarks: inFileOrder(reach.remarks.map(located(file))), place };
}

function located(file: YamlFile) {
  return ({ path, what, todo }: Finding): Located => {
    const offset = file.at(path);
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

function policyOf(document: PolicyDocument, conditions: ReadonlyMap<string, Condition>): CompiledPolicy {
  const when = (path: string): Condition => {
    const condition = conditions.get(`${path}.when`);
    if (condition === undefined) throw new Error(`no condition at ${path}`);
    return condition;
  };
  const { score, suppress, route, ladders, tank, recycle } = document;
  return {
    ...canonicalJson(document),
    version: document.version,
    name: document.name,
    sources: new Map(
      Object.entries(document.sources).map(([id, { kind, partner }]) => [
        id,
        { kind, partner: partner ?? null },
      ]),
    ),
    lists: new Map(Object.entries(document.lists)),
    buffer: bufferOf(document.buffer),
    lanes: document.lanes.map((lane, index) => ({
      id: lane.id,
      when: when(`lanes[${index}]`),
      buffer: bufferOf(lane.buffer),
    })),
    score: {
      minimum: score.minimum,
      rules: score.rules.map((rule, index) => ({
        id: rule.id,
        when: when(`score.rules[${index}]`),
        points: rule.points,
        label: rule.label ?? rule.id,
        suppress: rule.suppress,
      })),
    },
    suppress:
      suppress === undefined ? null : { at: suppress.at, forMs: validDurationMs(`${suppress.days}d`) },
    icp: document.icp.map((criterion, index) => ({
      id: criterion.id,
      when: when(`icp[${index}]`),
      missing: criterion.missing,
      label: criterion.label ?? criterion.id,
    })),
    tiers: document.tiers.map((tier, index) => ({
      id: tier.id,
      when: when(`tiers[${index}]`),
      seniority: tier.to?.seniority ?? null,
      nurture: tier.nurture ?? null,
      clock: tier.clock ?? null,
    })),
    route: {
      by: route.by,
      share: route.share,
      fallback: { afterMs: validDurationMs(route.fallback.after), to: route.fallback.to },
    },
    ladders: {
      offer: ladderOf(ladders.offer),
      tank: ladderOf(ladders.tank),
      overflow: ladderOf(ladders.overflow),
    },
    clock: document.clock,
    tank: {
      claimsPerDay: tank.claims_per_day,
      coolOffMs: validDurationMs(tank.cool_off),
      originalMayClaim: tank.original_may_claim,
    },
    recycle: {
      timing: { afterMs: validDurationMs(recycle.timing.after) },
      budget: { nurture: recycle.budget.nurture },
      featureGap: { queue: recycle.feature_gap.queue, features: recycle.feature_gap.features },
      notIcp: {
        suppressMs: recycle.not_icp.suppress === "forever" ? null : validDurationMs(recycle.not_icp.suppress),
      },
    },
  };
}

function bufferOf(buffer: { min: string; max: string }) {
  return { minMs: validDurationMs(buffer.min), maxMs: validDurationMs(buffer.max) };
}

function ladderOf<Do extends string>(ladder: {
  clock?: "business" | "wall" | undefined;
  steps: readonly { after: string; do: Do }[];
}): Ladder<Do> {
  const steps: LadderStep<Do>[] = ladder.steps.map((step) => ({
    afterMs: validDurationMs(step.after),
    do: step.do,
  }));
  return { clock: ladder.clock ?? null, steps };
}
