// Asks the providers of a policy about one lead: lanes side by side, in a lane one after the other until one answers.
import type { Logger } from "pino";
import type { Asking, EnrichAnswer, Enricher, EnrichRequest, ProviderAnswer } from "../app/enrichPorts.ts";
import { type Clock, type Instant, instant, toMs } from "../clock.ts";
import type { Signal } from "../domain/signals.ts";
import { companyOfMail, isFreeMail } from "../intake/mailDomains.ts";
import type { HttpProvider, JsonValue, Provider } from "../policy/types.ts";
import { type CsvDeps, CsvProviders } from "./csv.ts";
import { aboutEmail } from "./email.ts";
import { type HttpDeps, HttpProviders } from "./http.ts";
import type { Said } from "./said.ts";
import { addressFor, isPersonal } from "./url.ts";

export interface EnricherDeps extends HttpDeps, CsvDeps {
  readonly clock: Clock;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  /** For every provider that was asked, or could not be. */
  readonly answered: (provider: string, outcome: ProviderAnswer["outcome"]) => void;
}

/** After how long somebody who failed is tried once more. */
const AGAIN_MS = 2_000;
/** Whoever is left alone for failing is looked at again after so long. */
const REST_MS = 10_000;

export function createEnricher(deps: EnricherDeps): Enricher {
  const http = new HttpProviders(deps);
  const csv = new CsvProviders(deps);
  return {
    ask: (request) => new Lanes(deps, http, csv, request).start(),
    stop: () => http.stop(),
  };
}

/** What one provider came to: its outcome, what it said, and when to try again. */
interface Result {
  readonly provider: Provider;
  readonly outcome: ProviderAnswer["outcome"];
  readonly signals: readonly Signal[];
  readonly againAt: Instant | null;
}

class Lanes {
  readonly #deps: EnricherDeps;
  readonly #http: HttpProviders;
  readonly #csv: CsvProviders;
  readonly #request: EnrichRequest;
  readonly #values: Map<string, JsonValue>;
  /** What addresses have said: the other providers' conditions see it. */
  #fromAddress: readonly Signal[] = [];
  readonly #results = new Map<Provider, Result>();
  readonly #asked = new Set<Provider>();

  constructor(deps: EnricherDeps, http: HttpProviders, csv: CsvProviders, request: EnrichRequest) {
    this.#deps = deps;
    this.#http = http;
    this.#csv = csv;
    this.#request = request;
    this.#values = new Map(request.values);
    for (const provider of request.providers) this.#recall(provider);
  }

