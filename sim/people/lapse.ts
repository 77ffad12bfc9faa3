/** What a person meant to do came too late, or may not be done: an expected answer, and no fault of whoever asked. */
import type { Lapsed } from "../types.ts";

/** Thrown by `Person`, as a hand that reaches into the void; over HTTP it becomes `{ok: false, error, detail}`. */
export class Lapse extends Error {
  readonly code: Lapsed;

  constructor(code: Lapsed, detail: string) {
    super(detail);
    this.code = code;
  }
}
