// Which alerts are raised, go on and are over, from numbers alone.
import { describe, expect, it, test } from "vitest";
import { alert as sample, tankFacts } from "../../blocks/gallery/alertSamples.ts";
import { type Instant, instant, toMs } from "../../src/clock.ts";
import { type AlertCommand, decideAnswer } from "../../src/domain/alertAnswers.ts";
import {
  type Alert,
  type AlertChange,
  type AlertLines,
  type AlertNumbers,
  decideAlerts,
  isLive,
} from "../../src/domain/alerts.ts";
import { medianOf, whereLeadsWaited } from "../../src/domain/whereLeadsWait.ts";
import { teamOf } from "../support/fixtures.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, ten in the morning. */
const T0 = "2026-03-02T10:00:00.000Z";
const later = (ms: number): Instant => instant(toMs(T0) + ms);
const team = teamOf();
const LINES: AlertLines = {
  latency: { medianMs: 2 * HOUR, p95Ms: 24 * HOUR },
  campaign: { share: 0.5, ofAtLeast: 10 },
  overrides: { moreThan: 10, withinMs: DAY },
  tank: { moreThan: 20 },
  postMortem: { withinMs: 7 * DAY, moreThan: { person: 5, rule: 7, team: 9 } },
};
const CALM: AlertNumbers = {
  latency: { leads: 0, medianMs: null, p95Ms: null },
  tank: 0,
  overrides: 0,
  campaigns: [],
  overriding: [],
};

/** Looks again and again, and keeps the alerts as the store does. */
class Watch {
  alerts: Alert[] = [];
  now: Instant = T0;

  look(numbers: Partial<AlertNumbers>, afterMs = 0, lines = LINES): string[] {
    this.now = instant(toMs(this.now) + afterMs);
    const changes = decideAlerts({ ...CALM, ...numbers }, this.alerts, lines, team, this.now);
    for (const change of changes) this.#apply(change);
    return changes.map((change) =>
      change.change === "raise"
        ? `raise ${change.kind} ${change.subject}`.trim()
        : `${change.change} ${change.alert.kind}${change.change === "end" ? ` ${change.because}` : ""}`,
    );
  }

  answer(command: Omit<AlertCommand, "in"> & { do: "acknowledge" | "snooze" }): void {
    const alert = this.alerts.at(-1) ?? null;
    const answer = decideAnswer(alert, { in: null, ...command }, team, this.now);
    if (answer.kind !== "done") throw new Error(answer.code);
    this.alerts = this.alerts.map((one) => (one.id === answer.alert.id ? answer.alert : one));
  }

  #apply(change: AlertChange): void {
    if (change.change === "raise") {
      const { kind, subject, key } = change;
      expect(
        this.alerts.some((one) => one.key === key),
        key,
      ).toBe(false);
      expect(this.alerts.some((one) => one.kind === kind && one.subject === subject && isLive(one))).toBe(
        false,
      );
      const id = `alert_${this.alerts.length}`;
      const dueAt = kind === "post_mortem" ? instant(toMs(this.now) + 7 * DAY) : null;
      const times = { raisedAt: this.now, factsAt: this.now, dueAt };
      this.alerts.push({ ...sample(tankFacts), id, kind, subject, key, ...times });
      return;
    }
    const more: Partial<Alert> =
      change.change === "end"
        ? { status: "over", overAt: this.now, overBecause: change.because }
        : { factsAt: this.now };
    this.alerts = this.alerts.map((one) => (one.id === change.alert.id ? { ...one, ...more } : one));
  }
}

