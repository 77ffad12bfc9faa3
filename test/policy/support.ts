import {
  type CompiledPolicy,
  type Condition,
  type Facts,
  type FactsInput,
  formatProblem,
  parsePolicy,
  parseTeam,
  prepareFacts,
  type Team,
} from "../../src/policy/index.ts";

/** The least a policy must say, with `more` added or put in its place. */
export function policyDocument(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    version: 1,
    score: { rules: [] },
    tiers: [{ id: "1", when: "true" }],
    route: { by: ["territory"] },
    ladders: {},
    ...more,
  };
}

export function policyOf(more: Record<string, unknown> = {}): CompiledPolicy {
  return accepted(JSON.stringify(policyDocument(more)));
}

export function accepted(text: string): CompiledPolicy {
  const result = parsePolicy(text, "policy.yml");
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join("\n"));
  return result.policy;
}

export function acceptedTeam(text: string): Team {
  const result = parseTeam(text, "team.yml");
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join("\n"));
  return result.team;
}

/** What a person reads about a policy, a line a problem, without the carets. */
export function refusals(text: string): string[] {
  const result = parsePolicy(text, "policy.yml");
  return result.ok ? [] : result.problems.map((problem) => formatProblem(problem).split("\n")[0] ?? "");
}

export function teamRefusals(text: string): string[] {
  const result = parseTeam(text, "team.yml");
  return result.ok ? [] : result.problems.map(formatProblem);
}

const LISTS = { competitors: ["rival.example"], student_domains: ["*.edu", "*.ac.uk"] };

/** The condition `when` as a criterion (which knows the score) of a policy with `LISTS`. */
export function conditionOf(when: string): Condition {
  const [criterion] = policyOf({ lists: LISTS, icp: [{ id: "it", when }] }).icp;
  if (criterion === undefined) throw new Error("no criterion");
  return criterion.when;
}

/** What is wrong with the condition `when`, as the line a person reads after the path. */
export function faultOf(when: string): string {
  const text = JSON.stringify(policyDocument({ lists: LISTS, icp: [{ id: "it", when }] }));
  const [first = ""] = refusals(text);
  return first.replace(/^.*?when: /, "");
}

export interface FactsOverrides {
  readonly lead?: Partial<FactsInput["lead"]>;
  readonly company?: FactsInput["company"];
  readonly history?: Partial<FactsInput["history"]>;
  readonly account?: FactsInput["account"];
  readonly signals?: FactsInput["signals"];
  /** By the key of the signal. */
  readonly observed?: Readonly<Record<string, string>>;
  readonly now?: string;
}

export function factsOf({ lead, company, history, now, ...more }: FactsOverrides = {}): Facts {
  const { observed = {}, account = null, signals = null } = more;
  return prepareFacts({
    lead: { source: "website", externalId: "1", ...lead },
    company: company ?? {},
    account,
    signals,
    observedAt: (key) => (observed[key] === undefined ? null : Date.parse(observed[key])),
    history: { cycle: 1, ...history },
    now: Date.parse(now ?? "2026-03-02T10:00:00Z"),
  });
}

/** `true`, `false`, or `missing: a, b`. */
export function verdict(when: string, facts: Facts): string {
  const result = conditionOf(when).evaluate(facts);
  return result.is === "missing" ? `missing: ${result.missing.join(", ")}` : result.is;
}
