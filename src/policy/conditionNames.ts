import { FREE, fieldsBelow, NAMED } from "./attributes.ts";
import type { Call, Read, Segment, Uses } from "./conditionReads.ts";
import { nearest, suggest } from "./nearest.ts";
import { printable } from "./problem.ts";

/** Where a condition stands: that decides what is known when it is evaluated. */
export type Place = "enrichment" | "lane" | "score" | "icp" | "check" | "review" | "tier";

/** Conditions that are asked once the rules have given their points. */
const WITH_SCORE: ReadonlySet<Place> = new Set<Place>(["icp", "check", "review", "tier"]);

export interface Fault {
  /** The character of the condition's text that the fault is about. */
  readonly index: number;
  readonly what: string;
  readonly todo: string;
}

const ROOTS = ["lead", "company", "account", "signals", "history", "lists", "score", "now"];
/** Names of CEL itself: types, and the namespaces of optional values and of `cel.bind`. */
const LANGUAGE = new Set(
  "string bool int uint double map list bytes null_type type optional cel timestamp duration dyn google".split(
    " ",
  ),
);

/** Says which names in a condition are misspelt, not known at this place, or not part of this version. */
export function nameFaults(uses: Uses, place: Place, lists: ReadonlyMap<string, unknown>): Fault[] {
  return [
    ...uses.calls.flatMap((call) => callFault(call) ?? []),
    ...uses.reads.flatMap((read) => readFault(read, place, lists) ?? []),
  ].sort((a, b) => a.index - b.index);
}

function callFault(call: Call): Fault | null {
  if (call.name !== "matches") return null;
  return {
    index: call.at,
    what: "'matches' is neither RE2 nor safe here",
    todo: 'write text.re2("(?i)…"), which always finishes in linear time',
  };
}

function readFault({ path }: Read, place: Place, lists: ReadonlyMap<string, unknown>): Fault | null {
  const [root, second] = path;
  if (root === undefined) return null;
  switch (root.name) {
    case "lists":
      if (second === undefined || lists.has(second.name)) return null;
      return unknown(second, `there is no list '${printable(second.name)}'`, [...lists.keys()]);
    case "score":
      if (WITH_SCORE.has(place)) return null;
      return {
        index: root.at,
        what: "the score is not known yet here",
        todo: "use it in icp, checks, a source's review or tiers",
      };
    case "tier":
      return { index: root.at, what: "the tier is not known here", todo: "the tiers themselves decide it" };
    case "now":
      return null;
  }
  if (!ROOTS.includes(root.name)) {
    return LANGUAGE.has(root.name) ? null : unknown(root, `there is no '${printable(root.name)}'`, ROOTS);
  }
  const above = [root.name];
  for (const segment of path.slice(1)) {
    const fields = fieldsBelow(above);
    if (fields === FREE) return null;
    const parent = printable(above.join("."));
    if (fields === undefined) return unknown(segment, `${parent} has nothing below it`, []);
    if (fields !== NAMED && !Object.hasOwn(fields, segment.name)) {
      return unknown(segment, `${parent} has no '${printable(segment.name)}'`, Object.keys(fields));
    }
    above.push(segment.name);
  }
  return null;
}

function unknown(segment: Segment, what: string, known: readonly string[]): Fault {
  return { index: segment.at, what, todo: suggest(segment.name, known) };
}

/** The function a person probably meant; null where none is near. */
export function nearestFunction(name: string): string | null {
  return nearest(name, [
    "hasWord",
    "domainMatches",
    "re2",
    "has",
    "size",
    "startsWith",
    "endsWith",
    "contains",
    "lowerAscii",
  ]);
}
