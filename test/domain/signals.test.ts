import { describe, expect, it, test } from "vitest";
import {
  recordSignals,
  resolveSignals,
  type Signal,
  signalsAt,
  signalsOf,
} from "../../src/domain/signals.ts";
import { JANE, START } from "../support/story.ts";

test("every attribute that a rule can read is a signal, by the name that rules use", () => {
  const submission = { ...JANE, extra: { visits: 7 }, consent: { given: true }, utm: { source: "ad" } };
  const signals = signalsOf(submission, START);
  expect(Object.fromEntries(signals.map(({ key, value }) => [key, value]))).toMatchObject({
    "lead.title": "VP Ops",
    "lead.extra.visits": 7,
    "lead.consent.given": true,
    "lead.utm.source": "ad",
    "company.employees": 300,
  });
  expect(signals[0]).toMatchObject({ provider: "lead", observedAt: START, freshUntil: null, confidence: 1 });
});

describe("of several values for one attribute", () => {
  const order = {
    byKey: new Map([["company.industry", ["crm", "lead"]]]),
    order: ["lead", "roster", "firmo"],
  };
  const said = (
    provider: string,
    key: string,
    value: string | number,
    more: Partial<Signal> = {},
  ): Signal => ({
    ...{ key, value, provider, confidence: 1, freshUntil: null },
    observedAt: "2026-11-21T09:00:00.000Z",
    ...more,
  });
  const now = "2026-11-21T10:00:00.000Z";

  it("the first by precedence counts, and names what it replaced", () => {
    const signals = [said("firmo", "company.employees", 300), said("lead", "company.employees", 20)];
    const [winner] = resolveSignals(signals, order, now);
    expect(winner).toMatchObject({
      value: 20,
      provider: "lead",
      replaced: { value: 300, provider: "firmo" },
    });
  });

  it("an attribute may have a precedence of its own", () => {
    const signals = [said("lead", "company.industry", "retail"), said("crm", "company.industry", "banking")];
    expect(resolveSignals(signals, order, now)).toMatchObject([{ value: "banking", provider: "crm" }]);
  });

  it("one that is no longer fresh does not count, from that very instant", () => {
    const stale = said("lead", "company.employees", 20, { freshUntil: now });
    expect(resolveSignals([stale, said("firmo", "company.employees", 300)], order, now)).toMatchObject([
      { value: 300, provider: "firmo" },
    ]);
    expect(resolveSignals([stale], order, now)).toEqual([]);
  });

  it("the newest of one provider counts", () => {
    const newer = said("lead", "lead.intent", "demo", { observedAt: "2026-11-21T09:30:00.000Z" });
    const older = said("lead", "lead.intent", "ebook");
    for (const signals of [
      [older, newer],
      [newer, older],
    ]) {
      expect(resolveSignals(signals, order, now)).toMatchObject([
        { value: "demo", replaced: { value: "ebook" } },
      ]);
    }
  });

  it("what a provider says anew replaces what it said before, which stays known", () => {
    const before = recordSignals([], [said("firmo", "company.employees", 300)]);
    const after = recordSignals(before, [said("firmo", "company.employees", 350)]);
    expect(after).toMatchObject([{ value: 350, replaced: { value: 300, provider: "firmo" } }]);
    expect(recordSignals(after, [said("firmo", "company.employees", 350)])).toEqual(after);
  });

  it("what counted when the lead was decided stays known, however often it is said anew", () => {
    const at = (minute: number) => `2026-11-21T09:0${minute}:00.000Z`;
    const says = (value: number, minute: number) =>
      said("firmo", "company.employees", value, { observedAt: at(minute) });
    const [first, again, more] = [says(300, 1), says(300, 3), says(350, 4)];
    for (const later of [[again], [more], [again, more], [more, says(400, 5)]]) {
      const known = later.reduce((all, one) => recordSignals(all, [one], at(2)), [first]);
      expect(signalsAt(known, at(2))).toMatchObject([{ value: 300 }]);
    }
    const unknownThen = recordSignals(recordSignals([], [again], at(2)), [more], at(2));
    expect(signalsAt(unknownThen, at(2))).toEqual([]);
  });
});
