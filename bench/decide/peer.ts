// json-rules-engine's side: the same rules, with operators for what it does not bring along.
import { Engine, type EngineResult } from "json-rules-engine";
import type { Submission } from "../../src/domain/person.ts";
import { domainMatcher, wordMatcher } from "../../src/policy/wordMatch.ts";
import type { ListName } from "./bothWays.ts";
import { LISTS, RULES } from "./rules.ts";

export type PeerDecide = (submission: Submission) => Promise<EngineResult>;

/** Decides with the rules and the matchers that Baton has, prepared once, as Baton prepares them. */
export function peerDecider(): PeerDecide {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const sets = new Map(Object.entries(LISTS).map(([name, texts]) => [name, new Set<string>(texts)]));
  const domains = new Map(Object.entries(LISTS).map(([name, texts]) => [name, domainMatcher(texts)]));
  const words = new Map<string, (text: string) => boolean>();
  const wordsOf = (joined: string) => {
    const known = words.get(joined) ?? wordMatcher(joined.split("|"));
    words.set(joined, known);
    return known;
  };
  const text = (holds: (text: string, value: string) => boolean) => (fact: unknown, value: string) =>
    typeof fact === "string" && holds(fact, value);
  engine.addOperator(
    "inList",
    text((fact, list) => sets.get(list as ListName)?.has(fact) ?? false),
  );
  engine.addOperator(
    "domainMatches",
    text((fact, list) => domains.get(list as ListName)?.(fact) ?? false),
  );
  engine.addOperator(
    "hasWord",
    text((fact, joined) => wordsOf(joined)(fact)),
  );
  for (const { id, points, peer } of RULES) {
    const conditions = "all" in peer || "any" in peer ? peer : { all: [peer] };
    engine.addRule({ name: id, conditions, event: { type: id, params: { points } } });
  }
  return (submission) => engine.run(factsOf(submission));
}

export function firedIn({ events }: EngineResult): string[] {
  return events.map(({ type }) => type).sort();
}

/** Flat facts under the names of Baton's attributes. */
function factsOf({ company, utm, extra, ...lead }: Submission): Record<string, unknown> {
  const facts: Record<string, unknown> = { "lead.source": "website" };
  const put = (prefix: string, values: object) => {
    for (const [key, value] of Object.entries(values)) facts[`${prefix}.${key}`] = value;
  };
  put("lead", lead);
  put("company", company ?? {});
  put("lead.utm", utm ?? {});
  put("lead.extra", extra ?? {});
  facts["lead.emailDomain"] = lead.email?.slice(lead.email.lastIndexOf("@") + 1);
  return facts;
}
