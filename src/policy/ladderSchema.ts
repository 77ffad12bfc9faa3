import { z } from "zod";
import { validDurationMs } from "./duration.ts";
import {
  duration,
  expected,
  isEmpty,
  listOf,
  maybe,
  oneOf,
  say,
  section,
  unlessUsual,
} from "./schemaParts.ts";

interface LadderRules {
  /** Steps after which the lead is elsewhere: nothing may follow them. */
  readonly ends: readonly string[];
  /** Why the ladder must close with one of `ends`; absent where it need not. */
  readonly mustEnd?: string;
}

/**
 * A ladder: a list of `{after, do}`, or `{clock, steps}` where it has a clock of its own. Left out or empty it takes
 * the default steps, or is refused where there are none. Steps stand in ascending order of `after`, which always counts from the ladder's start.
 */
function ladderSchema<const Do extends string>(
  verbs: readonly Do[],
  defaults: readonly { after: string; do: Do }[] | null,
  rules: LadderRules,
) {
  const steps = listOf(section({ after: duration(), do: oneOf(verbs) }), "steps", 50).check((context) => {
    const refuse = (index: number, key: "after" | "do", message: string) =>
      context.issues.push({ code: "custom", input: context.value[index], path: [index, key], message });
    for (const [index, step] of context.value.entries()) {
      const before = context.value[index - 1];
      if (before === undefined) continue;
      if (rules.ends.includes(before.do)) {
        refuse(index, "do", say(`comes after ${before.do}, which ends the ladder`, `put ${before.do} last`));
        return;
      }
      if (validDurationMs(step.after) <= validDurationMs(before.after)) {
        refuse(
          index,
          "after",
          say(
            `${step.after} is not later than the step before, at ${before.after}`,
            "count every step from the start, ascending",
          ),
        );
        return;
      }
    }
    if (defaults === null && context.value.length === 0) {
      const message = say("has no steps", `add them, such as { after: 4h, do: ${verbs[0]} }`);
      context.issues.push({ code: "custom", input: context.value, path: [], message });
    }
    const last = context.value.at(-1);
    if (rules.mustEnd !== undefined && last !== undefined && !rules.ends.includes(last.do)) {
      refuse(context.value.length - 1, "do", say(`the ladder ends with ${last.do}`, rules.mustEnd));
    }
  });
  return z.preprocess(
    (value) => {
      if (isEmpty(value)) return { steps: defaults ?? [] };
      if (Array.isArray(value)) return { steps: value };
      return value;
    },
    section({
      clock: maybe(oneOf(["business", "wall"])),
      steps: z.preprocess((value) => (isEmpty(value) ? (defaults ?? []) : value), steps),
    }),
  );
}

/** What happens to an override that waits for a second approver, where the policy says nothing of it. */
export const OVERRIDE_LADDER: { steps: { after: string; do: "remind" | "reject" }[] } = {
  steps: [
    { after: "4h", do: "remind" },
    { after: "24h", do: "reject" },
  ],
};

const BUILT_IN = {
  offer: ladderSchema(
    ["overdue", "tank", "overflow"],
    [
      { after: "2h", do: "overdue" },
      { after: "4h", do: "tank" },
    ],
    { ends: ["tank", "overflow"] },
  ),
  tank: ladderSchema(["remind", "overflow"], [{ after: "4h", do: "overflow" }], {
    ends: ["overflow"],
    mustEnd: "a lead that nobody claims needs an owner: the last step is do: overflow",
  }),
  overflow: ladderSchema(
    ["remind", "escalate"],
    [
      { after: "30m", do: "remind" },
      { after: "2h", do: "escalate" },
    ],
    { ends: [] },
  ),
  override: unlessUsual(
    ladderSchema(["remind", "reject"], OVERRIDE_LADDER.steps, {
      ends: ["reject"],
      mustEnd: "an override that nobody approves must come to an end: the last step is do: reject",
    }),
    OVERRIDE_LADDER,
  ),
};

export const BUILT_IN_LADDERS: readonly string[] = Object.keys(BUILT_IN);

const review = ladderSchema(["remind", "escalate", "approve", "reject"], null, {
  ends: ["approve", "reject"],
});

/** Beside the ladders that every policy has, one for each queue of reviewers, by the queue's name. */
export const laddersSchema = z.preprocess(
  (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).filter(([key, ladder]) => BUILT_IN_LADDERS.includes(key) || !isEmpty(ladder)),
    );
  },
  z
    .object(BUILT_IN, { error: expected("a mapping", "offer: [{ after: 2h, do: overdue }]") })
    .catchall(review),
);
