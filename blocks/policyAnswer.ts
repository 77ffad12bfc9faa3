// Answers about the policy's versions: `/leads policy`, and to a press that comes too late.
import type { CanaryStory } from "../src/domain/canary.ts";
import type { VersionStatus } from "../src/domain/releases.ts";
import type { Problem } from "../src/policy/types.ts";
import { line, type Message, message } from "./assemble.ts";
import { context, section } from "./build.ts";
import { renderPolicyCard } from "./policyCard.ts";
import { clip, joined, lines, md } from "./text.ts";
import { when } from "./time.ts";
import type { View } from "./view.ts";

/** A version as it was published. */
export interface VersionView {
  readonly version: number;
  readonly hash: string;
  readonly by: string;
  readonly note: string;
  readonly at: string;
}

export interface PolicyAnswer {
  readonly inForce: VersionView | null;
  readonly canary: CanaryStory | null;
  /** Whether the reader may promote the canary and roll it back. */
  readonly mayRelease: boolean;
}

export function renderPolicy({ inForce, canary, mayRelease }: PolicyAnswer, view: View): Message {
  const active = inForce
    ? lines(
        md`*Policy version ${inForce.version}* is in force (${inForce.hash.slice(0, 8)})`,
        md`${clip(inForce.note, 500)} (${clip(inForce.by, 80)}, ${when(inForce.at, view)})`,
      )
    : md`No policy is in force.`;
  const card = canary && renderPolicyCard(canary, view);
  const beside = card
    ? mayRelease
      ? card.blocks
      : card.blocks.filter(({ type }) => type !== "actions")
    : [context(md`No canary runs.`)];
  const short = inForce ? md`Policy version ${inForce.version} is in force` : md`No policy is in force`;
  const tried = canary ? md`version ${canary.ref.version} is a canary` : md``;
  return message(joined([short, tried], "; "), { head: [section(active), ...beside] });
}

const BECAME: Readonly<Record<VersionStatus, string>> = {
  active: "decides every new cycle already",
  canary: "is still a canary",
  retired: "was followed by another version",
  rolled_back: "was rolled back",
};

/** Somebody pressed on a card about a canary that is over. */
export function sayNoCanary(version: number, status: VersionStatus | null): Message {
  return line(
    status === null
      ? md`There is no policy version ${version}.`
      : md`Version ${version} ${BECAME[status]}; nothing was changed.`,
  );
}

/** The team has changed since the canary was published. */
export function sayUnfit(version: number, problems: readonly Problem[]): Message {
  const [first] = problems;
  const why = first ? md` ${clip(`${first.path}: ${first.what}; ${first.todo}`, 300)}.` : md``;
  return line(md`Version ${version} does not fit the team in force; nothing was changed.${why}`);
}