describe("an alert is raised", () => {
  const latency = (leads: number, medianMs: number, p95Ms: number) => ({
    latency: { leads, medianMs, p95Ms },
  });
  const campaign = (leads: number, disqualified: number) => ({
    campaigns: [{ campaign: "spring", leads, disqualified }],
  });
  const overriding = (of: "person" | "rule" | "team", overrides: number) => ({
    overriding: [{ of, name: "x", overrides }],
  });
  test.each<[string, Partial<AlertNumbers>, string[]]>([
    ["the median is at its line", latency(10, 2 * HOUR, 24 * HOUR), []],
    ["the median is beyond it", latency(10, 2 * HOUR + 1, 3 * HOUR), ["raise latency"]],
    ["only the slowest are beyond theirs", latency(10, HOUR, 24 * HOUR + 1), ["raise latency"]],
    ["there are too few leads to tell", latency(9, 9 * HOUR, 90 * HOUR), []],
    ["the tank is at its line", { tank: 20 }, []],
    ["the tank is beyond it", { tank: 21 }, ["raise tank"]],
    ["as many overrides as may be", { overrides: 10 }, []],
    ["one override more", { overrides: 11 }, ["raise overrides"]],
    ["half of a campaign's leads are none", campaign(10, 5), ["raise campaign spring"]],
    ["fewer than half are none", campaign(11, 5), []],
    ["all of too few are none", campaign(9, 9), []],
    ["a person overrode as often as may be", overriding("person", 5), []],
    ["a person overrode once more", overriding("person", 6), ["raise post_mortem person:x"]],
    ["a rule was overridden less often than a rule may", overriding("rule", 7), []],
    ["a rule was overridden once more", overriding("rule", 8), ["raise post_mortem rule:x"]],
    ["a team was overridden once more than it may", overriding("team", 10), ["raise post_mortem team:x"]],
  ])("or not, when %s", (_when, numbers, expected) => {
    expect(new Watch().look(numbers)).toEqual(expected);
  });

  it("at a share that no binary fraction is, exactly when it is reached", () => {
    const lines = { ...LINES, campaign: { share: 33.3 / 100, ofAtLeast: 1 } };
    expect(new Watch().look(campaign(1_000, 333), 0, lines)).toEqual(["raise campaign spring"]);
    expect(new Watch().look(campaign(1_000, 332), 0, lines)).toEqual([]);
    const seven = { ...LINES, campaign: { share: 7 / 100, ofAtLeast: 1 } };
    expect(new Watch().look(campaign(100, 7), 0, seven)).toEqual(["raise campaign spring"]);
  });

  it("not where the policy says off, and what was told is over then", () => {
    const off = { ...LINES, tank: null };
    expect(new Watch().look({ tank: 500 }, 0, off)).toEqual([]);
    const watch = new Watch();
    watch.look({ tank: 21 });
    expect(watch.look({ tank: 500 }, 10_000, off)).toEqual(["end tank switched_off"]);
  });
});

