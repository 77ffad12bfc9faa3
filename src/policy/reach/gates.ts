// What leads must pass before they come to the tiers, taken together: criteria and checks that suppress. Two that ask for
// the opposite stop every lead, and a tier may ask for what they let nobody through with.
import { printable } from "../problem.ts";
import type { Path } from "../yamlFile.ts";
import type { Finding, Findings } from "./checkReach.ts";
import { type Entry, isContradiction } from "./entry.ts";
import { NUMBERS, type Truth } from "./truth.ts";
import { ALL, intersection, isWithin, type WholeNumbers } from "./wholeNumbers.ts";

/** A rule that every lead must meet. */
export interface Gate extends Entry {
  readonly noun: "criterion" | "check";
  readonly path: Path;
  readonly missing: "pass" | "fail";
}

/** `scores`: those that leads come with. One that contradicts itself is reported by itself, and left out here. */
export function gateFindings(
  gates: readonly Gate[],
  tiers: readonly (Entry & { readonly path: Path })[],
  scores: WholeNumbers,
): Findings {
  const faults: Finding[] = [];
  const remarks: Finding[] = [];
  const texts = gates.flatMap(({ textTruth }) => [...textTruth.keys()]);
  for (const name of new Set<string>([...NUMBERS, ...texts])) {
    const possible = name === "score" ? scores : ALL;
    const asking = gates.filter((gate) => asks(gate, name, possible));
    let left = possible;
    const passed: Gate[] = [];
    for (const gate of asking) {
      const through = intersection(left, canBeTrue(gate, name));
      if (through.length > 0) {
        left = through;
        passed.push(gate);
        continue;
      }
      const against = opposing(gate, passed, name, possible);
      const known = name === "score" || [gate, ...against].some(({ missing }) => missing === "fail");
      const who = known ? "no lead" : `no lead of known ${name}`;
      const what = `${who} meets ${called(gate)} and ${against.map(called).join(" and ")}`;
      (known ? faults : remarks).push({ path: gate.path, what, todo: "correct or remove one of them" });
    }
    // Where the gates stop everybody, that has been said; of the tiers nothing more can be.
    if (passed.length < asking.length) continue;
    for (const tier of tiers) {
      const wanted = intersection(possible, canBeTrue(tier, name));
      if (wanted.length === 0 || intersection(wanted, left).length > 0) continue;
      const against = opposing(tier, passed, name, possible).map(called).join(" and ");
      const what = `tier '${printable(tier.id)}' can never match: ${against} let${against.includes(" and ") ? "" : "s"} none of its leads through`;
      faults.push({ path: tier.path, what, todo: "correct one of them, or remove the tier" });
    }
  }
  return { faults, remarks };
}

/** For which values of an attribute the condition can be true: all, where it does not ask. */
function canBeTrue({ truth, textTruth }: Entry, name: string): WholeNumbers {
  return new Map<string, Truth>([...textTruth, ...Object.entries(truth)]).get(name)?.canBeTrue ?? ALL;
}

/** Whether a gate lets only some values through. */
function asks(gate: Gate, name: string, possible: WholeNumbers): boolean {
  if (isContradiction(gate)) return false;
  const through = intersection(possible, canBeTrue(gate, name));
  return through.length > 0 && !isWithin(possible, through);
}

/** The one that leaves nothing for `entry` by itself; all of them where only together they do. */
function opposing(
  entry: Entry,
  gates: readonly Gate[],
  name: string,
  possible: WholeNumbers,
): readonly Gate[] {
  const wanted = intersection(possible, canBeTrue(entry, name));
  const one = gates.find((gate) => intersection(wanted, canBeTrue(gate, name)).length === 0);
  return one ? [one] : gates;
}

function called({ noun, id }: Gate): string {
  return `${noun} '${printable(id)}'`;
}
