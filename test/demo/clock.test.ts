// The demo's clock, and turning it ahead with a bot that only says when it has something to do.
import { describe, expect, it } from "vitest";
import type { Next } from "../../demo/botMessages.ts";
import { DemoClock } from "../../demo/clock.ts";
import { timeOf } from "../../demo/protocol.ts";
import { Travel, type TravelDeps } from "../../demo/travel.ts";

const START = Date.UTC(2026, 2, 2, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function clockOn() {
  const real = { now: START };
  return { real, clock: new DemoClock(() => real.now) };
}

/** A bot that has these things to do, in ms from the start, and remembers when it did them. */
function botWith(clock: DemoClock, steps: readonly number[], deliveries: readonly number[] = []) {
  const did: number[] = [];
  const open = { step: steps.map((at) => START + at), delivery: deliveries.map((at) => START + at) };
  const settle = async (): Promise<Next> => {
    for (const kind of ["step", "delivery"] as const) {
      did.push(...open[kind].filter((at) => at <= clock.now()).map(() => clock.now() - START));
      open[kind] = open[kind].filter((at) => at > clock.now());
    }
    return { step: open.step[0] ?? null, delivery: open.delivery[0] ?? null };
  };
  return { did, settle };
}

function travelWith(clock: DemoClock, settle: TravelDeps["settle"], real = () => 0) {
  return new Travel({ clock, settle, next: settle, real });
}

describe("the demo's clock", () => {
  it("is told to be faster than it runs: others turn it ahead by the rest", () => {
    const { real, clock } = clockOn();
    clock.setSpeed(60);
    real.now += 1_000;
    expect(clock.now() - START).toBe(1_000);
    expect(timeOf(clock.state, real.now) - START).toBe(MINUTE);
  });

  it("stands while it is paused, and goes on from there", () => {
    const { real, clock } = clockOn();
    clock.setPaused(true);
    real.now += HOUR;
    expect(clock.now()).toBe(START);
    clock.setPaused(false);
    real.now += 5;
    expect(clock.now()).toBe(START + 5);
  });

  it("is never turned back", () => {
    const { clock } = clockOn();
    clock.turnTo(START - HOUR);
    expect(clock.now()).toBe(START);
  });

  it("is read by whoever was told of it as by itself", () => {
    const { real, clock } = clockOn();
    clock.turnTo(START + HOUR);
    real.now += 333;
    expect(timeOf(clock.exact, real.now)).toBe(clock.now());
  });
});

describe("turning the clock ahead", () => {
  it("stops wherever something is due, so that nothing is done late", async () => {
    const { clock } = clockOn();
    const bot = botWith(clock, [5 * MINUTE, HOUR, HOUR + 1, 3 * HOUR], [HOUR + 1_000]);
    await travelWith(clock, bot.settle).ahead(2 * HOUR);
    expect(bot.did).toEqual([5 * MINUTE, HOUR, HOUR + 1, HOUR + 1_000]);
    expect(clock.now()).toBe(START + 2 * HOUR);
  });

  it("does what is due at the very end of the jump", async () => {
    const { clock } = clockOn();
    const bot = botWith(clock, [HOUR]);
    await travelWith(clock, bot.settle).ahead(HOUR);
    expect(bot.did).toEqual([HOUR]);
  });

  it("stands between the stops, and then goes on as before", async () => {
    const { real, clock } = clockOn();
    const seen: boolean[] = [];
    const settle = async (): Promise<Next> => {
      real.now += 100;
      seen.push(clock.state.jumping);
      return { step: null, delivery: null };
    };
    await travelWith(clock, settle).ahead(HOUR);
    expect(seen.every(Boolean)).toBe(true);
    expect(clock.now()).toBe(START + HOUR);
    real.now += 1;
    expect(clock.now()).toBe(START + HOUR + 1);
  });

  it("runs faster in steps that stop at what is due, and look no different from running", async () => {
    const { clock } = clockOn();
    clock.setSpeed(1_000);
    const bot = botWith(clock, [MINUTE, 10 * MINUTE]);
    let leaps = 0;
    clock.onChange(() => {
      if (clock.state.jumping) leaps++;
    });
    const travel = travelWith(clock, bot.settle);
    for (let step = 0; step < 3; step++) await travel.step(200_000);
    expect(bot.did).toEqual([MINUTE, 10 * MINUTE]);
    expect(clock.now()).toBe(START + 10 * MINUTE);
    expect(leaps).toBe(0);
  });

  it("takes one jump after the other", async () => {
    const { clock } = clockOn();
    const bot = botWith(clock, [90 * MINUTE]);
    const travel = travelWith(clock, bot.settle);
    await Promise.all([travel.ahead(HOUR), travel.ahead(HOUR)]);
    expect(bot.did).toEqual([90 * MINUTE]);
    expect(clock.now()).toBe(START + 2 * HOUR);
  });

  it("is set where it should be while the bot is dead", async () => {
    const { clock } = clockOn();
    await travelWith(clock, async () => "silent").ahead(HOUR);
    expect(clock.now()).toBe(START + HOUR);
    expect(clock.state.jumping).toBe(false);
  });

  it("gives up on messages that Slack never takes, and still stops at what is due", async () => {
    const { clock } = clockOn();
    const bot = botWith(clock, [30 * MINUTE, HOUR]);
    let real = 0;
    const settle = async (): Promise<Next> => {
      real += 100;
      const { step } = await bot.settle();
      return { step, delivery: clock.now() + 1_000 };
    };
    await travelWith(clock, settle, () => real).ahead(2 * HOUR);
    expect(bot.did).toEqual([30 * MINUTE, HOUR]);
    expect(clock.now()).toBe(START + 2 * HOUR);
    expect(real).toBeLessThan(9_000);
  });

  it("gets past a step that stays due", async () => {
    const { clock } = clockOn();
    let real = 0;
    const settle = async (): Promise<Next> => {
      real += 50;
      return { step: START + MINUTE, delivery: null };
    };
    await travelWith(clock, settle, () => real).ahead(HOUR);
    expect(clock.now()).toBe(START + HOUR);
    expect(real).toBeLessThan(9_000);
  });
});
