// What a backtest counts. Nothing in it grows with the leads, but the list of those that changed, as far as it is kept.
import { type Foretold, foretold, judge, type ScoreCounts } from "../../domain/foretold.ts";
import type { LeadId } from "../../ids.ts";
import type { CompiledPolicy } from "../../policy/types.ts";
import type { Verdict } from "./decideAgain.ts";

/** A lead that would have been decided otherwise. */
export interface Change {
  readonly leadId: LeadId;
  readonly from: string;
  readonly to: string;
  /** Its state today; of a recycled lead with the reason. */
  readonly became: string;
}

export interface RuleCount {
  readonly id: string;
  /** Leads among whose reasons the rule was. */
  readonly old: number;
  readonly new: number;
}

export interface Counts {
  /** Leads that were decided again. */
  readonly leads: number;
  readonly changed: number;
  readonly table: readonly { readonly from: string; readonly to: string; readonly leads: number }[];
  readonly rules: readonly RuleCount[];
  /** What became of those that changed, the most first. */
  readonly fates: readonly (Omit<Change, "leadId"> & { readonly leads: number })[];
  readonly changes: readonly Change[];
  /** How well either score foretold what became of the leads; null: that is known of none. */
  readonly outcomes: { readonly old: Foretold; readonly new: Foretold } | null;
}

/** One lead, decided again. */
export interface Compared {
  readonly leadId: LeadId;
  readonly old: Verdict;
  readonly new: Verdict;
  readonly became: string;
  /** Null: not known. */
  readonly converted: boolean | null;
}

export class Tally {
  readonly #keep: number;
  readonly #policy: CompiledPolicy;
  readonly #table = new Map<string, Map<string, number>>();
  readonly #fates = new Map<string, Omit<Change, "leadId"> & { leads: number }>();
  readonly #rules = new Map<string, { old: number; new: number }>();
  readonly #changes: Change[] = [];
  readonly #scores: { readonly old: ScoreCounts; readonly new: ScoreCounts } = {
    old: new Map(),
    new: new Map(),
  };
  #leads = 0;
  #changed = 0;

  /** `keep`: how many of the leads that change are listed. The rules of `policy` are counted also when none fires. */
  constructor(policy: CompiledPolicy, keep: number) {
    this.#policy = policy;
    this.#keep = keep;
    for (const { id } of [...policy.score.rules, ...policy.icp, ...policy.checks])
      this.#rules.set(id, { old: 0, new: 0 });
  }

  add({ leadId, old, new: again, became, converted }: Compared): void {
    this.#leads++;
    const row = entry(this.#table, old.label, () => new Map<string, number>());
    row.set(again.label, (row.get(again.label) ?? 0) + 1);
    for (const id of old.rules) entry(this.#rules, id, none).old++;
    for (const id of again.rules) entry(this.#rules, id, none).new++;
    if (converted !== null) {
      judge(this.#scores.old, { score: old.score, converted });
      judge(this.#scores.new, { score: again.score, converted });
    }
    if (old.label === again.label) return;
    this.#changed++;
    const change = { from: old.label, to: again.label, became };
    entry(this.#fates, JSON.stringify(change), () => ({ ...change, leads: 0 })).leads++;
    if (this.#changes.length < this.#keep) this.#changes.push({ leadId, ...change });
  }

  counts(): Counts {
    const order = labelOrder(this.#policy);
    const rows = [...this.#table].flatMap(([from, row]) =>
      [...row].map(([to, leads]) => ({ from, to, leads })),
    );
    return {
      leads: this.#leads,
      changed: this.#changed,
      table: rows.sort((a, b) => order(a.from, b.from) || order(a.to, b.to)),
      rules: [...this.#rules].map(([id, fired]) => ({ id, ...fired })),
      fates: [...this.#fates.values()].sort((a, b) => b.leads - a.leads),
      changes: this.#changes,
      outcomes:
        this.#scores.old.size === 0
          ? null
          : { old: foretold(this.#scores.old), new: foretold(this.#scores.new) },
    };
  }
}

const none = () => ({ old: 0, new: 0 });

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** The policy's tiers in its own order, then those of older policies, then nurture, reviews and suppressed. */
function labelOrder(policy: CompiledPolicy): (a: string, b: string) => number {
  const known = new Map(policy.tiers.map(({ id }, index) => [`tier ${id}`, index]));
  const place = (label: string) => known.get(label) ?? known.size + (label.startsWith("tier ") ? 0 : 1);
  return (a, b) => place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0);
}
