import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { arrivalTimes } from "../../play/arrivals.ts";
import { createRandom } from "../../play/random.ts";
import { teamShift } from "../../src/domain/calendar.ts";
import { parseTeam } from "../../src/policy/index.ts";

const zone = "Asia/Kolkata";
const parsed = parseTeam(
  `
version: 1
timezone: ${zone}
hours: { mon-fri: "09:00-17:00", sat: "09:00-13:00" }
holidays: ["2026-01-07"]
reps: [{ slack: U0ONE, name: One }]
`,
  "team.yml",
);
if (!parsed.ok) throw new Error("the team is wrong");
const shift = teamShift(parsed.team);
const arrive = (count: number, days: number, seed = 1) =>
  arrivalTimes(count, {
    start: "2026-01-05T00:00:00.000Z",
    days,
    shift,
    random: createRandom(seed, "arrivals"),
  });

describe("arrivals", () => {
  it("come in order, in working hours, on no holiday, on a half minute", () => {
    const times = arrive(400, 6);
    expect(times).toHaveLength(400);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const at of times) {
      const local = DateTime.fromMillis(at, { zone });
      expect(at % 30_000).toBe(0);
      expect(local.weekday).toBeLessThan(7);
      expect(local.toISODate()).not.toBe("2026-01-07");
      const minute = local.hour * 60 + local.minute;
      expect(minute).toBeGreaterThanOrEqual(9 * 60);
      expect(minute).toBeLessThanOrEqual((local.weekday === 6 ? 13 : 17) * 60);
    }
  });

  it("spread over as many days as were asked for", () => {
    const days = (count: number) =>
      new Set(arrive(300, count).map((at) => DateTime.fromMillis(at, { zone }).toISODate())).size;
    expect(days(1)).toBeLessThanOrEqual(2);
    expect(days(10)).toBeGreaterThanOrEqual(9);
    expect(days(10)).toBeLessThanOrEqual(11);
  });

  it("are the same for the same seed", () => {
    expect(arrive(50, 3, 4)).toEqual(arrive(50, 3, 4));
    expect(arrive(50, 3, 4)).not.toEqual(arrive(50, 3, 5));
  });
});
