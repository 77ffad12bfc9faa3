import type { ASTNode } from "@marcbachmann/cel-js";
import { type ConditionCompiler, conditionCompiler } from "./condition.ts";
import type { Fault, Place } from "./conditionNames.ts";
import { dotted } from "./problem.ts";
import type { Condition } from "./types.ts";
import { below, entriesOf } from "./values.ts";
import type { Path } from "./yamlFile.ts";

interface ConditionFault {
  readonly path: Path;
  readonly text: string;
  readonly fault: Fault;
}

interface PolicyConditions {
  /** By dotted path, such as `score.rules[2].when`. */
  readonly conditions: ReadonlyMap<string, Condition>;
  /** What each says, for asking whether it can ever hold. */
  readonly asts: ReadonlyMap<string, ASTNode>;
  readonly faults: readonly ConditionFault[];
}

/** Where conditions stand in a policy: in the `when` of every entry there, or of what `below` names in it. */
const SITES: readonly { readonly entries: Path; readonly below: Path; readonly place: Place }[] = [
  { entries: ["sources"], below: ["review"], place: "review" },
  { entries: ["enrichment"], below: [], place: "enrichment" },
  { entries: ["lanes"], below: [], place: "lane" },
  { entries: ["score", "rules"], below: [], place: "score" },
  { entries: ["icp"], below: [], place: "icp" },
  { entries: ["checks"], below: [], place: "check" },
  { entries: ["tiers"], below: [], place: "tier" },
];

/**
 * Compiles every condition of a document that need not be valid otherwise, so that a mistake in a condition and one
 * elsewhere are reported together.
 */
export function policyConditions(document: unknown): PolicyConditions {
  const compiler: ConditionCompiler = conditionCompiler(listsOf(document));
  const conditions = new Map<string, Condition>();
  const asts = new Map<string, ASTNode>();
  const faults: ConditionFault[] = [];
  for (const site of SITES) {
    for (const [key, entry] of entriesOf(below(document, site.entries))) {
      const text = conditionText(below(entry, [...site.below, "when"]));
      if (text === null) continue;
      const path = [...site.entries, key, ...site.below, "when"];
      const result = compiler.compile(text, site.place);
      if (result.ok) {
        conditions.set(dotted(path), result.condition);
        asts.set(dotted(path), result.ast);
      } else for (const fault of result.faults) faults.push({ path, text, fault });
    }
  }
  return { conditions, asts, faults };
}

/** `when: true` without quotes means the condition `true`. Anything but a text is the schema's to refuse. */
function conditionText(value: unknown): string | null {
  if (typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" && value.length <= 4_000 ? value : null;
}

function listsOf(document: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const lists = below(document, ["lists"]);
  if (typeof lists !== "object" || lists === null || Array.isArray(lists)) return new Map();
  return new Map(
    Object.entries(lists)
      .filter(([name]) => /^[A-Za-z]\w*$/.test(name) && name !== "constructor")
      .map(([name, items]) => [
        name,
        new Set(Array.isArray(items) ? items.filter((item) => typeof item === "string") : []),
      ]),
  );
}
