// What a benchmark is and what it gives.

export type Size = "full" | "quick";

/** One figure. With a goal it is judged, without one it only says where the others come from. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: "×" | "ms" | "/s" | "";
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
}

export interface Benchmark {
  readonly name: string;
  /** What is measured against what. */
  readonly title: string;
  run(size: Size): Promise<Figure[]>;
}

/** Whether a figure meets its goal; null where it has none. */
export function meetsGoal({ value, goal }: Figure): boolean | null {
  if (goal === undefined) return null;
  return "atLeast" in goal ? value >= goal.atLeast : value <= goal.atMost;
}
