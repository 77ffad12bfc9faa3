// Time that runs faster than real time: the clock is turned ahead again and again, by what is missing.
import type { DemoClock } from "./clock.ts";
import type { Travel } from "./travel.ts";

/** Real time. What becomes due is done at its instant, and shown at most so much later. */
const EVERY_MS = 200;
/** After a longer pause (the machine slept, a jump took its time) nothing is caught up with. */
const MOST_MS = 1_000;

/** Keeps the clock at its speed until the function that it gives is called. */
export function runFaster(clock: DemoClock, travel: Pick<Travel, "step">): () => void {
  let last = performance.now();
  let busy = false;
  const turn = async () => {
    const { speed, paused, jumping } = clock.state;
    if (busy) return;
    const passed = Math.min(performance.now() - last, MOST_MS);
    last = performance.now();
    if (speed <= 1 || paused || jumping) return;
    busy = true;
    await travel.step(passed * (speed - 1));
    busy = false;
  };
  const timer = setInterval(() => void turn(), EVERY_MS);
  return () => clearInterval(timer);
}
