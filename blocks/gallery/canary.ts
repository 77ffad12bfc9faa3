// The cards and answers about a canary, in each of its states.
import type { CanaryStory } from "../../src/domain/canary.ts";
import type { Tallies } from "../../src/domain/rulesEvents.ts";
import { sayNotAllowed } from "../answers.ts";
import { renderPolicy, sayNoCanary, sayUnfit } from "../policyAnswer.ts";
import { renderPolicyCard } from "../policyCard.ts";
import type { Chapter } from "./entries.ts";
import { at, MORGAN, view } from "./samples.ts";

const DAY = 24 * 60;

function tallies(canary: number, disqualified: number): Tallies {
  return {
    canary: { leads: canary, overridden: 0, disqualified, exceptions: 0 },
    control: { leads: 9 * canary, overridden: canary >> 2, disqualified: 2 * canary, exceptions: 1 },
  };
}

/** A canary of a tenth of the leads; running for two days unless it is said otherwise. */
export function canary(more: Partial<CanaryStory> = {}): CanaryStory {
  return {
    ref: { version: 4, hash: "9f2c41d07be35a18".repeat(4) },
    control: 3,
    share: 0.1,
    by: "Dana",
    note: "Fewer students, more warehouses",
    since: at(-2 * DAY),
    until: at(5 * DAY),
    guards: { overrideRate: 0.5, disqualifiedRate: 0.5, exceptionRate: 1 },
    tallies: tallies(41, 9),
    end: null,
    ...more,
  };
}

const ending = { at: at(-30), by: "U0STEWARD", fromSlack: true, note: "", because: null } as const;
export const ends: Readonly<Record<"guard" | "promoted" | "rolledBack", CanaryStory>> = {
  guard: canary({
    tallies: tallies(64, 26),
    end: {
      ...{ how: "rolled_back", at: at(-30), by: "guard", fromSlack: false, note: "" },
      because: { guard: "disqualified_rate", allowed: 0.5 },
    },
  }),
  promoted: canary({ end: { ...ending, how: "promoted" } }),
  rolledBack: canary({
    end: { ...ending, how: "rolled_back", by: "Dana", fromSlack: false, note: "The list of fairs was wrong" },
  }),
};

const inForce = { version: 3, hash: "0193abcd".repeat(8), by: "Dana", note: "Autumn", at: at(-40 * DAY) };
const card = (title: string, story: CanaryStory) => ({ title, made: renderPolicyCard(story, view) });

export const canaryChapter: Chapter = {
  title: "Canary",
  where: "each steward's direct message; /leads policy",
  entries: [
    card("Just begun", canary({ since: at(0), until: at(7 * DAY), tallies: tallies(0, 0) })),
    card("Under way", canary()),
    card("Its time is over", canary({ since: at(-7 * DAY), until: at(0), tallies: tallies(144, 30) })),
    card("Rolled back by a guard", ends.guard),
    card("Promoted", ends.promoted),
    card("Rolled back by somebody", ends.rolledBack),
    { title: "/leads policy", made: renderPolicy({ inForce, canary: canary(), mayRelease: false }, view) },
    {
      title: "/leads policy, without a canary",
      made: renderPolicy({ inForce, canary: null, mayRelease: true }, view),
    },
    { title: "Pressed too late", made: sayNoCanary(4, "rolled_back") },
    {
      title: "The team has changed",
      made: sayUnfit(4, [
        {
          ...{ file: "team version 5", line: 1, col: 1, path: "channels.triage", what: "is missing" },
          todo: "add triage: and the channel's id, such as C0TRIAGE",
        },
      ]),
    },
    { title: "No steward", made: sayNotAllowed("release", [MORGAN]) },
  ],
};
