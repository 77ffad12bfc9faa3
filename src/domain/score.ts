// The score: the points of the rules that fire, fewer of them the older the news they stand on.
import { type Instant, toMs } from "../clock.ts";
import type { CompiledPolicy, Condition, Facts, ScoreRule } from "../policy/types.ts";
import type { Lifted } from "./lead.ts";
import type { Why } from "./trace.ts";

export interface Scored {
  readonly score: number;
  /** Strongest first; equal ones in the policy's order. */
  readonly fired: readonly Why[];
  /** Rules that had nothing to read. */
  readonly silent: readonly Why[];
  /** The first fired rule that suppresses by itself. */
  readonly suppressing: string | null;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A condition that could not be settled for want of a value, and what that counts as, in words. */
export function unknown(
  { id, when }: { readonly id: string; readonly when: Condition },
  facts: Facts,
  missing: readonly string[],
  text: string,
): Why {
  return { rule: id, read: when.read(facts), missing, text };
}

/** `lifted`: what an override has set aside. */
export function scoreOf(
  { score: { rules } }: CompiledPolicy,
  facts: Facts,
  now: Instant,
  lifted: readonly Lifted[] = [],
): Scored {
  const fired: Why[] = [];
  const silent: Why[] = [];
  let score = 0;
  let suppressing: string | null = null;
  for (const rule of rules) {
    if (lifted.includes(`rule:${rule.id}`)) continue;
    const verdict = rule.when.evaluate(facts);
    if (verdict.is === "true") {
      const { points, text } = worth(rule, facts, now);
      score += points;
      if (rule.suppress) suppressing ??= rule.id;
      fired.push({ rule: rule.id, points, read: rule.when.read(facts), text });
    } else if (verdict.is === "missing") {
      silent.push(unknown(rule, facts, verdict.missing, `${rule.label}: no value to read`));
    }
  }
  fired.sort((a, b) => Math.abs(b.points ?? 0) - Math.abs(a.points ?? 0));
  return { score, fired, silent, suppressing };
}

/** What a rule that fired adds now, and why it is that much. A time that lies ahead makes nothing worth more. */
function worth(rule: ScoreRule, facts: Facts, now: Instant): { points: number; text: string } {
  const { points, label, decay } = rule;
  const youngest = decay && rule.when.youngest(facts);
  if (decay === null || youngest === null) return { points, text: `${label} (${signed(points)})` };
  const age = Math.max(0, toMs(now) - youngest);
  const left = Math.round(points * 0.5 ** (age / decay.halfLifeMs)) + 0; // never −0
  const said = left === points ? signed(points) : `${signed(left)} of ${signed(points)}, ${old(age)}`;
  return { points: left, text: `${label} (${said})` };
}

function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`;
}

/** An age in whole days, or hours below two of them. */
function old(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (days >= 2) return `${days} days old`;
  const hours = Math.floor(ms / HOUR_MS);
  if (hours < 1) return "less than an hour old";
  return hours === 1 ? "1 hour old" : `${hours} hours old`;
}
