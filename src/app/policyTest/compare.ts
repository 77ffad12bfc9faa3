// What a case expected against what became of it. Only what a case names is looked at, and that exactly.
import { type Trace, tierOfOutcome } from "../../domain/trace.ts";
import type { Expectation } from "../../policy/casesSchema.ts";
import { nearest } from "../../policy/nearest.ts";
import type { CompiledPolicy, Rep, Team } from "../../policy/types.ts";
import type { Decided, Routing } from "./decideCase.ts";

/** One thing that is not as expected, in words that follow "expected" and "got". */
export interface Mismatch {
  readonly what: keyof Expectation;
  readonly expected: string;
  readonly got: string;
}

interface Files {
  readonly policy: CompiledPolicy;
  readonly team: Team | null;
}

export function compare(expect: Expectation, decided: Decided, files: Files): Mismatch[] {
  const { trace } = decided;
  const { outcome, score } = trace;
  const tier = tierOf(trace);
  const found: Mismatch[] = [];
  const differs = (what: keyof Expectation, expected: string, got: string) =>
    found.push({ what, expected, got });

  if (expect.decision !== outcome.decision) differs("decision", expect.decision, outcome.decision);
  if (expect.tier !== undefined && expect.tier !== tier) {
    const hint = unknownName(
      expect.tier,
      "the policy has no such tier",
      files.policy.tiers.map(({ id }) => id),
    );
    differs("tier", `tier ${expect.tier}${hint}`, tier === null ? "no tier" : `tier ${tier}`);
  }
  const queue = outcome.decision === "review" ? outcome.queue : null;
  if (expect.queue !== undefined && expect.queue !== queue) {
    const hint = unknownName(expect.queue, "the policy has no such queue", queuesOf(files.policy));
    differs("queue", `queue ${expect.queue}${hint}`, queue === null ? "no review" : `queue ${queue}`);
  }
  if (expect.score !== undefined && expect.score !== score) {
    differs("score", `score ${expect.score}`, String(score));
  }
  if (expect.rules !== undefined) {
    const got = rulesOf(trace, expect.rules);
    if (!sameWords(expect.rules, got)) {
      const known = ruleIds(files.policy);
      const hints = expect.rules.map((id) => `${id}${unknownName(id, "the policy has no such rule", known)}`);
      differs("rules", `rules [${hints.join(", ")}]`, `[${got.join(", ")}]`);
    }
  }
  found.push(...compareRouting(expect, decided.routing, files.team));
  return found;
}

function compareRouting(expect: Expectation, routing: Routing | null, team: Team | null): Mismatch[] {
  const found: Mismatch[] = [];
  const none =
    team === null ? "no team to choose from (put team.yml beside the policy, or name one with --team)" : null;
  const { owner, pool_out: out } = expect;
  if (owner !== undefined) {
    const got = routing?.owner ?? null;
    // `nobody` expects that no rep could take the lead then.
    const right = owner === NOBODY ? team !== null && got === null : got !== null && isCalled(got, owner);
    if (!right) {
      const expected = `owner ${owner}${unknownRep(owner, team)}`;
      found.push({ what: "owner", expected, got: none ?? (got === null ? NOBODY : said(got)) });
    }
  }
  if (out !== undefined && (routing === null || !sameOut(out, routing.out))) {
    const expected = Object.entries(out).map(([rep, why]) => `${rep}${unknownRep(rep, team)}${because(why)}`);
    const got = [...(routing?.out ?? [])].map(([rep, why]) => `${said(rep)}${because(why)}`);
    found.push({
      what: "pool_out",
      expected: `pool_out {${expected.join(", ")}}`,
      got: none ?? `{${got.join(", ")}}`,
    });
  }
  return found;
}

const NOBODY = "nobody";

/** The tier of a lead that came to the tiers, or would after a yes; else null. */
export function tierOf({ outcome }: Trace): string | null {
  return tierOfOutcome(outcome);
}

/**
 * The rules that fired, the criteria and checks that failed. What only names the step that decided (`minimum`, `triage`,
 * `tier:3`) is among them where it is `asked` for: the decision itself says as much.
 */
function rulesOf(trace: Trace, asked: readonly string[]): string[] {
  const steps = new Set(
    ["minimum", "source", "triage", `tier:${tierOf(trace)}`].filter((step) => !asked.includes(step)),
  );
  return trace.why.map(({ rule }) => rule).filter((rule) => !steps.has(rule));
}

function queuesOf({ ladders }: CompiledPolicy): string[] {
  return [...ladders.reviews.keys()];
}

function ruleIds({ score, icp, checks, tiers }: CompiledPolicy): string[] {
  return [...score.rules, ...icp, ...checks]
    .map(({ id }) => id)
    .concat("minimum", "source", "triage", ...tiers.map(({ id }) => `tier:${id}`));
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word) => b.includes(word));
}

function sameOut(expected: NonNullable<Expectation["pool_out"]>, got: ReadonlyMap<Rep, string>): boolean {
  const entries = Object.entries(expected);
  const met = [...got].every(([rep, why]) =>
    entries.some(([name, wanted]) => isCalled(rep, name) && (wanted === "any" || wanted === why)),
  );
  return met && entries.every(([name]) => [...got.keys()].some((rep) => isCalled(rep, name)));
}

function isCalled(rep: Rep, name: string): boolean {
  return rep.slack === name || rep.name === name;
}

function said({ slack, name }: Rep): string {
  return `${slack} (${name})`;
}

function because(why: string): string {
  return why === "any" ? "" : `: ${why}`;
}

function unknownRep(name: string, team: Team | null): string {
  if (team === null || name === NOBODY || team.reps.some((rep) => isCalled(rep, name))) return "";
  return unknownName(
    name,
    "the team has no such rep",
    team.reps.flatMap(({ slack, name }) => [slack, name]),
  );
}

/** In brackets: that there is no such name at all, and the nearest that there is. Empty for a name that is known. */
function unknownName(name: string, what: string, known: readonly string[]): string {
  if (known.includes(name)) return "";
  const near = nearest(name, known);
  return ` (${what}${near === null ? "" : `; did you mean '${near}'?`})`;
}
