/**
 * What in a policy can never take effect, and what contradicts itself. A fault is certain: no lead whatever would be
 * decided by the rule in question. What may be meant as it is, is a remark.
 */
import type { ASTNode } from "@marcbachmann/cel-js";
import type { PolicyDocument } from "../policySchema.ts";
import { dotted, printable } from "../problem.ts";
import type { Path } from "../yamlFile.ts";
import { type Entry, entryOf, neverMatches, shadowsOf, writtenOut } from "./entry.ts";
import { type Gate, gateFindings } from "./gates.ts";
import { originFindings } from "./origins.ts";
import { remarksOnRules } from "./remarks.ts";
import { checkFindings, reviewFindings, triageFindings } from "./reviews.ts";
import { type ScoreRange, scoreRange } from "./scoreRange.ts";
import type { TextNumbers } from "./truth.ts";
import { ALL, range, type WholeNumbers } from "./wholeNumbers.ts";

export interface Finding {
  readonly path: Path;
  /** It is about the key at the end of the path, not about what it holds. */
  readonly key?: true;
  readonly what: string;
  readonly todo: string;
}

export interface Findings {
  readonly faults: readonly Finding[];
  readonly remarks: readonly Finding[];
}

/** `asts`: every condition by its dotted path. `written`: whether the file itself has a value there. */
export function checkReach(
  document: PolicyDocument,
  asts: ReadonlyMap<string, ASTNode>,
  written: (path: Path) => boolean,
): Findings {
  const texts: TextNumbers = new Map();
  const withCondition = <Item extends { id: string }>(item: Item, path: Path): Item & Entry => {
    const ast = asts.get(dotted([...path, "when"]));
    if (ast === undefined) throw new Error(`no condition of ${item.id}`);
    return entryOf(item, ast, texts);
  };
  const entriesOf = <Item extends { id: string }>(list: Path, items: readonly Item[]) =>
    items.map((item, index) => withCondition(item, [...list, index]));
  const rules = entriesOf(["score", "rules"], document.score.rules);
  const possible = scoreRange(rules);
  const thresholds = thresholdFaults(document, possible, written);
  // With a threshold that stops every lead all that follows would be reported, too: the threshold says it better.
  const stopped = thresholds.length > 0;
  const atIcp = possible === null ? ALL : range(possible.least, possible.most);
  const atChecks = stopped || possible === null ? ALL : scoresAtChecks(document, possible);
  const atTiers = stopped ? ALL : scoresAtTiers(document, possible);
  const reviews = Object.entries(document.sources).flatMap(([id, { review }]) =>
    review === undefined ? [] : [withCondition({ id }, ["sources", id, "review"])],
  );
  const lookups = (document.enrichment ?? []).flatMap((provider, index) =>
    provider.kind === "email" || provider.when === undefined
      ? []
      : [withCondition(provider, ["enrichment", index])],
  );
  const checks = entriesOf(["checks"], document.checks ?? []);
  const icp = entriesOf(["icp"], document.icp);
  const tiers = entriesOf(["tiers"], document.tiers);
  const tierFaults = firstMatchFaults("tier", ["tiers"], tiers, atTiers);
  const isAtFault = (path: Path) => tierFaults.some((fault) => dotted(fault.path) === dotted(path));
  const later = [
    originFindings(document, asts, lookups),
    gateFindings(
      [...gatesOf("check", checks), ...gatesOf("criterion", icp)],
      placed("tiers", tiers).filter(({ path }) => !isAtFault(path)),
      stopped ? ALL : atChecks,
    ),
    checkFindings(checks, atChecks),
    reviewFindings(reviews, atChecks),
    triageFindings(document, atChecks),
  ];
  return {
    faults: [
      ...firstMatchFaults("lane", ["lanes"], entriesOf(["lanes"], document.lanes), ALL),
      ...neverTrue("rule", ["score", "rules"], rules, ALL),
      ...thresholds,
      ...neverTrue("criterion", ["icp"], icp, atIcp),
      ...tierFaults,
      ...later.flatMap(({ faults }) => faults),
    ],
    remarks: [...remarksOnRules(document, rules, possible), ...later.flatMap(({ remarks }) => remarks)],
  };
}

