/** Trigger ids: good once, for three seconds after the click. */
import { slackId } from "./ids.ts";

type TriggerUse =
  | { readonly ok: true; readonly user: string }
  | {
      readonly ok: false;
      readonly code: "invalid_trigger_id" | "expired_trigger_id" | "exchanged_trigger_id";
    };

interface Trigger {
  readonly user: string;
  readonly at: number;
  used: boolean;
}

/** Old triggers are forgotten beyond this many; by then they have expired, unless the clock stands. */
const KEPT = 10_000;

export class Triggers {
  readonly #byId = new Map<string, Trigger>();
  readonly #lifeMs: number;

  constructor(lifeMs: number) {
    this.#lifeMs = lifeMs;
  }

  issue(user: string, nowMs: number): string {
    const id = `${Math.floor(nowMs)}.${slackId("", 10)}.${slackId("", 16).toLowerCase()}`;
    this.#byId.set(id, { user, at: nowMs, used: false });
    if (this.#byId.size > KEPT) {
      for (const oldest of this.#byId.keys()) {
        this.#byId.delete(oldest);
        break;
      }
    }
    return id;
  }

  /** Looks without using it up: arguments are checked first, and a refused view leaves the trigger good. */
  look(id: string, nowMs: number): TriggerUse {
    const trigger = this.#byId.get(id);
    if (trigger === undefined) return { ok: false, code: "invalid_trigger_id" };
    if (trigger.used) return { ok: false, code: "exchanged_trigger_id" };
    if (nowMs - trigger.at > this.#lifeMs) return { ok: false, code: "expired_trigger_id" };
    return { ok: true, user: trigger.user };
  }

  use(id: string): void {
    const trigger = this.#byId.get(id);
    if (trigger !== undefined) trigger.used = true;
  }
}
