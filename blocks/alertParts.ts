// What alerts of several kinds are made of.
import type { KnownBlock, SectionBlock } from "@slack/types";
import type { OverridesFacts } from "../src/domain/alertFacts.ts";
import { fields } from "./build.ts";
import { clip, isEmpty, joined, type Mrkdwn, md } from "./text.ts";
import { named, type View } from "./view.ts";

export interface AlertView extends View {
  /** What the policy calls its rules, criteria and checks, by their ids. */
  readonly labels: ReadonlyMap<string, string>;
}

/** What is said of one kind. */
export interface AlertWords {
  /** The notification, without a word of outside that is longer than it needs. */
  readonly text: Mrkdwn;
  readonly title: Mrkdwn;
  readonly said: readonly Mrkdwn[];
  /** The one thing to do first. */
  readonly first: Mrkdwn;
  readonly rows?: readonly KnownBlock[];
}

/** Who overrode, and what they gave as the reason. */
export function whoAndWhy(
  { people, reasons }: Pick<OverridesFacts, "people" | "reasons">,
  view: View,
): SectionBlock {
  return fields([
    md`*By*\n${joined(
      people.map(({ by, count }) => md`${named(by, view)}: ${count}`),
      "\n",
    )}`,
    md`*Reasons*\n${joined(
      reasons.map(({ reason, count }) => md`${outside(reason, 60)}: ${count}`),
      "\n",
    )}`,
  ]);
}

/** "1 lead", "2 leads". */
export function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** A name from outside, or a dash where there is nothing in it to see. */
export function outside(text: string, most: number): Mrkdwn {
  const clipped = clip(text, most);
  return isEmpty(clipped) ? md`–` : clipped;
}
