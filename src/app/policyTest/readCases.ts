// A file of cases → leads that can be decided: each is read by the intake, as if it had been posted.
import type { Instant } from "../../clock.ts";
import { instant } from "../../clock.ts";
import type { Submission } from "../../domain/person.ts";
import { readLead } from "../../intake/readLead.ts";
import type { CaseSignal } from "../../policy/caseSignals.ts";
import type { Expectation } from "../../policy/casesSchema.ts";
import { type PlacedCase, parseCases } from "../../policy/parseCases.ts";
import { inFileOrder, type Located } from "../../policy/schemaProblems.ts";
import type { Problem } from "../../policy/types.ts";

/** One lead, and what is expected of it. */
export interface Case {
  readonly name: string;
  readonly line: number;
  readonly col: number;
  readonly source: string;
  /** When the lead is decided; null: the time of the test. */
  readonly at: Instant | null;
  readonly externalId: string;
  readonly submission: Submission;
  /** What is known beside what the lead brings. */
  readonly signals: readonly CaseSignal[];
  readonly expect: Expectation;
}

export type Cases =
  | { readonly ok: true; readonly cases: readonly Case[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The cases in a text; `file` names it in problems, of which every one is given, in the file's order. */
export function readCases(text: string, file: string): Cases {
  const parsed = parseCases(text, file);
  if (!parsed.ok) return parsed;
  const found: Located[] = [];
  const cases = parsed.cases.flatMap((placed, index) => {
    const read = readOne(placed, index);
    if ("name" in read) return [read];
    found.push(...read.faults);
    return [];
  });
  return found.length > 0 ? { ok: false, problems: inFileOrder(found) } : { ok: true, cases };
}

function readOne(placed: PlacedCase, index: number): Case | { readonly faults: readonly Located[] } {
  const { name, line, col, source, at, lead, signals = [], expect } = placed;
  // No rule needs to look at the external id, and a case is clearer without one.
  const read = readLead({ externalId: `case-${index + 1}`, ...lead }, source);
  if (read.ok) {
    const { externalId, submission } = read.arrival;
    const when = at === undefined ? null : instant(Date.parse(at));
    return { name, line, col, source, at: when, externalId, submission, signals, expect };
  }
  if (read.code === "wrong_source") {
    return {
      faults: [placed.fault("source", `is not the case's source, '${source}'`, "leave it out of the lead")],
    };
  }
  return {
    faults: read.errors.map(({ path, message }) => {
      const [what = message, todo = "correct it"] = message.split(/; (.*)/s);
      return placed.fault(path, what, todo);
    }),
  };
}
