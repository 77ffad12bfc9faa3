import { z } from "zod";
import { validDurationMs } from "./duration.ts";
import { duration, isEmpty, listOf, maybe, oneOf, say, section } from "./schemaParts.ts";

interface LadderRules {
  /** Steps after which the lead is elsewhere: nothing may follow them. */
  readonly ends: readonly string[];
  /** Why the ladder must close with one of `ends`; absent where it need not. */
  readonly mustEnd?: string;
}

/**
 * A ladder: a list of `{after, do}`, or `{clock, steps}` where it has a clock of its own. Left out or empty it takes
 * the default steps. Steps stand in ascending order of `after`, which always counts from the ladder's start.
 */
export function ladderSchema<const Do extends string>(
  verbs: readonly Do[],
  defaults: readonly { after: string; do: Do }[],
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
    const last = context.value.at(-1);
    if (rules.mustEnd !== undefined && last !== undefined && !rules.ends.includes(last.do)) {
      refuse(context.value.length - 1, "do", say(`the ladder ends with ${last.do}`, rules.mustEnd));
    }
  });
  return z.preprocess(
    (value) => {
      if (isEmpty(value)) return { steps: defaults };
      if (Array.isArray(value)) return { steps: value };
      return value;
    },
    section({
      clock: maybe(oneOf(["business", "wall"])),
      steps: z.preprocess((value) => (isEmpty(value) ? defaults : value), steps),
    }),
  );
}
