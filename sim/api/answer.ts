/** What a method answers before it becomes HTTP. */
import type { ViolationKind } from "../types.ts";
import { type Problem, problemLine } from "../validate/problems.ts";
import type { World } from "../world.ts";

export type Answer = Success | Refusal;

interface Success {
  readonly ok: true;
  readonly [field: string]: unknown;
}

export interface Refusal {
  readonly ok: false;
  readonly error: string;
  readonly [field: string]: unknown;
  /** Set when the bot is to blame: kept in `sim.violations`, never sent. */
  readonly [BLAME]?: { readonly kind: ViolationKind; readonly detail: string };
}

const BLAME = Symbol("blame");

/** A refusal for a state of things: the channel is gone, say. */
export function refuse(error: string, more: Record<string, unknown> = {}): Refusal {
  return { ok: false, error, ...more };
}

/** A refusal that a correct bot would not have met. */
export function blame(
  kind: ViolationKind,
  error: string,
  detail: string,
  more: Record<string, unknown> = {},
): Refusal {
  return { ok: false, error, ...more, [BLAME]: { kind, detail } };
}

/** A refusal with the list of what is wrong, as `invalid_blocks` and `invalid_arguments` carry it. */
export function refuseFor(kind: ViolationKind, error: string, problems: readonly Problem[]): Refusal {
  const errors = problems.map(problemLine);
  return blame(kind, error, errors.join("; "), {
    errors,
    response_metadata: { messages: errors.map((line) => `[ERROR] ${line}`) },
  });
}

/** Notes a refusal that the bot is to blame for; `where` is the method or the answer it came in. */
export function recordBlame(world: Pick<World, "journal" | "now">, where: string, refusal: Refusal): void {
  const blamed = refusal[BLAME];
  if (blamed !== undefined) {
    world.journal.violation(blamed.kind, where, refusal.error, blamed.detail, world.now());
  }
}
