// How a demo with somebody's own leads and rules begins: at a time when people work, and with a card.
import { describe, expect, it } from "vitest";
import { atWorkFrom, untilFirstCard } from "../../demo/leads/opening.ts";
import { teamOf } from "../support/fixtures.ts";

const MINUTE = 60_000;
const team = (hours: string) =>
  teamOf(`version: 1
timezone: Europe/London
${hours}
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MORGAN], stewards: [U0MORGAN], overflow: U0MORGAN }
reps: [{ slack: U0ALICE, name: Alice }]
`);
const from = (hours: string, now: string) => {
  const office = team(hours);
  const [rep] = office.reps;
  if (rep === undefined) throw new Error("nobody");
  return new Date(atWorkFrom(rep, office, Date.parse(now))).toISOString().slice(0, 16);
};

describe("the demo's first instant", () => {
  it.each([
    ["at work", "2026-11-20T10:00Z", "2026-11-20T10:00"],
    ["a Saturday", "2026-11-21T10:00Z", "2026-11-23T09:00"],
    ["the end of a day", "2026-11-19T17:30Z", "2026-11-20T09:00"],
  ])("%s: when the first rep is at work for a while", (_what, now, expected) => {
    expect(from('hours: { mon-fri: "09:00-18:00" }', now)).toBe(expected);
  });

  it("is now where people work at any hour", () => {
    expect(from("", "2026-11-21T23:30Z")).toBe("2026-11-21T23:30");
  });
});

describe("the first card", () => {
  function opening(cardAfterMinutes: number) {
    const story = { minutes: 0, leads: 0 };
    const ahead = untilFirstCard({
      handInNext: async () => void story.leads++,
      ahead: async (ms) => {
        story.minutes += ms / MINUTE;
      },
      hasCard: () => story.minutes >= cardAfterMinutes,
    });
    return { story, ahead };
  }

  it("takes no time where it is there at once", async () => {
    const { story, ahead } = opening(0);
    expect(await ahead).toBe(0);
    expect(story).toEqual({ minutes: 0, leads: 0 });
  });

  it("is waited for as long as the rules hold it, by the demo's clock", async () => {
    const { story, ahead } = opening(3);
    expect(await ahead).toBe(3 * MINUTE);
    expect(story.leads).toBe(0);
  });

  it("may need further leads, and is not waited for for ever", async () => {
    const { story, ahead } = opening(Number.POSITIVE_INFINITY);
    expect(await ahead).toBe(10 * MINUTE);
    expect(story.leads).toBeGreaterThan(3);
  });
});
