// The named ways in which simulated reps deal with what lands before them. Each is a habit, not a script: how often
// they answer at all, how soon (in their own working time), and what they do with it.
import type { Card } from "./card.ts";
import type { Random } from "./random.ts";

export type Answer = "accept" | "recycle" | "claim";

/** What somebody means to do about a card; null: nothing. */
export type Plan = { readonly answer: Answer; readonly afterMs: number } | null;

export const BEHAVIOURS = ["prompt", "slow", "absent", "recycler", "cherry-picker"] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

interface Habit {
  /** How often an offer gets an answer, from 0 to 1. */
  readonly answers: number;
  /** How often that answer is Recycle. */
  readonly recycles: number;
  /** Half of the answers come within so many minutes. */
  readonly minutes: number;
  readonly sigma: number;
  /** How often they go for a card in the tank, and how soon. */
  readonly claims: number;
  readonly claimMinutes: number;
}

const HABITS: Readonly<Record<Exclude<Behaviour, "cherry-picker">, Habit>> = {
  prompt: { answers: 0.98, recycles: 0.08, minutes: 9, sigma: 0.8, claims: 0.25, claimMinutes: 20 },
  slow: { answers: 0.95, recycles: 0.12, minutes: 95, sigma: 0.7, claims: 0.05, claimMinutes: 60 },
  absent: { answers: 0.4, recycles: 0.1, minutes: 110, sigma: 0.9, claims: 0, claimMinutes: 60 },
  recycler: { answers: 0.97, recycles: 0.5, minutes: 25, sigma: 0.8, claims: 0.1, claimMinutes: 30 },
};
/** A cherry-picker takes the good ones at once, and lets most of the others lapse. */
const CHERRY: Habit = { answers: 1, recycles: 0, minutes: 5, sigma: 0.6, claims: 0.9, claimMinutes: 3 };
const STONE: Habit = { answers: 0.3, recycles: 0.8, minutes: 60, sigma: 0.6, claims: 0.05, claimMinutes: 30 };
const GOOD_SCORE = 60;

const MINUTE = 60_000;
/** Nobody reads a card in less. */
const LEAST_MS = 20_000;

/** What somebody of this behaviour does about a card, as far as they can tell from the card alone. */
export function plan(behaviour: Behaviour, card: Card, random: Random): Plan {
  const habit = habitFor(behaviour, card);
  switch (card.kind) {
    case "offer":
      if (!random.chance(habit.answers)) return null;
      return {
        answer: random.chance(habit.recycles) ? "recycle" : "accept",
        afterMs: delay(habit.minutes, habit.sigma, random),
      };
    case "tank":
      if (!random.chance(habit.claims)) return null;
      return { answer: "claim", afterMs: delay(habit.claimMinutes, habit.sigma, random) };
    case "overflow":
      return null;
    default:
      return card.kind satisfies never;
  }
}

function habitFor(behaviour: Behaviour, { tier, score }: Card): Habit {
  if (behaviour !== "cherry-picker") return HABITS[behaviour];
  return tier === "1" || (score ?? 0) >= GOOD_SCORE ? CHERRY : STONE;
}

function delay(minutes: number, sigma: number, random: Random): number {
  return Math.max(LEAST_MS, Math.round(random.around(minutes * MINUTE, sigma)));
}

/** A floor of reps as one meets them: more prompt ones than others, one absent in eight. */
const MIX: readonly Behaviour[] = [
  "prompt",
  "slow",
  "recycler",
  "cherry-picker",
  "absent",
  "prompt",
  "prompt",
  "slow",
];

/** Who behaves how: the same seed casts the same reps. */
export function cast(reps: readonly string[], random: Random): Map<string, Behaviour> {
  const parts = random.shuffled(reps.map((_, index) => MIX[index % MIX.length] ?? "prompt"));
  return new Map(reps.map((rep, index) => [rep, parts[index] ?? "prompt"]));
}
