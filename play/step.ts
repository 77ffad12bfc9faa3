// The play's grain: the clock stands still on multiples of this, as long as the sweep's own interval. What is due in
// between happens together, up to so much late, as it may on a busy day.
const STEP_MS = 5_000;

/** The first step at or after an instant in ms. */
export function onStep(at: number): number {
  return Math.ceil(at / STEP_MS) * STEP_MS;
}
