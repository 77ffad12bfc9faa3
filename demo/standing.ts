// While time stands, people still press buttons, and Baton answers at the pace that Slack allows: one new message a
// second and channel, by a clock that stands. So it moves on after all, by the seconds that a message has to wait, and
// no faster than they pass.
import type { Next } from "./botMessages.ts";
import type { DemoClock } from "./clock.ts";

const LOOK_EVERY_MS = 250;

export interface StandingDeps {
  readonly clock: DemoClock;
  next(withinMs: number): Promise<Next | "silent">;
}

/** Looks after paused deliveries until the function that it gives is called. */
export function deliverWhilePaused({ clock, next }: StandingDeps): () => void {
  let looking = false;
  const look = async () => {
    if (looking || !isStanding(clock)) return;
    looking = true;
    const found = await next(LOOK_EVERY_MS);
    looking = false;
    if (found === "silent" || found.delivery === null || !isStanding(clock)) return;
    const now = clock.now();
    if (found.delivery > now) clock.turnTo(Math.min(found.delivery, now + LOOK_EVERY_MS));
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

function isStanding({ exact: { paused, jumping } }: DemoClock): boolean {
  return paused && !jumping;
}
