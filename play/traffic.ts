// What Slack saw: cards posted and brought up to date, messages posted twice, rules broken.

import type { Sim, SimMessage } from "../sim/index.ts";
import type { Team } from "../src/policy/types.ts";
import { tally } from "./statistics.ts";

export interface Traffic {
  readonly posted: number;
  readonly updated: number;
  /** Mirrors of which more than one message stands. */
  readonly doublePosts: readonly string[];
  /** What real Slack would have refused. */
  readonly violations: readonly string[];
}

const EVENT_TYPE = "baton_mirror";

export function trafficOf(sim: Sim, team: Team): Traffic {
  const { managers, stewards, overflow, reviewers } = team.roles;
  const others = [...managers, ...stewards, ...[...reviewers.values()].flat(), overflow ?? ""];
  const people = [...team.reps.map(({ slack }) => slack), ...others];
  const known = new Set([...people.filter((id) => id !== ""), ...team.channels.values()]);
  const messages = [...known].flatMap((place) => sim.messages(place));
  const counts = sim.callCounts;
  return {
    posted: counts["chat.postMessage"] ?? 0,
    updated: counts["chat.update"] ?? 0,
    doublePosts: doublePosts(messages),
    violations: sim.violations.map(
      ({ kind, where, code, detail }) => `${kind} in ${where}: ${code} ${detail}`,
    ),
  };
}

/** The ids of mirrors that stand in more than one message. */
export function doublePosts(messages: readonly Pick<SimMessage, "metadata" | "deleted">[]): string[] {
  const mirrors = messages.flatMap(({ metadata, deleted }) => {
    const mirror = metadata?.event_type === EVENT_TYPE ? metadata.event_payload.mirror : undefined;
    return typeof mirror === "string" && !deleted ? [mirror] : [];
  });
  return [...tally(mirrors)].filter(([, count]) => count > 1).map(([mirror]) => mirror);
}
