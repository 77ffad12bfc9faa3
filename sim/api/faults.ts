/** Faults on demand: what goes wrong with which calls, how often. */
import type { FaultHandle, FaultSpec } from "../types.ts";

interface Armed {
  readonly spec: FaultSpec;
  left: number;
  struck: number;
}

export class Faults {
  readonly #armed = new Set<Armed>();

  /** Arms a fault; the first armed one that fits a call strikes it. */
  add(spec: FaultSpec): FaultHandle {
    if (spec.kind === "error" && spec.code === undefined)
      throw new Error("A fault of kind `error` needs a `code`");
    if (spec.probability !== undefined && spec.random === undefined) {
      throw new Error("A fault with a `probability` needs a `random` to draw with");
    }
    const armed: Armed = { spec, left: spec.times ?? Number.POSITIVE_INFINITY, struck: 0 };
    this.#armed.add(armed);
    return {
      get struck() {
        return armed.struck;
      },
      clear: () => {
        this.#armed.delete(armed);
      },
    };
  }

  clear(): void {
    this.#armed.clear();
  }

  /** The fault that strikes this call, if any. `channels`: the ids that its channel goes by. */
  strike(method: string, channels: readonly string[]): FaultSpec | undefined {
    for (const armed of this.#armed) {
      if (!fits(armed.spec, method, channels)) continue;
      armed.struck += 1;
      armed.left -= 1;
      if (armed.left <= 0) this.#armed.delete(armed);
      return armed.spec;
    }
    return undefined;
  }
}

function fits(spec: FaultSpec, method: string, channels: readonly string[]): boolean {
  if (typeof spec.method === "string" && spec.method !== method) return false;
  if (spec.method instanceof RegExp && method.search(spec.method) === -1) return false;
  if (spec.channel !== undefined && !channels.includes(spec.channel)) return false;
  return spec.probability === undefined || (spec.random?.() ?? 1) < spec.probability;
}
