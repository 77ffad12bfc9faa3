/** Brings events, interactions and commands to the app: transport, repetitions, duplicates. */
import type { Timings } from "../limits.ts";
import { slackId } from "../state/ids.ts";
import type { Journal } from "../state/journal.ts";
import type { Delivered, WaitOptions } from "../types.ts";
import { wrapEvent } from "./events.ts";
import { httpTransport } from "./http.ts";
import { SocketHub } from "./socket.ts";
import type { Attempt, Parcel, Retry, Transport } from "./transport.ts";

interface DeliveriesOptions {
  readonly now: () => number;
  readonly timings: Timings;
  readonly maxConnections: number;
  readonly teamId: string;
  readonly appId: string;
  readonly botUserId: string;
  readonly signingSecret: string;
  readonly journal: Journal;
  readonly changes: { notify(): void; waitFor<T>(probe: () => T | false, options?: WaitOptions): Promise<T> };
  /** `127.0.0.1:PORT`. */
  readonly host: () => string;
}

type Payload = Readonly<Record<string, unknown>>;

export class Deliveries {
  readonly hub: SocketHub;
  readonly #options: DeliveriesOptions;
  readonly #pauses = new Set<() => void>();
  #http: Transport | null = null;
  #extra = 0;
  #inFlight = 0;
  #stopped = false;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
    const { timings, appId, maxConnections } = options;
    this.hub = new SocketHub({ ...timings, appId, maxConnections, changed: () => options.changes.notify() });
  }

  deliverTo(url: string | null): void {
    const { signingSecret, timings } = this.#options;
    this.#http = url === null ? null : httpTransport({ url, signingSecret, ackMs: timings.ackMs });
  }

  duplicate(times: number): void {
    this.#extra = times;
  }

  socketUrl(): string {
    return `ws://${this.#options.host()}${this.hub.ticket()}`;
  }

  /** An event, wrapped and repeated as Slack does; resolves with the outcome of the first attempt. */
  event(event: Payload & { readonly type: string }): Promise<Delivered> {
    return this.#send({ kind: "event", payload: wrapEvent(event, this.#options), name: event.type });
  }

  interaction(payload: Payload & { readonly type: string }): Promise<Delivered> {
    return this.#send({ kind: "interactive", payload, name: payload.type });
  }

  command(payload: Payload & { readonly command: string }): Promise<Delivered> {
    return this.#send({ kind: "command", payload, name: payload.command });
  }

  settled(options: WaitOptions = {}): Promise<void> {
    const what = options.what ?? "all deliveries to be answered";
    return this.#options.changes
      .waitFor(() => this.#inFlight === 0, { ...options, what })
      .then(() => undefined);
  }

  /** Real milliseconds; ends early when the local Slack stops. */
  pause(ms: number): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const end of [...this.#pauses]) end();
    await this.hub.stop();
  }

  async #send(parcel: Omit<Parcel, "envelopeId">): Promise<Delivered> {
    const copies = Array.from({ length: this.#extra + 1 }, () =>
      this.#counted({ ...parcel, envelopeId: slackId("", 20) }),
    );
    const { noRetry: _noRetry, appsFault: _appsFault, ...delivered } = await (copies[0] as Promise<Attempt>);
    return delivered;
  }

  async #counted(parcel: Parcel): Promise<Attempt> {
    this.#inFlight += 1;
    try {
      const first = await (this.#http === null ? this.#overSocket(parcel) : this.#once(parcel, this.#http));
      // Only events are repeated later: for the rest the person sees an error and tries again.
      const isLost = !first.ok && (this.#http !== null || first.error === "no_connection");
      if (parcel.kind === "event" && isLost) void this.#repeat(parcel, first);
      return first;
    } finally {
      this.#inFlight -= 1;
      this.#options.changes.notify();
    }
  }

  /** An envelope that nobody acknowledged goes out again at once, to the next connection. */
  async #overSocket(parcel: Parcel): Promise<Attempt> {
    const started = performance.now();
    let reason = "";
    for (let num = 0; ; num++) {
      const attempt = await this.#once(parcel, this.hub, { num, reason });
      const last = num === this.#options.timings.retryDelaysMs.length || attempt.error === "no_connection";
      if (attempt.ok || last || this.#stopped) return { ...attempt, ackMs: performance.now() - started };
      reason = attempt.error === "timeout" ? "timeout" : "connection_closed";
    }
  }

  async #once(parcel: Parcel, transport: Transport, retry: Retry = { num: 0, reason: "" }): Promise<Attempt> {
    const attempt = await transport.attempt(parcel, retry);
    this.#judge(parcel, attempt);
    return attempt;
  }

  async #repeat(parcel: Parcel, first: Attempt): Promise<void> {
    let last = first;
    for (const [index, delay] of this.#options.timings.retryDelaysMs.entries()) {
      if (last.ok || last.noRetry) return;
      await this.pause(delay);
      if (this.#stopped) return;
      const reason = last.error === "timeout" ? "http_timeout" : (last.error ?? "unknown_error");
      last = await this.#once(parcel, this.#http ?? this.hub, { num: index + 1, reason });
      this.#options.changes.notify();
    }
  }

  #judge(parcel: Parcel, attempt: Attempt): void {
    if (attempt.ok || !attempt.appsFault || this.#stopped) return;
    const kind = attempt.error === "timeout" ? "late_ack" : "ack";
    const detail = `${parcel.name}: ${attempt.error ?? ""} ${attempt.status || ""} after ${Math.round(attempt.ackMs)} ms`;
    this.#options.journal.violation(kind, parcel.name, attempt.error ?? "", detail, this.#options.now());
  }
}
