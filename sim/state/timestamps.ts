/** Message timestamps: Slack's `seconds.micros`, unique and increasing within a channel. */
export class Timestamps {
  readonly #last = new Map<string, number>();

  /** The next `ts` of a channel at `nowMs`. A clock turned back still gives a later one than the last. */
  next(channel: string, nowMs: number): string {
    const micros = Math.max(Math.floor(nowMs) * 1_000, (this.#last.get(channel) ?? -1) + 1);
    this.#last.set(channel, micros);
    return formatTs(micros);
  }
}

export function formatTs(micros: number): string {
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, "0")}`;
}

/** Microseconds of a `ts`, or null when it is none. `1700000000` and `1700000000.5` count as ones, as at Slack. */
export function parseTs(ts: string): number | null {
  const parts = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(ts);
  if (parts === null) return null;
  return Number(parts[1]) * 1e6 + Number((parts[2] ?? "").padEnd(6, "0"));
}
