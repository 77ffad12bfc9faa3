import { expect, it } from "vitest";
import { view } from "../../blocks/gallery/samples.ts";
import { whenWords } from "../../blocks/time.ts";
import { instant, toMs } from "../../src/clock.ts";

const words = (at: string, now: string, timezone = "Europe/London") =>
  whenWords(instant(toMs(at)), { ...view, now: toMs(now), timezone });

it.each([
  ["today by its hour", "2026-03-29T00:30:00Z", "2026-03-29T22:59:00Z", "00:30"],
  [
    "the day before by its name, an hour of it missing",
    "2026-03-28T23:30:00Z",
    "2026-03-29T22:59:00Z",
    "Sat 23:30",
  ],
  [
    "six days away by its name, an hour of them missing",
    "2026-03-29T22:59:00Z",
    "2026-03-23T00:01:00Z",
    "Sun 23:59",
  ],
  ["seven days away by its date", "2026-03-30T22:59:00Z", "2026-03-23T00:01:00Z", "30 Mar 23:59"],
  ["the last week of another year by its name", "2025-12-31T12:00:00Z", "2026-01-02T12:00:00Z", "Wed 12:00"],
  ["another year with it", "2025-12-01T12:00:00Z", "2026-01-02T12:00:00Z", "1 Dec 2025 12:00"],
])("says %s", (_, at, now, expected) => {
  expect(words(at, now)).toBe(expected);
});

it("counts days where the reader is, and in UTC where nobody knows the zone", () => {
  const [at, now] = ["2026-03-02T23:30:00Z", "2026-03-03T00:30:00Z"];
  expect(words(at, now, "America/New_York")).toBe("18:30");
  expect(words(at, now, "Nowhere/Atall")).toBe("Mon 23:30");
});
