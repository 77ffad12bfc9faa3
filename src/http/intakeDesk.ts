// Where leads are taken, one or many: the good are committed, the refused kept, and each gets its answer.
import type { ExceptionEntry } from "../app/ports.ts";
import { type Clock, instant } from "../clock.ts";
import type { LeadId } from "../ids.ts";
import type { FieldError } from "../intake/fieldErrors.ts";
import { readLead } from "../intake/readLead.ts";
import type { Arrival, Receive, ReceiveResult } from "../intake/receive.ts";
import { exceptionOf, type Refusal, type RefusalCode } from "../intake/refusal.ts";
import type { IntakeMetrics } from "./metrics.ts";
import { type Problem, type ProblemCode, problem } from "./problems.ts";

/** What came in for one lead: a JSON value, or the reason why there is none. `raw` is asked for only when refused. */
export type Incoming =
  | { readonly value: unknown; readonly raw: () => Uint8Array | string }
  | { readonly code: RefusalCode; readonly detail: string; readonly raw: () => Uint8Array | string };

export type Answer =
  | { readonly status: 202 | 200; readonly leadId: LeadId; readonly state: string }
  | { readonly status: number; readonly problem: Problem };

export interface DeskDeps {
  readonly receive: Receive;
  readonly keepExceptions: (entries: readonly ExceptionEntry[]) => Promise<void>;
  /** A failure of the outside as the problem that the sender is told. */
  readonly failure: (error: unknown) => Problem;
  readonly clock: Clock;
  readonly metrics: IntakeMetrics;
}

type Refused = {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
};

export class IntakeDesk {
  readonly #deps: DeskDeps;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /**
   * Takes leads of one source; one answer a lead, in order. A 2xx is given when the lead is on disk, a refusal that
   * lies in the lead when it is kept; where that cannot be done, the answer is 503 or 500. Never throws.
   */
  async take(source: string, incoming: readonly Incoming[]): Promise<Answer[]> {
    const read = incoming.map((one) => readIncoming(one, source));
    const arrivals = read.flatMap((one) => ("arrival" in one ? [one.arrival] : []));
    const received = await this.#receive(arrivals);
    let next = 0;
    const outcomes = read.map((one) =>
      "refused" in one ? one.refused : Array.isArray(received) ? outcomeOf(received[next++]) : received,
    );
    const lost = await this.#keep(source, incoming, outcomes);
    return outcomes.map((outcome) => this.#answer(source, outcome, lost));
  }

  /** Counts a request that was refused before anything of it was read as a lead. */
  countRefused(source: string, code: ProblemCode): void {
    this.#deps.metrics.refused.inc({ source, code });
  }

  async #receive(arrivals: readonly Arrival[]): Promise<ReceiveResult[] | { readonly failed: Problem }> {
    if (arrivals.length === 0) return [];
    try {
      return await this.#deps.receive(arrivals);
    } catch (error) {
      return { failed: this.#deps.failure(error) };
    }
  }

  /** Keeps what was refused for what it is; null, or why that could not be done. */
  async #keep(
    source: string,
    incoming: readonly Incoming[],
    outcomes: readonly Outcome[],
  ): Promise<Problem | null> {
    const refusals = outcomes.flatMap((outcome, index): Refusal[] => {
      const raw = incoming[index]?.raw;
      if (!("code" in outcome) || !isKept(outcome.code) || raw === undefined) return [];
      const errors = outcome.errors ?? [{ path: "", message: outcome.detail }];
      return [{ source, code: outcome.code, errors, raw: raw() }];
    });
    if (refusals.length === 0) return null;
    const at = instant(this.#deps.clock.now());
    try {
      await this.#deps.keepExceptions(refusals.map((refusal) => exceptionOf(refusal, at)));
      return null;
    } catch (error) {
      return this.#deps.failure(error);
    }
  }

  #answer(source: string, outcome: Outcome, lost: Problem | null): Answer {
    const answer = answerOf(outcome, lost);
    this.#deps.metrics.answered.inc({ source, status: String(answer.status) });
    if ("code" in outcome) this.countRefused(source, outcome.code);
    return answer;
  }
}

type Outcome = Exclude<ReceiveResult, { kind: "conflict" }> | Refused | { readonly failed: Problem };

function answerOf(outcome: Outcome, lost: Problem | null): Answer {
  if ("failed" in outcome) return { status: outcome.failed.status, problem: outcome.failed };
  if ("code" in outcome) {
    const { code, detail, errors } = outcome;
    const said = lost !== null && isKept(code) ? lost : problem(code, detail, errors);
    return { status: said.status, problem: said };
  }
  return outcome.kind === "created"
    ? { status: 202, leadId: outcome.leadId, state: "received" }
    : { status: 200, leadId: outcome.leadId, state: outcome.state };
}

function readIncoming(one: Incoming, source: string): { arrival: Arrival } | { refused: Refused } {
  if ("code" in one) return { refused: { code: one.code, detail: one.detail } };
  const read = readLead(one.value, source);
  if (read.ok) return { arrival: read.arrival };
  return read.code === "wrong_source"
    ? { refused: { code: "wrong_source", detail: `this token posts leads of ${source}; leave source out` } }
    : { refused: { code: "invalid", detail: summary(read.errors), errors: read.errors } };
}

function outcomeOf(result: ReceiveResult | undefined): Outcome {
  if (result === undefined) throw new TypeError("receive gave fewer results than it got leads");
  if (result.kind !== "conflict") return result;
  return {
    code: "conflict",
    detail: "another person is known under this externalId; send this one under an id of their own",
    errors: [{ path: "externalId", message: "is known for another person" }],
  };
}

export function summary(errors: readonly FieldError[], what = "the lead"): string {
  const [first] = errors;
  const said = first ? `${first.path || what} ${first.message}` : `${what} is invalid`;
  return errors.length > 1 ? `${said}; ${errors.length - 1} more in errors` : said;
}

const kept: ReadonlySet<ProblemCode> = new Set<RefusalCode>([
  ...(["not_json", "invalid", "conflict", "too_large", "unknown_lead"] as const),
]);

function isKept(code: ProblemCode): code is RefusalCode {
  return kept.has(code);
}
