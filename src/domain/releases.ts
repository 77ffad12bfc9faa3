// The life of the policy's versions: published in full or as a canary, promoted, rolled back. Which of these may happen,
// and what becomes of each version by it, is decided here; the store writes it down.
import { type Instant, instant, toMs } from "../clock.ts";
import type { PolicyRef } from "./lead.ts";
import type { Breach, RulesEventBody, Tallies } from "./rulesEvents.ts";

/**
 * - `active`: decides new cycles. - `canary`: decides those of a share of the leads, beside the active one.
 * - `retired`: was active, and another took its place. - `rolled_back`: was taken back, and does not return by itself.
 */
export type VersionStatus = "active" | "canary" | "retired" | "rolled_back";

export interface Version {
  readonly version: number;
  readonly hash: string;
  readonly status: VersionStatus;
  /** What it was to be as a canary; null when it was published in full. */
  readonly canary: { readonly share: number; readonly until: Instant } | null;
}

export type ReleaseCommand =
  | {
      readonly do: "publish";
      readonly hash: string;
      readonly canary: { readonly share: number; readonly forMs: number } | null;
    }
  /** `version` null: whichever canary runs. */
  | { readonly do: "promote"; readonly version: number | null; readonly tallies: Tallies | null }
  /** `version` null: the canary that runs, or else the active version. */
  | {
      readonly do: "roll_back";
      readonly version: number | null;
      readonly because: Breach | null;
      readonly tallies: Tallies | null;
    };

/** Who wants it and why, as it is to be on record. */
export interface Said {
  readonly by: string;
  readonly note: string;
}

export type ReleaseRefusal =
  /** A canary runs: it is promoted or rolled back before anything else is published. */
  | {
      readonly refused: "canary_runs";
      readonly version: number;
      readonly until: Instant;
      readonly same: boolean;
    }
  /** Nothing is in force that a canary could be compared with. */
  | { readonly refused: "no_control" }
  /** No canary runs, or not this one: `status` is what has become of it. */
  | { readonly refused: "no_canary"; readonly status: VersionStatus | null }
  /** There is no version before the active one, or nothing is active. */
  | { readonly refused: "nothing_before"; readonly version: number | null };

export type Release =
  /** `status` changes as said; a version that is not there yet is the one published. */
  | {
      readonly kind: "released";
      readonly version: PolicyRef;
      /** What decides new cycles from now on, apart from a canary. */
      readonly inForce: PolicyRef;
      readonly status: ReadonlyMap<number, VersionStatus>;
      readonly event: RulesEventBody;
    }
  /** This very content is in force as wanted. */
  | { readonly kind: "same"; readonly version: PolicyRef; readonly status: "active" | "canary" }
  | ({ readonly kind: "refused" } & ReleaseRefusal);

/** `versions`: all of them, in any order. */
export function decideRelease(
  versions: readonly Version[],
  command: ReleaseCommand,
  said: Said,
  now: Instant,
): Release {
  const active = versions.find(({ status }) => status === "active") ?? null;
  const canary = versions.find(({ status }) => status === "canary") ?? null;
  switch (command.do) {
    case "publish":
      return publish(versions, { active, canary }, command, said, now);
    case "promote":
      if (!canary || !active || (command.version ?? canary.version) !== canary.version) {
        return noCanary(versions, command.version);
      }
      return {
        kind: "released",
        version: refOf(canary),
        inForce: refOf(canary),
        status: new Map([
          [active.version, "retired"],
          [canary.version, "active"],
        ]),
        event: {
          type: "policy_promoted",
          policy: refOf(canary),
          before: refOf(active),
          tallies: command.tallies,
          ...said,
        },
      };
    case "roll_back":
      return rollBack(versions, { active, canary }, command, said);
    default:
      return command satisfies never;
  }
}

interface InForce {
  readonly active: Version | null;
  readonly canary: Version | null;
}

function publish(
  versions: readonly Version[],
  { active, canary: running }: InForce,
  { hash, canary }: Extract<ReleaseCommand, { do: "publish" }>,
  said: Said,
  now: Instant,
): Release {
  if (active?.hash === hash) return { kind: "same", version: refOf(active), status: "active" };
  if (running?.canary) {
    const same = running.hash === hash;
    if (same && running.canary.share === canary?.share) {
      return { kind: "same", version: refOf(running), status: "canary" };
    }
    const { version, canary: runs } = running;
    return { kind: "refused", refused: "canary_runs", version, until: runs.until, same };
  }
  const version = 1 + Math.max(0, ...versions.map((one) => one.version));
  const policy: PolicyRef = { version, hash };
  if (canary === null) {
    return {
      kind: "released",
      version: policy,
      inForce: policy,
      status: new Map([...(active ? [[active.version, "retired"] as const] : []), [version, "active"]]),
      event: { type: "policy_published", policy, canary: null, ...said },
    };
  }
  if (!active) return { kind: "refused", refused: "no_control" };
  const until = instant(toMs(now) + canary.forMs);
  const control = refOf(active);
  return {
    kind: "released",
    version: policy,
    inForce: control,
    status: new Map([[version, "canary"]]),
    event: { type: "policy_published", policy, canary: { share: canary.share, until, control }, ...said },
  };
}

/** Ends the canary; without one, goes back to what was active before: the newest version that is retired. */
function rollBack(
  versions: readonly Version[],
  { active, canary }: InForce,
  { version, because, tallies }: Extract<ReleaseCommand, { do: "roll_back" }>,
  said: Said,
): Release {
  if (canary && active && (version ?? canary.version) === canary.version) {
    return {
      kind: "released",
      version: refOf(canary),
      inForce: refOf(active),
      status: new Map([[canary.version, "rolled_back"]]),
      event: {
        type: "policy_rolled_back",
        policy: refOf(canary),
        canary: true,
        inForce: refOf(active),
        because,
        tallies,
        ...said,
      },
    };
  }
  if (version !== null) return noCanary(versions, version);
  const before = versions.filter(({ status }) => status === "retired").toSorted(byNewest)[0];
  if (!active || !before) {
    return { kind: "refused", refused: "nothing_before", version: active?.version ?? null };
  }
  return {
    kind: "released",
    version: refOf(active),
    inForce: refOf(before),
    status: new Map([
      [active.version, "rolled_back"],
      [before.version, "active"],
    ]),
    event: {
      type: "policy_rolled_back",
      policy: refOf(active),
      canary: false,
      inForce: refOf(before),
      because: null,
      tallies: null,
      ...said,
    },
  };
}

function noCanary(versions: readonly Version[], version: number | null): Release {
  const status = versions.find((one) => one.version === version)?.status ?? null;
  return { kind: "refused", refused: "no_canary", status };
}

function refOf({ version, hash }: Version): PolicyRef {
  return { version, hash };
}

function byNewest(a: Version, b: Version): number {
  return b.version - a.version;
}
