import { expect, test } from "vitest";
import { countedAgainst, type SubmittedOverride, unreviewedAt } from "../../src/domain/overrideDigest.ts";

const AT = "2026-03-02T09:00:00.000Z";
const LATER = "2026-03-03T09:00:00.000Z";

function one(more: Partial<SubmittedOverride> = {}): SubmittedOverride {
  return {
    ...{ leadId: `lead_${"0".repeat(32)}`, no: 1, by: "U0MANAGER", at: AT, act: { do: "reopen" } },
    ...{ reasonCode: "rule_gap", rule: "size", outcome: "done", reviewed: null },
    rulesWouldHave: { state: "nurture", next: null, rep: null },
    ...more,
  };
}

test("counts by person, reason, action and rule, the most frequent first, each beside the time before", () => {
  const now = [
    one(),
    one({ by: "U0SECOND", rule: null }),
    one({ by: "U0SECOND", reasonCode: "data_error", act: { do: "unsuppress" } }),
  ];
  const before = [one(), one(), one({ by: "U0GONE", act: { do: "reassign", rep: "U0BOB" } })];
  expect(countedAgainst(now, before)).toEqual({
    total: { of: "all", now: 3, before: 3 },
    byPerson: [
      { of: "U0SECOND", now: 2, before: 0 },
      { of: "U0MANAGER", now: 1, before: 2 },
      { of: "U0GONE", now: 0, before: 1 },
    ],
    byReason: [
      { of: "rule_gap", now: 2, before: 3 },
      { of: "data_error", now: 1, before: 0 },
    ],
    byAction: [
      { of: "reopen", now: 2, before: 2 },
      { of: "unsuppress", now: 1, before: 0 },
      { of: "reassign", now: 0, before: 1 },
    ],
    byRule: [
      { of: "size", now: 2, before: 3 },
      { of: null, now: 1, before: 0 },
    ],
    asked: { waiting: 0, approved: 0, rejected: 0, expired: 0, moved_on: 0 },
  });
});

test("says what came of those that a second manager was asked about", () => {
  const outcomes = ["waiting", "approved", "approved", "rejected", "expired", "moved_on", "done"] as const;
  const { asked } = countedAgainst(
    outcomes.map((outcome) => one({ outcome })),
    [one({ outcome: "rejected" })],
  );
  expect(asked).toEqual({ waiting: 1, approved: 2, rejected: 1, expired: 1, moved_on: 1 });
});

test("what is reviewed after a moment was not reviewed by then", () => {
  const reviewed = (at: string) => one({ reviewed: { by: "U0STEWARD", at } });
  const all = [one(), reviewed(AT), reviewed(LATER)];
  expect(unreviewedAt(all, LATER)).toEqual([one(), reviewed(LATER)]);
  expect(unreviewedAt(all, AT)).toEqual(all);
});