function placed<Item>(list: string, items: readonly Item[]): (Item & { readonly path: Path })[] {
  return items.map((item, index) => ({ ...item, path: [list, index, "when"] }));
}

/** Those that every lead must meet: who fails a check that holds may be let pass by a person. */
function gatesOf(
  noun: Gate["noun"],
  items: readonly (Entry & { missing: "pass" | "fail"; else?: string })[],
): Gate[] {
  const list = noun === "check" ? "checks" : "icp";
  return placed(list, items).flatMap((item) => (item.else === "hold" ? [] : { ...item, noun }));
}

/** What is left when `suppress` has decided. */
function scoresAtChecks({ suppress }: PolicyDocument, { least, most }: ScoreRange): WholeNumbers {
  return range(Math.max(least, (suppress?.at ?? -Infinity) + 1), most);
}

/** What is left when `suppress` and `score.minimum` have decided. */
function scoresAtTiers({ score, suppress }: PolicyDocument, possible: ScoreRange | null): WholeNumbers {
  const least = Math.max(possible?.least ?? -Infinity, score.minimum, (suppress?.at ?? -Infinity) + 1);
  return range(least, possible?.most ?? Infinity);
}

function thresholdFaults(
  { score, suppress }: PolicyDocument,
  possible: ScoreRange | null,
  written: (path: Path) => boolean,
): Finding[] {
  const most = possible?.most ?? Infinity;
  if (suppress !== undefined && suppress.at >= most) {
    const what = `every lead is suppressed: no score is above ${most}`;
    return [{ path: ["suppress", "at"], what, todo: `put it below ${most}` }];
  }
  if (score.minimum > most) {
    const what = `no lead can reach ${score.minimum}: the rules give ${most} at most`;
    return [{ path: ["score", "minimum"], what, todo: "lower it, or give the rules more points" }];
  }
  if (suppress !== undefined && suppress.at >= score.minimum && written(["score", "minimum"])) {
    const what = `${suppress.at} is not below score.minimum, ${score.minimum}: a score that is high enough would be suppressed`;
    return [{ path: ["suppress", "at"], what, todo: `put it below ${score.minimum}` }];
  }
  return [];
}

/** Entries of which none can ever match. One that is switched off by `when: false` is none of them. */
function neverTrue(noun: string, list: Path, entries: readonly Entry[], scores: WholeNumbers): Finding[] {
  return entries.flatMap((entry, index) => {
    if (writtenOut(entry) === false) return [];
    const what = neverMatches(noun, entry, scores);
    return what === null ? [] : [{ path: [...list, index, "when"], what, todo: `correct or remove it` }];
  });
}

/** Entries of which the first that matches wins. */
function firstMatchFaults(
  noun: string,
  list: Path,
  entries: readonly Entry[],
  scores: WholeNumbers,
): Finding[] {
  return entries.flatMap((entry, index) => {
    const path = [...list, index, "when"];
    const never = neverMatches(noun, entry, scores);
    if (never !== null) return [{ path, what: never, todo: "correct or remove it" }];
    const shadows = shadowsOf(entry, entries.slice(0, index), scores);
    const [first] = shadows;
    if (first === undefined) return [];
    const names = shadows.map(({ id }) => `'${printable(id)}'`).join(" and ");
    const takers = `${noun}${shadows.length > 1 ? "s" : ""} ${names} take${shadows.length > 1 ? "" : "s"}`;
    const all = writtenOut(first) === true ? "everything" : "all that it asks for";
    const what = `${noun} '${printable(entry.id)}' is never reached, ${takers} ${all}`;
    return [{ path, what, todo: `put it before ${noun} '${printable(first.id)}', or remove it` }];
  });
}
