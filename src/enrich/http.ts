// A provider that is any JSON API: asked by its address, its answer kept for as long as the policy says.
import type { Logger } from "pino";
import type { AnswerStore } from "../app/enrichPorts.ts";
import { type Clock, type Instant, instant, toMs } from "../clock.ts";
import type { HttpProvider, JsonValue } from "../policy/types.ts";
import { answerKey } from "./answerKey.ts";
import { fromJson } from "./attributes.ts";
import { Flights } from "./flights.ts";
import { Gate, type Passed } from "./gate.ts";
import { call } from "./httpCall.ts";
import { type Keys, keyOf } from "./keys.ts";
import { pointedAt } from "./pointer.ts";
import type { Said } from "./said.ts";
import { isPersonal } from "./url.ts";

export interface HttpDeps {
  readonly answers: AnswerStore;
  readonly clock: Clock;
  readonly log: Pick<Logger, "info" | "warn">;
  /** What a policy may name as a provider's key. */
  readonly keys: Keys;
  /** What providers see as the caller, such as `Baton/1.0`. */
  readonly userAgent: string;
  readonly breakerChanged: (provider: string, isOpen: boolean) => void;
}

export interface Question {
  readonly provider: HttpProvider;
  readonly address: URL;
  readonly isUrgent: boolean;
  /** Nothing is sent from then on. */
  readonly until: Instant;
  /** Whether the provider itself may be asked; otherwise only what is kept counts. */
  readonly mayAsk: boolean;
}

export class HttpProviders {
  readonly #deps: HttpDeps;
  readonly #flights = new Flights<Passed>();
  readonly #gates = new Map<string, Gate>();
  readonly #ended = new AbortController();

  constructor(deps: HttpDeps) {
    this.#deps = deps;
  }

  /** What is kept of the answer, or else what the provider says now; `isKept` tells which. */
  async ask(question: Question): Promise<{ readonly said: Said; readonly isKept: boolean }> {
    const { provider, address } = question;
    const key = answerKey(provider, address);
    // What is asked by a person is about a person: it is kept with the lead and nowhere else.
    const kept = isPersonal(provider) ? null : await this.#kept(key, provider);
    if (kept) return { said: kept, isKept: true };
    if (!question.mayAsk) return { said: { is: "failed", again: false }, isKept: false };
    const said = await this.#send(key, question);
    // Once it has ended there may be nothing left to keep it in.
    if (!isPersonal(provider) && !this.#ended.signal.aborted) await this.#keep(key, provider, said);
    return { said, isKept: false };
  }

  /** Breaks off whatever is under way; nothing is sent any more. */
  stop(): void {
    this.#ended.abort();
  }

  async #kept(key: string, { ttlMs, missTtlMs }: HttpProvider): Promise<Said | null> {
    const now = this.#deps.clock.now();
    const kept = await this.#deps.answers.get(key, instant(now));
    if (!kept) return null;
    // The policy's present word on how long it holds counts, not the one of when it was written.
    const age = now - toMs(kept.at);
    if (age >= (kept.values ? ttlMs : missTtlMs)) return null;
    if (!kept.values) return { is: "unknown" };
    return { is: "answered", values: new Map(Object.entries(kept.values)), at: kept.at };
  }

  async #keep(key: string, { id, ttlMs, missTtlMs }: HttpProvider, said: Said): Promise<void> {
    if (said.is !== "answered" && said.is !== "unknown") return;
    const at = said.is === "answered" ? said.at : instant(this.#deps.clock.now());
    const values = said.is === "answered" ? Object.fromEntries(said.values) : null;
    const freshUntil = instant(toMs(at) + (values ? ttlMs : missTtlMs));
    await this.#deps.answers.put(key, { provider: id, values, at, freshUntil });
  }

  async #send(key: string, { provider, address, isUrgent, until }: Question): Promise<Said> {
    const { clock, keys, log, userAgent } = this.#deps;
    const secret = provider.key === null ? null : keyOf(keys, provider.key);
    // Said at start; asking without a key would only be refused.
    if (provider.key !== null && secret === null) return { is: "failed", again: false };
    const { url, headers } = signed(provider, address, secret);
    const passed = await this.#flights.run(key, isUrgent, (begin) =>
      this.#gateOf(provider).pass(
        (signal) =>
          call({
            url,
            headers: { accept: "application/json", "user-agent": userAgent, ...headers },
            signal: AbortSignal.any([signal, this.#ended.signal]),
            now: clock.now(),
          }),
        {
          isUrgent,
          leftMs: () => (this.#ended.signal.aborted ? 0 : toMs(until) - clock.now()),
          begin,
        },
      ),
    );
    switch (passed.is) {
      case "body":
        return answerIn(passed.document, provider.map, instant(clock.now()));
      case "refused":
        log.warn({ provider: provider.id }, `a provider will not have a request: ${passed.what}`);
        return { is: "failed", again: false };
      case "failed":
        log.info({ provider: provider.id }, `a provider failed: ${passed.what}`);
        return { is: "failed", again: passed.again };
      case "resting":
      case "unknown":
        return passed;
      case "too_many":
        return { is: "resting", until: null };
    }
  }

  #gateOf(provider: HttpProvider): Gate {
    const { id, url, rate, timeoutMs } = provider;
    const name = JSON.stringify([id, url, rate, timeoutMs]);
    const known = this.#gates.get(name);
    if (known) return known;
    const { clock, log, breakerChanged } = this.#deps;
    const gate = new Gate({
      ...{ rate, timeoutMs, clock },
      opened: (why) => {
        breakerChanged(id, true);
        log.warn({ provider: id }, `a provider fails again and again and is left alone for a while: ${why}`);
      },
      closed: () => {
        breakerChanged(id, false);
        log.info({ provider: id }, "a provider that was left alone answers again");
      },
      rested: (waitMs) => log.warn({ provider: id, waitMs }, "a provider asks to wait"),
    });
    this.#gates.set(name, gate);
    return gate;
  }
}

function signed({ sendKey }: HttpProvider, address: URL, secret: string | null) {
  if (secret === null) return { url: address, headers: {} };
  switch (sendKey.as) {
    case "bearer":
      return { url: address, headers: { authorization: `Bearer ${secret}` } };
    case "header":
      return { url: address, headers: { [sendKey.name.toLowerCase()]: secret } };
    case "query": {
      const url = new URL(address);
      url.searchParams.set(sendKey.name, secret);
      return { url, headers: {} };
    }
  }
}

/** A document in which nothing of the map has a value of its type says no more than that nothing is known. */
function answerIn(document: unknown, map: ReadonlyMap<string, string>, at: Instant): Said {
  const values = new Map<string, JsonValue>();
  for (const [key, pointer] of map) {
    const value = fromJson(key, pointedAt(document, pointer));
    if (value !== undefined) values.set(key, value);
  }
  return values.size > 0 ? { is: "answered", values, at } : { is: "unknown" };
}
