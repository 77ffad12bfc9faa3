/** 429s by tier, in the simulated clock: a token bucket a method, and one a channel for posting. */
import { type RateLimits, SLACK_RATE_LIMITS } from "../limits.ts";

export type Tier = "tier1" | "tier2" | "tier3" | "tier4" | "special";

interface Bucket {
  tokens: number;
  at: number;
}

export class RateLimiter {
  readonly #rates: RateLimits | null;
  readonly #buckets = new Map<string, Bucket>();

  /** `false` lets everything pass; numbers replace Slack's. */
  constructor(rates: boolean | Partial<RateLimits>) {
    this.#rates = rates === false ? null : { ...SLACK_RATE_LIMITS, ...(rates === true ? {} : rates) };
  }

  /**
   * Counts a call. Returns null when it may pass, else the whole seconds to wait (`Retry-After`).
   * A refused call costs nothing.
   */
  take(method: string, tier: Tier, channel: string | undefined, nowMs: number): number | null {
    if (this.#rates === null) return null;
    if (method === "chat.postMessage") {
      if (channel === undefined) return null;
      return this.#draw(`post ${channel}`, this.#rates.postBurst, this.#rates.postsPerSecond / 1_000, nowMs);
    }
    const perMinute = this.#rates[tier];
    return this.#draw(method, perMinute, perMinute / 60_000, nowMs);
  }

  #draw(key: string, capacity: number, perMs: number, nowMs: number): number | null {
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, at: nowMs };
    // A clock that was turned back gives nothing and takes nothing.
    const tokens = Math.min(capacity, bucket.tokens + Math.max(0, nowMs - bucket.at) * perMs);
    // Half a millionth absorbs the rounding of sums like 60 × (1/60).
    const passes = tokens >= 1 - 5e-7;
    this.#buckets.set(key, { tokens: passes ? Math.max(0, tokens - 1) : tokens, at: nowMs });
    return passes ? null : Math.max(1, Math.ceil((1 - tokens) / perMs / 1_000));
  }
}
