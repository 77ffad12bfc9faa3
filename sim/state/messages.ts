/** Every channel's messages, in order of `ts`; looked up by `ts` or by a stretch of time without a scan. */
import type { SimMessage } from "../types.ts";
import type { Tell } from "./changes.ts";
import { parseTs } from "./timestamps.ts";

interface Log {
  /** Ascending; parallel to `order`. */
  readonly micros: number[];
  readonly order: string[];
  readonly byTs: Map<string, SimMessage>;
  readonly ephemerals: Map<string, SimMessage>;
  /** Earlier versions of messages that have been changed, oldest first. */
  readonly before: Map<string, readonly SimMessage[]>;
  readonly threads: Map<string, string[]>;
}

/** What somebody may still have before them as they press: notices and bundles are updated several times a second. */
const KEPT_VERSIONS = 3;

export class Messages {
  readonly #logs = new Map<string, Log>();
  readonly #uneditable = new Map<string, string>();
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Takes a new message; its `ts` must be later than the channel's last. */
  add(message: SimMessage): void {
    const log = this.#log(message.channel);
    if (message.ephemeralTo === undefined) addTo(log, message);
    else log.ephemerals.set(message.ts, message);
    this.#tell({ type: "message", message });
  }

  /** Puts another version in place. Versions handed out before stay as they were. */
  replace(message: SimMessage): void {
    const log = this.#log(message.channel);
    const kept = message.ephemeralTo === undefined ? log.byTs : log.ephemerals;
    const before = kept.get(message.ts);
    if (before === undefined) return;
    kept.set(message.ts, message);
    log.before.set(message.ts, [...(log.before.get(message.ts) ?? []), before].slice(-KEPT_VERSIONS));
    this.#tell({ type: "message", message, before });
  }

  /** The current version, deleted ones and ephemerals included. */
  get(channel: string, ts: string): SimMessage | undefined {
    const log = this.#logs.get(channel);
    return log?.byTs.get(ts) ?? log?.ephemerals.get(ts);
  }

  /** The version that had been updated so many times, as long as it is one of the last few. */
  getBefore(channel: string, ts: string, updates: number): SimMessage | undefined {
    const before = this.#logs.get(channel)?.before.get(ts);
    return before?.find((version) => version.updates === updates);
  }

  all(channel: string): SimMessage[] {
    const log = this.#logs.get(channel);
    return log === undefined ? [] : [...log.byTs.values()];
  }

  ephemeralsFor(channel: string, user: string): SimMessage[] {
    const log = this.#logs.get(channel);
    if (log === undefined) return [];
    return [...log.ephemerals.values()].filter((message) => message.ephemeralTo === user);
  }

  thread(channel: string, root: string): SimMessage[] {
    const log = this.#logs.get(channel);
    return (log?.threads.get(root) ?? []).flatMap((ts) => log?.byTs.get(ts) ?? []);
  }

  /** From newest to oldest, starting before (or at) `beforeMicros`. Lazy: a page costs a page. */
  *newestFirst(channel: string, beforeMicros = Number.POSITIVE_INFINITY): Generator<[number, SimMessage]> {
    const log = this.#logs.get(channel);
    if (log === undefined) return;
    for (let at = lastAtOrBefore(log.micros, beforeMicros); at >= 0; at--) {
      const message = log.byTs.get(log.order[at] as string);
      if (message !== undefined) yield [log.micros[at] as number, message];
    }
  }

  channels(): string[] {
    return [...this.#logs.keys()];
  }

  /** From now on an update of this message is refused with `code`. */
  closeEditWindow(channel: string, ts: string, code: string): void {
    this.#uneditable.set(`${channel}:${ts}`, code);
  }

  whyUneditable(channel: string, ts: string): string | undefined {
    return this.#uneditable.get(`${channel}:${ts}`);
  }

  #log(channel: string): Log {
    let log = this.#logs.get(channel);
    if (log === undefined) {
      log = {
        micros: [],
        order: [],
        byTs: new Map(),
        ephemerals: new Map(),
        before: new Map(),
        threads: new Map(),
      };
      this.#logs.set(channel, log);
    }
    return log;
  }
}

function addTo(log: Log, message: SimMessage): void {
  log.micros.push(parseTs(message.ts) ?? 0);
  log.order.push(message.ts);
  log.byTs.set(message.ts, message);
  if (message.threadTs === undefined) return;
  const thread = log.threads.get(message.threadTs);
  if (thread === undefined) log.threads.set(message.threadTs, [message.ts]);
  else thread.push(message.ts);
}

/** Index of the last entry not after `micros`, or -1. `ascending` is sorted. */
function lastAtOrBefore(ascending: readonly number[], micros: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= micros) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
