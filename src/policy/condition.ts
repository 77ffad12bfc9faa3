/**
 * Conditions: CEL text, checked against the declared attributes and made ready to be evaluated for any lead.
 *
 * Numbers: `company.employees`, `history.cycle` and `score` are `int`. In `lead.extra` a whole JSON number is `int` and
 * any other `double`; CEL compares the two with each other, so `lead.extra.visits >= 5` and `lead.extra.rate > 2.5`
 * work for both. Arithmetic does not mix them: write `double(lead.extra.rate) * 2.0`.
 */
import type { ASTNode, Environment, ParseResult } from "@marcbachmann/cel-js";
import type { Lists } from "./attributeTest.ts";
import { Evaluation, environmentOf, OUTCOME } from "./celEnvironment.ts";
import { celFault } from "./celFault.ts";
import { type Fault, nameFaults, type Place } from "./conditionNames.ts";
import { isAttribute, needsCel, type Outcome, planOf, run } from "./conditionPlan.ts";
import { dottedPath, usesOf } from "./conditionReads.ts";
import { type Getter, getterOf, type PreparedFacts, prepared } from "./facts.ts";
import { observedAt } from "./observed.ts";
import { traced } from "./traced.ts";
import type { Condition, Facts, JsonValue, Verdict } from "./types.ts";

type ConditionResult =
  | { readonly ok: true; readonly condition: Condition; readonly ast: ASTNode }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export interface ConditionCompiler {
  compile(text: string, place: Place): ConditionResult;
}

const PREFIX = `${OUTCOME}(`;

const TRUE: Verdict = { is: "true" };
const FALSE: Verdict = { is: "false" };

/** A compiler for the conditions of one policy, which may use its lists. */
export function conditionCompiler(lists: Lists): ConditionCompiler {
  const environment = environmentOf(lists);
  return {
    compile(text, place) {
      try {
        return compile(environment, lists, text, place);
      } catch (error) {
        return { ok: false, faults: [celFault(error, 0, text)] };
      }
    },
  };
}

function compile(environment: Environment, lists: Lists, text: string, place: Place): ConditionResult {
  const ast = environment.parse(text).ast;
  const uses = usesOf(ast);
  const faults = nameFaults(uses, place, lists);
  const reserved = uses.calls.find((call) => call.name === OUTCOME);
  if (reserved !== undefined) {
    return {
      ok: false,
      faults: [{ index: reserved.at, what: `there is no function '${OUTCOME}'`, todo: "remove it" }],
    };
  }
  if (faults.length > 0) return { ok: false, faults };

  // The line break keeps a comment at the end of the condition from swallowing the bracket.
  const program = environment.parse(`${PREFIX}${text}\n)`);
  const checked = program.check();
  if (!checked.valid) return { ok: false, faults: [celFault(checked.error, PREFIX.length, text)] };

  const getters = new Map<string, Getter>();
  for (const { path } of uses.reads) {
    if (isAttribute(path[0]?.name))
      getters.set(dottedPath(path), getterOf(path.map((segment) => segment.name)));
  }
  return { ok: true, condition: new CompiledCondition(text, getters, evaluatorOf(program, lists)), ast };
}

type Evaluate = (facts: PreparedFacts) => Outcome;

/** A plan that needs no CEL is run as it is; any other through the macro, which has the evaluator to hand. */
function evaluatorOf(program: ParseResult, lists: Lists): Evaluate {
  const call = program.ast;
  const condition = call.op === "call" ? call.args[1][0] : undefined;
  if (condition === undefined) throw new Error(`${OUTCOME} lost its condition`);
  const plan = planOf(condition, lists);
  if (needsCel(plan)) return (facts) => program(new Evaluation(facts, plan)) as Outcome;
  return (facts) => run(plan, facts, null);
}

class CompiledCondition implements Condition {
  readonly text: string;
  readonly reads: readonly string[];
  readonly #getters: readonly (readonly [name: string, get: Getter])[];
  readonly #evaluate: Evaluate;

  constructor(text: string, getters: ReadonlyMap<string, Getter>, evaluate: Evaluate) {
    this.text = text;
    this.reads = [...getters.keys()];
    this.#getters = [...getters];
    this.#evaluate = evaluate;
  }

  evaluate(facts: Facts): Verdict {
    const outcome = this.#evaluate(prepared(facts));
    if (typeof outcome === "boolean") return outcome ? TRUE : FALSE;
    return outcome;
  }

  read(facts: Facts): Record<string, JsonValue> {
    const values: Record<string, JsonValue> = {};
    for (const [name, get] of this.#getters) {
      const value = get(prepared(facts));
      if (value !== undefined) values[name] = traced(value);
    }
    return values;
  }

  youngest(facts: Facts): number | null {
    let youngest: number | null = null;
    for (const [name, get] of this.#getters) {
      if (get(prepared(facts)) === undefined) continue;
      const at = observedAt(name, prepared(facts));
      if (at !== null && (youngest === null || at > youngest)) youngest = at;
    }
    return youngest;
  }
}
