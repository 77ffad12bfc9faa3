// Checks, triage and the reviews of sources: what of them can never take effect, or takes every lead.
import type { PolicyDocument } from "../policySchema.ts";
import { printable } from "../problem.ts";
import type { Path } from "../yamlFile.ts";
import type { Finding, Findings } from "./checkReach.ts";
import { type Entry, inWords, isContradiction, neverMatches, writtenOut } from "./entry.ts";
import { ALL, intersection, isWithin, range, type WholeNumbers } from "./wholeNumbers.ts";

type Check = NonNullable<PolicyDocument["checks"]>[number] & Entry;

/** `scores`: those that leads can have when checks are asked. */
export function checkFindings(checks: readonly Check[], scores: WholeNumbers): Findings {
  const faults: Finding[] = [];
  const remarks: Finding[] = [];
  for (const [index, check] of checks.entries()) {
    const path: Path = ["checks", index, "when"];
    const name = `check '${printable(check.id)}'`;
    const literal = writtenOut(check);
    if (literal === true) {
      const what = `${name} is switched off: every lead passes`;
      remarks.push({ path, what, todo: "remove it when it is not coming back" });
    } else if (literal === false && check.else === "hold") {
      remarks.push({
        path,
        what: `${name} holds every lead`,
        todo: "say which leads pass, unless it is meant",
      });
    } else if (literal === false || isContradiction(check)) {
      const fate = check.else === "hold" ? "held" : "suppressed";
      faults.push({
        path,
        what: `no lead passes ${name}: every one is ${fate}`,
        todo: "say which leads pass",
      });
    } else if (scores.length > 0 && isWithin(scores, check.truth.score.mustBeTrue)) {
      const what = `${name} can never fail: the scores that come to it are ${inWords(scores)}`;
      faults.push({ path, what, todo: "correct or remove it" });
    }
  }
  return { faults, remarks };
}

/** `reviews`: the conditions of the sources that have one, each with the source's id. */
export function reviewFindings(reviews: readonly Entry[], scores: WholeNumbers): Findings {
  const path = (id: string): Path => ["sources", id, "review", "when"];
  return {
    faults: reviews.flatMap((review) => {
      if (writtenOut(review) === false) return [];
      const what = neverMatches("the review of source", review, scores);
      return what === null ? [] : [{ path: path(review.id), what, todo: "correct or remove it" }];
    }),
    remarks: reviews.flatMap((review) => {
      if (writtenOut(review) !== false) return [];
      const what = `the review of source '${printable(review.id)}' is switched off`;
      return [{ path: path(review.id), what, todo: "remove it when it is not coming back" }];
    }),
  };
}

export function triageFindings({ triage, score }: PolicyDocument, scores: WholeNumbers): Findings {
  if (triage === undefined) return { faults: [], remarks: [] };
  const [from, to] = triage.between;
  const path: Path = ["triage", "between"];
  if (intersection(range(from, to), scores).length === 0) {
    const what = `no lead has such a score: those that come here are ${inWords(scores)}`;
    return { faults: [{ path, what, todo: "put it where leads are, or remove triage" }], remarks: [] };
  }
  if (to >= score.minimum || scores === ALL) return { faults: [], remarks: [] };
  const what = `a lead that is approved goes to nurture all the same: ${to} is below score.minimum, ${score.minimum}`;
  return { faults: [], remarks: [{ path, what, todo: "lower score.minimum, or raise between" }] };
}