  /** Who has said what there is to say in an earlier round is not asked again. */
  #recall(provider: Provider): void {
    const { before } = this.#request;
    const said = before?.providers.find(({ id }) => id === provider.id);
    if (!before || !said || said.outcome === "failed" || said.outcome === "resting") return;
    const signals = before.signals.filter((signal) => signal.provider === provider.id);
    this.#asked.add(provider);
    this.#results.set(provider, { provider, outcome: said.outcome, signals, againAt: null });
  }

  start(): Asking {
    return { done: this.#run().then(() => this.#answer()), soFar: () => this.#answer() };
  }

  async #run(): Promise<void> {
    const { providers } = this.#request;
    // An address needs no network, and says which company the others can be asked about.
    for (const provider of providers) {
      if (provider.kind === "email" && !this.#results.has(provider)) await this.#ask(provider);
    }
    this.#fromAddress = [...this.#results.values()].flatMap(({ provider, signals }) =>
      provider.kind === "email" ? signals : [],
    );
    this.#settleDomain();
    const lanes = Map.groupBy(providers, ({ lane }) => lane);
    await Promise.all([...lanes.values()].map((lane) => this.#runLane(lane)));
  }

  /** Without the company's domain it is asked about by that of the address; a mail provider's is no company's. */
  #settleDomain(): void {
    const { freeMail } = this.#request;
    const domain = this.#values.get("company.domain");
    if (typeof domain === "string" && !isFreeMail(domain, freeMail)) return;
    const mail = this.#values.get("lead.emailDomain");
    const company = typeof mail === "string" ? companyOfMail(mail, freeMail) : null;
    if (company === null) this.#values.delete("company.domain");
    else this.#values.set("company.domain", company);
  }

  async #runLane(lane: readonly Provider[]): Promise<void> {
    for (const provider of lane) {
      const result = this.#results.get(provider) ?? (await this.#ask(provider));
      if (result.signals.length > 0 || result.outcome === "cached") return;
    }
  }

  async #ask(provider: Provider): Promise<Result> {
    this.#asked.add(provider);
    const result = await this.#resultOf(provider);
    this.#results.set(provider, result);
    this.#deps.answered(provider.id, result.outcome);
    return result;
  }

  async #resultOf(provider: Provider): Promise<Result> {
    const skipped = { provider, outcome: "skipped", signals: [], againAt: null } as const;
    if (!this.#request.isWanted(provider, this.#fromAddress)) return skipped;
    try {
      switch (provider.kind) {
        case "email":
          return (await this.#askEmail(provider)) ?? skipped;
        case "csv":
          return (await this.#lookUp(provider)) ?? skipped;
        case "http":
          return (await this.#askHttp(provider)) ?? skipped;
      }
    } catch (error) {
      // A provider, its file or what is kept of it fails the lead no more than by its silence.
      this.#deps.log.error({ err: error, provider: provider.id }, "asking a provider failed");
      return { provider, outcome: "failed", signals: [], againAt: this.#in(AGAIN_MS) };
    }
  }

  async #askEmail(provider: Extract<Provider, { kind: "email" }>): Promise<Result | null> {
    const email = this.#values.get("lead.email");
    if (typeof email !== "string") return null;
    const values = await aboutEmail(email, this.#request.freeMail);
    const observedAt = instant(this.#deps.clock.now());
    return {
      ...{ provider, outcome: "answered", againAt: null },
      signals: signalsOf(provider.id, values, { observedAt, freshUntil: null, confidence: 1 }),
    };
  }

  async #lookUp(provider: Extract<Provider, { kind: "csv" }>): Promise<Result | null> {
    const domain = this.#values.get("company.domain");
    if (typeof domain !== "string") return null;
    const values = await this.#csv.lookUp(provider.path, domain);
    if (values === "failed") return { provider, outcome: "failed", signals: [], againAt: null };
    if (values === null) return { provider, outcome: "unknown", signals: [], againAt: null };
    const observedAt = instant(this.#deps.clock.now());
    return { provider, outcome: "answered", signals: fresh(provider, values, observedAt), againAt: null };
  }

  async #askHttp(provider: HttpProvider): Promise<Result | null> {
    const address = addressFor(provider, (key) => this.#values.get(key));
    if (address === null) return null;
    if (isPersonal(provider) && this.#isRecorded(provider))
      return { provider, outcome: "cached", signals: [], againAt: null };
    const { isUrgent, until, mayAsk } = this.#request;
    const { said, isKept } = await this.#http.ask({ provider, address, isUrgent, until, mayAsk });
    return this.#resultFrom(provider, said, isKept);
  }

  #resultFrom(provider: HttpProvider, said: Said, isKept: boolean): Result {
    switch (said.is) {
      case "answered":
        return {
          ...{ provider, outcome: isKept ? "cached" : "answered", againAt: null },
          signals: fresh(provider, said.values, said.at),
        };
      case "unknown":
        return { provider, outcome: "unknown", signals: [], againAt: null };
      case "failed":
        return { provider, outcome: "failed", signals: [], againAt: said.again ? this.#in(AGAIN_MS) : null };
      case "resting":
        return { provider, outcome: "resting", signals: [], againAt: said.until ?? this.#in(REST_MS) };
    }
  }

  /** Whether what the provider said of this person before still holds. */
  #isRecorded({ id }: Provider): boolean {
    const now = this.#deps.clock.now();
    return this.#request.recorded.some(
      ({ provider, freshUntil }) => provider === id && (freshUntil === null || toMs(freshUntil) > now),
    );
  }

  #in(ms: number): Instant {
    return instant(this.#deps.clock.now() + ms);
  }

  #answer(): EnrichAnswer {
    const { providers, until } = this.#request;
    const asked = providers.filter((provider) => this.#asked.has(provider));
    const results = asked.map((provider) => this.#results.get(provider) ?? unanswered(provider));
    return {
      providers: results.map(({ provider: { id }, outcome, signals }) => ({
        id,
        outcome,
        keys: signals.map(({ key }) => key),
      })),
      signals: results.flatMap(({ signals }) => signals),
      againAt: againAt(results, until),
    };
  }
}

const unanswered = (provider: Provider): Result => ({
  provider,
  outcome: "failed",
  signals: [],
  againAt: null,
});

/** When all of those have had their time in whose lane nobody answered, if that is before the buffer ends. */
function againAt(results: readonly Result[], until: Instant): Instant | null {
  const lanes = Map.groupBy(results, ({ provider }) => provider.lane);
  const times = [...lanes.values()]
    .filter((lane) => lane.every(({ outcome }) => outcome !== "answered" && outcome !== "cached"))
    .flatMap((lane) => lane.flatMap(({ againAt }) => againAt ?? []))
    .filter((at) => toMs(at) < toMs(until));
  return times.reduce<Instant | null>((latest, at) => (latest === null || at > latest ? at : latest), null);
}

function fresh(
  provider: Extract<Provider, { ttlMs: number }>,
  values: ReadonlyMap<string, JsonValue>,
  observedAt: Instant,
): Signal[] {
  const freshUntil = instant(toMs(observedAt) + provider.ttlMs);
  return signalsOf(provider.id, values, { observedAt, freshUntil, confidence: provider.confidence });
}

function signalsOf(
  provider: string,
  values: ReadonlyMap<string, JsonValue>,
  more: Pick<Signal, "observedAt" | "freshUntil" | "confidence">,
): Signal[] {
  return [...values].map(([key, value]) => ({ key, value, provider, ...more }));
}
