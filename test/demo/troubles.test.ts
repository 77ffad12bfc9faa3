// Breaking things on purpose: what mends by itself, and what cannot be.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DemoPerson, DemoState } from "../../demo/protocol.ts";
import { Troubles } from "../../demo/troubles.ts";
import type { FaultSpec } from "../../sim/index.ts";

const PEOPLE: readonly DemoPerson[] = [
  { id: "U0REP", name: "Amira", role: "rep", reviews: [] },
  { id: "U0BEN", name: "Ben", role: "rep", reviews: [] },
  { id: "U0MANAGER", name: "Morgan", role: "manager", reviews: [] },
];

function office() {
  const faults = new Set<FaultSpec>();
  const gone = new Set<string>();
  const away: string[][] = [];
  const bot: { status: DemoState["bot"] } = { status: "up" };
  const troubles = new Troubles({
    sim: {
      fault: (spec) => {
        faults.add(spec);
        return { struck: 0, clear: () => void faults.delete(spec) };
      },
      deactivate: (id) => void gone.add(id),
      reactivate: (id) => void gone.delete(id),
    },
    bot: {
      get status() {
        return bot.status;
      },
      start: () => {
        bot.status = "up";
      },
      kill: async () => {
        bot.status = "down";
      },
    },
    roster: {
      applyWithout: async (people) => {
        away.push([...people]);
        return { ok: true };
      },
    },
    people: PEOPLE,
    changed: () => {},
  });
  return { troubles, faults, gone, away, bot };
}

describe("troubles", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("of Slack end by themselves after a minute, and say when", async () => {
    const { troubles, faults } = office();
    await troubles.break({ trouble: "down" });
    expect(faults).toEqual(new Set([{ kind: "http_500" }]));
    expect(troubles.states).toEqual([{ trouble: "down", until: Date.now() + 60_000 }]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(faults.size).toBe(0);
    expect(troubles.states).toEqual([]);
  });

  it("that are mended by hand do not end a second time", async () => {
    const { troubles, faults } = office();
    await troubles.break({ trouble: "down" });
    await vi.advanceTimersByTimeAsync(30_000);
    await troubles.mend({ trouble: "down" });
    await troubles.break({ trouble: "down" });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(faults.size).toBe(1);
  });

  it("break connections before and after a call counts, until somebody mends them", async () => {
    const { troubles, faults } = office();
    await troubles.break({ trouble: "drops" });
    expect([...faults].map(({ kind }) => kind)).toEqual(["drop_before", "drop_after"]);
    expect(troubles.states).toEqual([{ trouble: "drops", until: null }]);
    await troubles.mend({ trouble: "drops" });
    expect(faults.size).toBe(0);
  });

  it("kill the bot, which comes back by itself", async () => {
    const { troubles, bot } = office();
    await troubles.break({ trouble: "kill" });
    expect(bot.status).toBe("down");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(bot.status).toBe("up");
    expect(troubles.states).toEqual([]);
  });

  it("keep everybody else on leave when one comes back", async () => {
    const { troubles, away } = office();
    await troubles.break({ trouble: "on_leave", person: "U0REP" });
    await troubles.break({ trouble: "on_leave", person: "U0BEN" });
    await troubles.mend({ trouble: "on_leave", person: "U0REP" });
    expect(away).toEqual([["U0REP"], ["U0REP", "U0BEN"], ["U0BEN"]]);
  });

  it("deactivate a person and take them back", async () => {
    const { troubles, gone } = office();
    await troubles.break({ trouble: "deactivated", person: "U0MANAGER" });
    expect([...gone]).toEqual(["U0MANAGER"]);
    await troubles.mend({ trouble: "deactivated", person: "U0MANAGER" });
    expect(gone.size).toBe(0);
  });

  it.each([
    ["twice the same", { trouble: "down" }, { trouble: "down" }, /already/],
    ["more of Slack while it is down", { trouble: "down" }, { trouble: "drops" }, /Slack is down/],
    ["a dead bot", { trouble: "kill" }, { trouble: "kill" }, /already/],
    [
      "leave for who takes no leads",
      null,
      { trouble: "on_leave", person: "U0MANAGER" },
      /Morgan takes no leads/,
    ],
    ["leave for nobody", null, { trouble: "on_leave" }, /Say who/],
    ["a stranger", null, { trouble: "deactivated", person: "U0X" }, /nobody here/],
    ["a person where none belongs", null, { trouble: "down", person: "U0REP" }, /nobody in particular/],
  ] as const)("refuse %s, with a sentence", async (_what, before, change, sentence) => {
    const { troubles } = office();
    if (before) await troubles.break(before);
    const states = troubles.states;
    expect(await troubles.break(change)).toMatchObject({ ok: false, error: expect.stringMatching(sentence) });
    expect(troubles.states).toEqual(states);
  });

  it("that are not there cannot be mended", async () => {
    expect(await office().troubles.mend({ trouble: "kill" })).toMatchObject({
      ok: false,
      error: expect.any(String),
    });
  });
});