describe("an alert that was raised", () => {
  it("is raised once while it lasts, and its numbers are brought up to date every ten minutes", () => {
    const watch = new Watch();
    expect(watch.look({ tank: 21 })).toEqual(["raise tank"]);
    expect(watch.look({ tank: 22 }, 10_000)).toEqual([]);
    expect(watch.look({ tank: 23 }, 10 * 60_000)).toEqual(["refresh tank"]);
    expect(watch.look({ tank: 24 }, 10_000)).toEqual([]);
  });

  it("is over when its cause has passed; a later occurrence is another, and one within half an hour is not told", () => {
    const watch = new Watch();
    watch.look({ tank: 21 });
    expect(watch.look({ tank: 20 }, 10_000)).toEqual(["end tank passed"]);
    expect(watch.look({ tank: 21 }, 10_000)).toEqual([]);
    expect(watch.look({ tank: 21 }, 30 * 60_000)).toEqual(["raise tank"]);
  });

  it("is over also after somebody has acknowledged it", () => {
    const watch = new Watch();
    watch.look({ overrides: 11 });
    watch.answer({ do: "acknowledge", by: "U0MANAGER" });
    expect(watch.look({ overrides: 11 }, 10_000)).toEqual([]);
    expect(watch.look({}, 10_000)).toEqual(["end overrides passed"]);
  });

  it("keeps all others of its kind away for seven days once it is snoozed, whatever happens meanwhile", () => {
    const watch = new Watch();
    watch.look({ tank: 21 });
    watch.answer({ do: "snooze", by: "U0STEWARD" });
    expect(watch.look({ tank: 90 }, 60_000)).toEqual([]);
    expect(watch.look({}, DAY)).toEqual(["end tank passed"]);
    expect(watch.look({ tank: 90 }, DAY)).toEqual([]);
    expect(watch.look({ overrides: 11 }, 0), "of another kind").toEqual(["raise overrides"]);
    expect(watch.look({ tank: 90, overrides: 11 }, 5 * DAY)).toContain("raise tank");
  });

  it("is told of anew when the snooze ends and it still holds", () => {
    const watch = new Watch();
    watch.look({ tank: 21 });
    watch.answer({ do: "snooze", by: "U0STEWARD" });
    watch.look({ tank: 21 }, 6 * DAY);
    expect(watch.look({ tank: 21 }, DAY)).toEqual(["end tank renewed", "raise tank"]);
  });

  it("about a campaign is raised once a week of the team's zone, also after it was over", () => {
    const bad = { campaigns: [{ campaign: "spring", leads: 10, disqualified: 9 }] };
    const watch = new Watch();
    expect(watch.look(bad)).toEqual(["raise campaign spring"]);
    expect(watch.look({}, HOUR)).toEqual(["end campaign passed"]);
    expect(watch.look(bad, 5 * DAY)).toEqual([]);
    expect(watch.look({ campaigns: [{ ...bad.campaigns[0], campaign: "Spring" } as never] })).toEqual([
      "raise campaign Spring",
    ]);
    // Monday again.
    expect(watch.look(bad, 2 * DAY)).toContain("raise campaign spring");
    expect(watch.look(bad, 7 * DAY)).toEqual(["end campaign renewed", "raise campaign spring"]);
  });

  it("of a post-mortem stays until it is closed, is raised once in its time, and says when it is overdue", () => {
    const many = { overriding: [{ of: "person" as const, name: "U0MANAGER", overrides: 6 }] };
    const watch = new Watch();
    expect(watch.look(many)).toEqual(["raise post_mortem person:U0MANAGER"]);
    expect(watch.look({}, 6 * DAY)).toEqual([]);
    expect(watch.look({}, DAY)).toEqual(["refresh post_mortem"]);
    expect(watch.look(many, DAY)).toEqual([]);
    const note = "Why it happened, and what follows";
    const close = { do: "close", by: "U0STEWARD", in: null, note, key: "0f" } as const;
    const closed = decideAnswer(watch.alerts[0] ?? null, close, team, watch.now);
    if (closed.kind !== "done") throw new Error(closed.code);
    expect(JSON.stringify(closed.event)).not.toContain("happened");
    watch.alerts = [closed.alert];
    expect(watch.look(many, 10_000)).toEqual(["raise post_mortem person:U0MANAGER"]);
  });

  it("of a post-mortem that was closed at once leaves room for another only after its time", () => {
    const many = { overriding: [{ of: "rule" as const, name: "demo", overrides: 8 }] };
    const watch = new Watch();
    watch.look(many);
    watch.alerts = watch.alerts.map((one) => ({ ...one, status: "closed" as const }));
    expect(watch.look(many, 7 * DAY - 1)).toEqual([]);
    expect(watch.look(many, 1)).toEqual(["raise post_mortem rule:demo"]);
  });
});

describe("where leads waited", () => {
  it("is told by what happened to them, up to the answer, and how long each rep had an offer", () => {
    const event = (leadId: string, type: string, minutes: number, rep: string | null = null) => ({
      ...{ leadId, type, rep, at: later(minutes * 60_000) },
    });
    const { places, offers } = whereLeadsWaited([
      event("a", "received", 0),
      event("a", "qualified", 5),
      event("a", "offered", 5, "U0BOB"),
      event("a", "card_posted", 6),
      event("a", "overdue", 125),
      event("a", "taken_away", 245),
      event("a", "tanked", 245),
      event("a", "claimed", 275, "U0ALICE"),
      event("b", "re_engaged", 100),
      event("b", "qualified", 101),
      event("b", "unrouted", 101),
      event("b", "overflowed", 103),
      event("b", "escalated", 110),
      event("b", "assigned", 113),
      event("b", "offered", 113, "U0BOB"),
      event("b", "accepted", 123, "U0BOB"),
      event("b", "offered", 999, "U0ALICE"),
    ]);
    const minutes = Object.fromEntries([...places].map(([place, ms]) => [place, ms / 60_000]));
    expect(minutes).toEqual({ buffer: 6, offer: 250, tank: 30, routing: 2, overflow: 10 });
    expect([...offers].map(([rep, ms]) => [rep, ms.map((one) => one / 60_000)])).toEqual([
      ["U0BOB", [240, 10]],
    ]);
  });

  it("the middle of an even number is one of them, by nearest rank", () => {
    expect([medianOf([]), medianOf([3]), medianOf([9, 1]), medianOf([5, 1, 3])]).toEqual([null, 3, 1, 3]);
  });
});
