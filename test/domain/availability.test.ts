// Who is away: what people say, what Slack says, and what the clock makes of it.
import { describe, expect, it } from "vitest";
import { type Instant, instant, toMs } from "../../src/clock.ts";
import {
  type AvailabilityCommand,
  type AvailabilityKnown,
  decideAvailability,
  SLACK_SAYS_NOTHING,
} from "../../src/domain/availability.ts";

const NOW = "2026-03-02T10:00:00.000Z";
const HOUR = 3_600_000;
const ALICE = "U0ALICE";
const MANAGER = "U0MANAGER";

/** One person's availability, told in commands. */
class Person {
  now: Instant = NOW;
  known: AvailabilityKnown = { away: null, heard: SLACK_SAYS_NOTHING };

  /** The events in a word each, with what they say. */
  do(command: AvailabilityCommand): unknown[] | string {
    const decision = decideAvailability(ALICE, this.known, command, this.now);
    if (!decision.ok) return decision.refused;
    this.known = decision.known;
    return decision.events.map((event) => {
      if (event.type === "came_back") return ["back", event.by];
      return event.type === "went_away" ? ["away", event.by, event.because, event.until] : event;
    });
  }

  after(hours: number): this {
    this.now = instant(toMs(this.now) + hours * HOUR);
    return this;
  }
}

const hours = (after: number) => instant(toMs(NOW) + after * HOUR);
const away = (until: Instant | null, by = ALICE): AvailabilityCommand => ({ do: "go_away", by, until });
const back = (by = ALICE): AvailabilityCommand => ({ do: "come_back", by });
const snoozed = (until: Instant | null): AvailabilityCommand => ({
  do: "hear",
  says: { doNotDisturb: until === null ? null : { until } },
});
const status = (until: Instant | null | "none"): AvailabilityCommand => ({
  do: "hear",
  says: { status: until === "none" ? null : { until } },
});
const LOOK: AvailabilityCommand = { do: "look_at_clock" };

describe("somebody who says that they are away", () => {
  it("is away until they are back, and neither is told twice", () => {
    const person = new Person();
    expect(person.do(away(null))).toEqual([["away", ALICE, "said_so", null]]);
    expect(person.do(away(null))).toEqual([]);
    expect(person.after(1).do(back())).toEqual([["back", ALICE]]);
    expect(person.do(back())).toEqual([]);
  });

  it("may stay away for longer, or for less, and has been away since the beginning", () => {
    const person = new Person();
    person.do(away(hours(2)));
    expect(person.after(1).do(away(hours(5)))).toEqual([["away", ALICE, "said_so", hours(5)]]);
    expect(person.known.away?.since).toBe(NOW);
    expect(person.do(away(hours(3), MANAGER))).toEqual([["away", MANAGER, "said_so", hours(3)]]);
  });

  it("is back by the clock when the time comes, not a moment before, and once", () => {
    const person = new Person();
    person.do(away(hours(1)));
    person.now = instant(toMs(hours(1)) - 1);
    expect(person.do(LOOK)).toEqual([]);
    person.now = hours(1);
    expect(person.do(LOOK)).toEqual([["back", null]]);
    expect(person.do(LOOK)).toEqual([]);
  });

  it("goes away anew when the time has come and nobody has looked at the clock", () => {
    const person = new Person();
    person.do(away(hours(1)));
    expect(person.after(2).do(away(hours(1 + 2)))).toEqual([
      ["back", null],
      ["away", ALICE, "said_so", hours(3)],
    ]);
    expect(person.known.away?.since).toBe(hours(2));
  });

  it("cannot be so until a time that is over, nor for years", () => {
    expect(new Person().do(away(NOW))).toBe("past");
    expect(new Person().do(away(hours(-1)))).toBe("past");
    expect(new Person().do(away(hours(24 * 367)))).toBe("too_far");
    expect(new Person().do(away(hours(24 * 366)))).toHaveLength(1);
  });
});

describe("what Slack says", () => {
  it("makes somebody away until the snooze ends, and back when they end it", () => {
    const person = new Person();
    expect(person.do(snoozed(hours(1)))).toEqual([["away", null, "do_not_disturb", hours(1)]]);
    expect(person.do(snoozed(hours(1)))).toEqual([]);
    expect(person.do(snoozed(hours(2)))).toEqual([["away", null, "do_not_disturb", hours(2)]]);
    expect(person.do(snoozed(null))).toEqual([["back", null]]);
  });

  it("a status without an end lasts until it is cleared", () => {
    const person = new Person();
    expect(person.do(status(null))).toEqual([["away", null, "status", null]]);
    expect(person.after(1_000).do(LOOK)).toEqual([]);
    expect(person.do(status("none"))).toEqual([["back", null]]);
  });

  it("of a snooze and a status the one that ends later counts, whichever came first", () => {
    const person = new Person();
    person.do(snoozed(hours(1)));
    expect(person.do(status(hours(48)))).toEqual([["away", null, "status", hours(48)]]);
    expect(person.do(snoozed(null))).toEqual([]);
    const other = new Person();
    other.do(status(hours(48)));
    expect(other.do(snoozed(hours(1)))).toEqual([]);
    expect(other.do(status("none"))).toEqual([["away", null, "do_not_disturb", hours(1)]]);
  });

  it("does not stand against what somebody has said", () => {
    const person = new Person();
    person.do(away(hours(5), MANAGER));
    expect(person.do(snoozed(hours(8)))).toEqual([]);
    expect(person.do(snoozed(null))).toEqual([]);
    expect(person.known.away).toMatchObject({ because: "said_so", until: hours(5), by: MANAGER });
  });

  it("is taken over by the person's own word", () => {
    const person = new Person();
    person.do(snoozed(hours(1)));
    expect(person.do(away(hours(9)))).toEqual([["away", ALICE, "said_so", hours(9)]]);
    expect(person.do(snoozed(null))).toEqual([]);
  });

  it("is no news to who has come back in spite of it, until it says something else", () => {
    const person = new Person();
    person.do(status(null));
    person.do(back());
    expect(person.do(status(null))).toEqual([]);
    expect(
      person.after(24).do({ do: "hear", says: { status: { until: null }, doNotDisturb: null } }),
    ).toEqual([]);
    expect(person.do(status("none"))).toEqual([]);
    expect(person.do(status(null))).toEqual([["away", null, "status", null]]);
  });

  it("says nothing by a snooze that is over already", () => {
    const person = new Person();
    expect(person.do(snoozed(hours(-1)))).toEqual([]);
    expect(person.known.away).toBeNull();
  });
});
