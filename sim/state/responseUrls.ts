/** Response URLs: five uses within half an hour of the click or command. */
import { slackId } from "./ids.ts";

export interface ResponseTarget {
  readonly user: string;
  readonly channel: string;
  /** The message that was pressed; none for a command. */
  readonly ts?: string;
}

type ResponseUse =
  | { readonly ok: true; readonly target: ResponseTarget }
  | { readonly ok: false; readonly code: "invalid_url" | "expired_url" | "used_url" };

interface Entry {
  readonly target: ResponseTarget;
  readonly at: number;
  uses: number;
}

/** Older ones are forgotten beyond this many. */
const KEPT = 50_000;

export class ResponseUrls {
  readonly #byPath = new Map<string, Entry>();
  readonly #lifeMs: number;
  readonly #uses: number;

  constructor(lifeMs: number, uses: number) {
    this.#lifeMs = lifeMs;
    this.#uses = uses;
  }

  /** The path of a new one: `/response/TEAM/…`. */
  issue(target: ResponseTarget, teamId: string, nowMs: number): string {
    const path = `/response/${teamId}/${slackId("", 12)}/${slackId("", 24)}`;
    this.#byPath.set(path, { target, at: nowMs, uses: 0 });
    if (this.#byPath.size > KEPT) {
      for (const oldest of this.#byPath.keys()) {
        this.#byPath.delete(oldest);
        break;
      }
    }
    return path;
  }

  look(path: string, nowMs: number): ResponseUse {
    const entry = this.#byPath.get(path);
    if (entry === undefined) return { ok: false, code: "invalid_url" };
    if (nowMs - entry.at > this.#lifeMs) return { ok: false, code: "expired_url" };
    if (entry.uses >= this.#uses) return { ok: false, code: "used_url" };
    return { ok: true, target: entry.target };
  }

  use(path: string): void {
    const entry = this.#byPath.get(path);
    if (entry !== undefined) entry.uses += 1;
  }
}
