import { expect, test } from "vitest";
import { signalsOf } from "../../src/domain/signals.ts";
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
