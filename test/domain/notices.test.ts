import { describe, expect, it } from "vitest";
import { instant, toMs } from "../../src/clock.ts";
import { EMPTY_LEDGER } from "../../src/domain/ledgers.ts";
import { noticeId } from "../../src/domain/mirrors.ts";
import { BUNDLE_MOST, noticeFor } from "../../src/domain/notices.ts";
import { START } from "../support/story.ts";

const own = (n: number) => noticeId(`lead_${n}`, { turn: 1 });

/** The notice that each of the leads falling due at these seconds joins. */
function noticesAt(seconds: readonly number[]): string[] {
  let ledger = EMPTY_LEDGER.notices;
  return seconds.map((second, n) => {
    const joined = noticeFor(ledger, own(n), instant(toMs(START) + second * 1000));
    ledger = joined.ledger;
    return joined.notice;
  });
}

describe("overdue notices", () => {
  it("are single for the first five in a minute; the sixth opens a bundle that the others join", () => {
    const notices = noticesAt(Array.from({ length: 20 }, () => 0));
    expect(notices.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 5].map(own));
    expect(new Set(notices.slice(5))).toEqual(new Set([own(5)]));
  });

  it("are single again when the minute has passed", () => {
    const notices = noticesAt([0, 0, 0, 0, 0, 0, 61, 62]);
    expect(notices.slice(6)).toEqual([own(6), own(7)]);
  });

  it("slide: five within any sixty seconds, not within a minute of the clock", () => {
    expect(noticesAt([0, 30, 40, 50, 55, 59])[5]).toBe(own(5));
    expect(noticesAt([0, 30, 40, 50, 55, 59, 59.5])[6]).toBe(own(5));
    expect(noticesAt([0, 30, 40, 50, 55, 61])[5]).toBe(own(5));
  });

  it("open another bundle when one is as long as a message may be", () => {
    const notices = noticesAt(Array.from({ length: 5 + BUNDLE_MOST + 1 }, () => 0));
    expect(notices.at(-2)).toBe(own(5));
    expect(notices.at(-1)).toBe(own(5 + BUNDLE_MOST));
  });
});
