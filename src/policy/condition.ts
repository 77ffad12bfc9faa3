/**
 * Conditions: CEL text, checked against the declared attributes and made ready to be evaluated for any lead.
 *
 * Numbers: `company.employees`, `history.cycle` and `score` are `int`. In `lead.extra` a whole JSON number is `int` and
 * any other `double`; CEL compares the two with each other, so `lead.extra.visits >= 5` and `lead.extra.rate > 2.5`
 * work for both. Arithmetic does not mix them: write `double(lead.extra.rate) * 2.0`.
 */
import { type ASTNode, TypeError as CelTypeError, Environment, ParseError } from "@marcbachmann/cel-js";
import { COMPANY_FIELDS, CONSENT_FIELDS, HISTORY_FIELDS, LEAD_FIELDS } from "./attributes.ts";
import { type CelMacro, type MacroCall, registerFunctions } from "./celFunctions.ts";
import { type Fault, nameFaults, nearestFunction, type Place } from "./conditionNames.ts";
import { isAttribute, type Lists, type Outcome, planOf, run } from "./conditionPlan.ts";
import { dottedPath, usesOf } from "./conditionReads.ts";
import { Company, Consent, History, Lead, prepared, traced, valueBelow } from "./facts.ts";
import { printable } from "./problem.ts";
import type { Condition, Facts, JsonValue, Verdict } from "./types.ts";

export type ConditionResult =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export interface ConditionCompiler {
  compile(text: string, place: Place): ConditionResult;
}

/** The macro around a condition; its value is the outcome, and it is not for conditions themselves to call. */
const OUTCOME = "outcomeOf";
const PREFIX = `${OUTCOME}(`;

const TRUE: Verdict = { is: "true" };
const FALSE: Verdict = { is: "false" };

class ListsOfPolicy {}

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

  const paths = new Map<string, readonly string[]>();
  for (const { path } of uses.reads) {
    if (isAttribute(path[0]?.name)) {
      paths.set(
        dottedPath(path),
        path.map((segment) => segment.name),
      );
    }
  }
  return { ok: true, condition: new CompiledCondition(text, paths, program as (facts: unknown) => Outcome) };
}

class CompiledCondition implements Condition {
  readonly text: string;
  readonly reads: readonly string[];
  readonly #paths: ReadonlyMap<string, readonly string[]>;
  readonly #program: (facts: unknown) => Outcome;

  constructor(
    text: string,
    paths: ReadonlyMap<string, readonly string[]>,
    program: (facts: unknown) => Outcome,
  ) {
    this.text = text;
    this.reads = [...paths.keys()];
    this.#paths = paths;
    this.#program = program;
  }

  evaluate(facts: Facts): Verdict {
    const outcome = this.#program(facts);
    if (typeof outcome === "boolean") return outcome ? TRUE : FALSE;
    return outcome;
  }

  read(facts: Facts): Record<string, JsonValue> {
    const values: Record<string, JsonValue> = {};
    for (const [name, path] of this.#paths) {
      const value = valueBelow(prepared(facts), path);
      if (value !== undefined) values[name] = traced(value);
    }
    return values;
  }
}

function environmentOf(lists: Lists): Environment {
  const named = Object.assign(new ListsOfPolicy(), Object.fromEntries(lists));
  const listFields = Object.fromEntries([...lists.keys()].map((name) => [name, "list<string>"]));
  const environment = new Environment({
    enableOptionalTypes: true,
    limits: { maxAstNodes: 2_000, maxDepth: 60 },
  })
    .registerType("Consent", { ctor: Consent, fields: CONSENT_FIELDS })
    .registerType("Lead", { ctor: Lead, fields: LEAD_FIELDS })
    .registerType("Company", { ctor: Company, fields: COMPANY_FIELDS })
    .registerType("History", { ctor: History, fields: HISTORY_FIELDS })
    .registerType("Lists", { ctor: ListsOfPolicy, fields: listFields })
    .registerVariable("lead", "Lead")
    .registerVariable("company", "Company")
    .registerVariable("history", "History")
    .registerVariable("now", "google.protobuf.Timestamp")
    .registerVariable("score", "int")
    .registerConstant("lists", "Lists", named);
  registerFunctions(environment);
  return environment.registerFunction(`${OUTCOME}(ast): bool`, outcomeMacro(lists), { async: false });
}

function outcomeMacro(lists: Lists) {
  return ({ args }: MacroCall): CelMacro => {
    const condition = args[0] as ASTNode;
    const plan = planOf(condition, lists);
    return {
      typeCheck(checker, _macro, context) {
        const type = checker.check(condition, context);
        if (type.name !== "bool" && type.kind !== "dyn") {
          throw checker.createError(
            "not_bool",
            `the condition is ${type.name}, not true or false`,
            condition,
          );
        }
        return checker.getType("bool");
      },
      evaluate: (evaluator, _macro, context) => run(plan, evaluator, context),
    };
  };
}

/** What to do about the errors of cel-js, by its codes. */
const CURES: Readonly<Record<string, string>> = {
  not_bool: "compare it with something, such as == or >=",
  no_such_overload: "compare values of one type; has(…) tells whether there is a value",
  heterogeneous_list_element: "keep the entries of a list of one type",
  invalid_pattern: "correct the pattern; RE2 has neither look-around nor back-references",
  unterminated_string: "close the quote",
};

function celFault(error: unknown, shift: number, text: string): Fault {
  if (!(error instanceof ParseError) && !(error instanceof CelTypeError)) {
    return {
      index: 0,
      what: "the condition is too deeply nested or too long",
      todo: "split it into several rules",
    };
  }
  const start = error.code === "not_bool" ? 0 : (error.range?.start ?? shift) - shift;
  const index = Math.min(Math.max(start, 0), text.length);
  const called = /no matching overload for '(?:[^']*\.)?(\w+)\(/.exec(error.summary)?.[1];
  const meant = called === undefined ? null : nearestFunction(called);
  const todo =
    meant !== null && meant !== called
      ? `did you mean '${meant}'?`
      : (CURES[error.code] ?? "correct the CEL expression");
  return { index, what: printable(error.summary), todo };
}
