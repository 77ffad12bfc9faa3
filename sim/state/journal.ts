/** What the bot called and what it did wrong. Bounded, so that a long run does not grow without end. */
import type { Call, Violation, ViolationKind } from "../types.ts";
import type { Tell } from "./changes.ts";

/** Keeps the latest `capacity` items; cut in chunks, so that adding stays cheap. */
class Latest<T> {
  #items: T[] = [];
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(item: T): void {
    this.#items.push(item);
    if (this.#items.length > this.#capacity * 2) this.#items = this.#items.slice(-this.#capacity);
  }

  list(): readonly T[] {
    return this.#items.slice(-this.#capacity);
  }
}

const KEPT_VIOLATIONS = 10_000;

export class Journal {
  readonly #calls: Latest<Call>;
  readonly #refusals: Latest<Call>;
  readonly #violations = new Latest<Violation>(KEPT_VIOLATIONS);
  readonly #counts = new Map<string, number>();
  readonly #tell: Tell;

  constructor(callLog: number, tell: Tell) {
    this.#tell = tell;
    this.#calls = new Latest(callLog);
    this.#refusals = new Latest(callLog);
  }

  call(call: Call): void {
    this.#calls.push(call);
    this.#counts.set(call.method, (this.#counts.get(call.method) ?? 0) + 1);
    if (!call.ok) this.#refusals.push(call);
  }

  violation(kind: ViolationKind, where: string, code: string, detail: string, at: number): void {
    const violation = { kind, where, code, detail, at };
    this.#violations.push(violation);
    this.#tell({ type: "violation", violation });
  }

  get callCounts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  get calls(): readonly Call[] {
    return this.#calls.list();
  }

  get refusals(): readonly Call[] {
    return this.#refusals.list();
  }

  get violations(): readonly Violation[] {
    return this.#violations.list();
  }
}
