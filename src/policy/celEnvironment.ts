/**
 * The CEL that conditions are written in: the declared attributes with their types, the policy's lists, the functions
 * beyond CEL, and a macro around the whole condition that works out its plan with CEL's evaluator to hand.
 */
import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import {
  ACCOUNT_FIELDS,
  BEHAVIOUR_FIELDS,
  COMPANY_FIELDS,
  CONSENT_FIELDS,
  HISTORY_FIELDS,
  LEAD_FIELDS,
} from "./attributes.ts";
import type { Lists } from "./attributeTest.ts";
import { type CelMacro, type MacroCall, registerFunctions } from "./celFunctions.ts";
import { type Plan, run } from "./conditionPlan.ts";
import { Account, Behaviour, Company, Consent, History, Lead, type PreparedFacts } from "./facts.ts";

/** The macro around a condition; its value is the outcome, and it is not for conditions themselves to call. */
export const OUTCOME = "outcomeOf";

class ListsOfPolicy {}

export function environmentOf(lists: Lists): Environment {
  const named = Object.assign(new ListsOfPolicy(), Object.fromEntries(lists));
  const listFields = Object.fromEntries([...lists.keys()].map((name) => [name, "list<string>"]));
  const environment = new Environment({
    enableOptionalTypes: true,
    limits: { maxAstNodes: 2_000, maxDepth: 60 },
  })
    .registerType("Consent", { ctor: Consent, fields: CONSENT_FIELDS })
    .registerType("Lead", { ctor: Lead, fields: LEAD_FIELDS })
    .registerType("Company", { ctor: Company, fields: COMPANY_FIELDS })
    .registerType("Account", { ctor: Account, fields: ACCOUNT_FIELDS })
    .registerType("Behaviour", { ctor: Behaviour, fields: BEHAVIOUR_FIELDS })
    .registerType("History", { ctor: History, fields: HISTORY_FIELDS })
    .registerType("Lists", { ctor: ListsOfPolicy, fields: listFields })
    .registerVariable("lead", "Lead")
    .registerVariable("company", "Company")
    .registerVariable("account", "Account")
    .registerVariable("signals", "map<string, map<string, Behaviour>>")
    .registerVariable("history", "History")
    .registerVariable("now", "google.protobuf.Timestamp")
    .registerVariable("score", "int")
    .registerConstant("lists", "Lists", named);
  registerFunctions(environment);
  return environment.registerFunction(`${OUTCOME}(ast): bool`, outcomeMacro, { async: false });
}

/** CEL's context for one evaluation: the names that conditions see, and for the macro what it is to run. */
export class Evaluation {
  readonly lead: Lead;
  readonly company: Company;
  readonly account: Account;
  readonly signals: ReadonlyMap<string, unknown>;
  readonly history: History;
  readonly now: Date | undefined;
  readonly score: bigint | undefined;
  readonly facts: PreparedFacts;
  readonly plan: Plan;

  constructor(facts: PreparedFacts, plan: Plan) {
    this.lead = facts.lead;
    this.company = facts.company;
    this.account = facts.account;
    this.signals = facts.signals;
    this.history = facts.history;
    this.now = facts.now;
    this.score = facts.score;
    this.facts = facts;
    this.plan = plan;
  }
}

function outcomeMacro({ args }: MacroCall): CelMacro {
  const condition = args[0] as ASTNode;
  return {
    typeCheck(checker, _macro, context) {
      const type = checker.check(condition, context);
      if (type.name !== "bool" && type.kind !== "dyn") {
        throw checker.createError("not_bool", `the condition is ${type.name}, not true or false`, condition);
      }
      return checker.getType("bool");
    },
    evaluate(evaluator, _macro, context) {
      const plan = context.getValue("plan") as Plan;
      return run(plan, context.getValue("facts") as PreparedFacts, { evaluator, context });
    },
  };
}
