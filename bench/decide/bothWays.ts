// Conditions said twice, in Baton's CEL and for json-rules-engine, from one description: so that both sides of the
// comparison work out the same thing.
import type { ConditionProperties, NestedCondition } from "json-rules-engine";

export interface BothWays {
  readonly cel: string;
  readonly peer: NestedCondition;
}

/** The lists of the policy; to json-rules-engine's operators a list is known by its name. */
export type ListName = "competitors" | "free_mail" | "academic";

const quoted = (text: string) => JSON.stringify(text);
const listed = (texts: readonly string[]) => `[${texts.map(quoted).join(", ")}]`;
/** Facts are flat for json-rules-engine, its quickest form: a path would be worked out as JSONPath. */
const test = (fact: string, operator: string, value: unknown): ConditionProperties => ({
  fact,
  operator,
  value,
});

export function is(attribute: string, text: string): BothWays {
  return { cel: `${attribute} == ${quoted(text)}`, peer: test(attribute, "equal", text) };
}

export function atLeast(attribute: string, number: number): BothWays {
  return { cel: `${attribute} >= ${number}`, peer: test(attribute, "greaterThanInclusive", number) };
}

export function below(attribute: string, number: number): BothWays {
  return { cel: `${attribute} < ${number}`, peer: test(attribute, "lessThan", number) };
}

export function oneOf(attribute: string, texts: readonly string[]): BothWays {
  return { cel: `${attribute} in ${listed(texts)}`, peer: test(attribute, "in", texts) };
}

export function inList(attribute: string, list: ListName): BothWays {
  return { cel: `${attribute} in lists.${list}`, peer: test(attribute, "inList", list) };
}

export function hasWord(attribute: string, words: readonly string[]): BothWays {
  return {
    cel: `hasWord(${attribute}, ${listed(words)})`,
    peer: test(attribute, "hasWord", words.join("|")),
  };
}

export function domainIn(attribute: string, list: ListName): BothWays {
  return { cel: `domainMatches(${attribute}, lists.${list})`, peer: test(attribute, "domainMatches", list) };
}

export function both(left: BothWays, right: BothWays): BothWays {
  return { cel: `${left.cel} && ${right.cel}`, peer: { all: [left.peer, right.peer] } };
}

export function either(left: BothWays, right: BothWays): BothWays {
  return { cel: `(${left.cel} || ${right.cel})`, peer: { any: [left.peer, right.peer] } };
}
