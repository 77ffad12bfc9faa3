import { describe, expect, it } from "vitest";
import * as sample from "../../blocks/gallery/samples.ts";
import { ACTIONS, BLOCKS } from "../../blocks/ids.ts";
import { readRecycle } from "../../blocks/readRecycle.ts";
import { type RecycleChoices, readReason } from "../../blocks/recycleFields.ts";
import { readRecycleTarget, renderRecycle } from "../../blocks/recycleModal.ts";
import type { RecycleReason } from "../../src/domain/lead.ts";
import { violations } from "./slackRules.ts";

const choices: RecycleChoices = {
  timingAfterMs: 90 * 86_400_000,
  features: ["sso", "audit-log"],
  criteria: [{ id: "employees", label: "50 employees or more" }],
};
const moment = { now: sample.NOW, timezone: "Europe/London" };

function labels(reason: RecycleReason | null, more: Partial<RecycleChoices> = {}): string[] {
  return inputs(reason, more).map((block) => block.label.text);
}

function inputs(reason: RecycleReason | null, more: Partial<RecycleChoices> = {}) {
  const view = renderRecycle(sample.offered(20), 1, reason, { ...choices, ...more }, sample.view);
  return view.blocks.flatMap((block) => (block.type === "input" && "label" in block ? [block] : []));
}

function field(block: string, action: string, value: object) {
  return { [block]: { [action]: value } };
}

const reason = (value: RecycleReason) => field(BLOCKS.reason, ACTIONS.reason, { selected_option: { value } });

describe("the recycle modal", () => {
  it("asks for the reason and a note first", () => {
    const view = renderRecycle(sample.offered(20), 1, null, choices, sample.view);
    expect([view.title.text, view.submit?.text]).toEqual(["Recycle lead", "Recycle"]);
    expect(labels(null)).toEqual(["Reason", "Note"]);
  });

  it("lists exactly the four reasons", () => {
    const [first] = inputs(null);
    expect(JSON.stringify(first).match(/"text":"([^"]+)","emoji":false\},"value"/g)).toHaveLength(4);
    for (const word of ["Timing", "Budget", "Feature Gap", "Not ICP"])
      expect(JSON.stringify(first)).toContain(word);
    expect(first?.dispatch_action).toBe(true);
  });

  it.each([
    ["timing", ["Reason", "Re-engage on", "Note"]],
    ["budget", ["Reason", "Note"]],
    ["feature_gap", ["Reason", "Feature", "Note"]],
    ["not_icp", ["Reason", "Criterion", "Note"]],
  ] as const)("shows what %s needs", (chosen, expected) => {
    expect(labels(chosen)).toEqual(expected);
  });

  it("proposes the policy's day, counted in the rep's zone", () => {
    expect(JSON.stringify(inputs("timing"))).toContain('"initial_date":"2027-02-22"');
    const auckland = { ...sample.view, timezone: "Pacific/Auckland" };
    const there = renderRecycle(sample.offered(20), 1, "timing", choices, auckland);
    expect(JSON.stringify(there)).toContain('"initial_date":"2027-02-23"');
  });

  it("never proposes a day that could not be chosen", () => {
    expect(JSON.stringify(inputs("timing", { timingAfterMs: 60_000 }))).toContain(
      '"initial_date":"2026-11-25"',
    );
    expect(JSON.stringify(inputs("timing", { timingAfterMs: 3_000 * 86_400_000 }))).toContain(
      '"initial_date":"2028-11-25"',
    );
    const latest = field(BLOCKS.reengageOn, ACTIONS.reengageOn, { selected_date: "2028-11-25" });
    expect(readRecycle({ ...reason("timing"), ...latest }, choices, moment)).toMatchObject({ ok: true });
  });

  it("offers the policy's features and criteria, with Other; and a line to type in where it names none", () => {
    expect(JSON.stringify(inputs("feature_gap"))).toContain("audit-log");
    expect(JSON.stringify(inputs("not_icp"))).toContain("50 employees or more");
    expect(JSON.stringify(inputs("not_icp"))).toContain('"Other"');
    expect(inputs("feature_gap", { features: [] })[1]?.element.type).toBe("plain_text_input");
    expect(inputs("not_icp", { criteria: [] })[1]?.element.type).toBe("plain_text_input");
  });

  it("takes typing where a select could not hold the list", () => {
    const features = Array.from({ length: 101 }, (_, index) => `feature-${index}`);
    expect(inputs("feature_gap", { features })[1]?.element.type).toBe("plain_text_input");
  });

  it("carries the lead and the turn, and nothing else", () => {
    const view = renderRecycle(sample.offered(20), 3, null, choices, sample.view);
    expect(readRecycleTarget(view.private_metadata)).toEqual({ lead: sample.leadIdOf(1), turn: 3 });
    expect(view.private_metadata).not.toContain("Jane");
    expect(readRecycleTarget("{}")).toBeNull();
  });

  it.each([null, "timing", "budget", "feature_gap", "not_icp"] as const)(
    "is accepted by Slack with %s",
    (chosen) => {
      const view = renderRecycle(sample.offered(20), 1, chosen, choices, sample.view);
      expect(violations(view.blocks, "modal")).toEqual([]);
    },
  );
});

describe("what was filled in", () => {
  it("gives the day as it begins for the rep", () => {
    const values = {
      ...reason("timing"),
      ...field(BLOCKS.reengageOn, ACTIONS.reengageOn, { selected_date: "2027-07-01" }),
      ...field(BLOCKS.note, ACTIONS.note, { value: "  call in July " }),
    };
    expect(readRecycle(values, choices, moment)).toEqual({
      ok: true,
      answer: { reason: "timing", returnsAt: "2027-06-30T23:00:00.000Z" },
      note: "call in July",
    });
  });

  it.each([
    [{}, BLOCKS.reason, "Choose a reason"],
    [
      {
        ...reason("timing"),
        ...field(BLOCKS.reengageOn, ACTIONS.reengageOn, { selected_date: "2026-11-24" }),
      },
      BLOCKS.reengageOn,
      "Choose a day after today",
    ],
    [
      {
        ...reason("timing"),
        ...field(BLOCKS.reengageOn, ACTIONS.reengageOn, { selected_date: "2999-01-01" }),
      },
      BLOCKS.reengageOn,
      "Choose a day within the next two years",
    ],
    [
      { ...reason("timing"), ...field(BLOCKS.reengageOn, ACTIONS.reengageOn, { selected_date: null }) },
      BLOCKS.reengageOn,
      "Choose the day to try again",
    ],
    [
      { ...reason("feature_gap"), ...field(BLOCKS.feature, ACTIONS.feature, { value: "   " }) },
      BLOCKS.feature,
      "Name the feature they need",
    ],
    [
      { ...reason("feature_gap"), ...field(BLOCKS.feature, ACTIONS.feature, { value: "telepathy" }) },
      BLOCKS.feature,
      "Choose one of: sso, audit-log",
    ],
    [
      { ...reason("not_icp"), ...field(BLOCKS.criterion, ACTIONS.criterion, { value: null }) },
      BLOCKS.criterion,
      "Say what does not fit",
    ],
  ])("puts the error at the field it is about: %o", (values, block, words) => {
    expect(readRecycle(values, choices, moment)).toEqual({ ok: false, errors: { [block]: words } });
  });

  it("puts it at the reason when the field has not appeared yet", () => {
    const read = readRecycle(reason("timing"), choices, moment);
    expect(read.ok ? [] : Object.keys(read.errors)).toEqual([BLOCKS.reason]);
  });

  it("takes budget with nothing more, a chosen feature and a chosen criterion", () => {
    expect(readRecycle(reason("budget"), choices, moment)).toEqual({
      ok: true,
      answer: { reason: "budget" },
      note: null,
    });
    const feature = field(BLOCKS.feature, ACTIONS.feature, { selected_option: { value: "sso" } });
    expect(readRecycle({ ...reason("feature_gap"), ...feature }, choices, moment)).toMatchObject({
      answer: { reason: "feature_gap", feature: "sso" },
    });
    const criterion = field(BLOCKS.criterion, ACTIONS.criterion, { selected_option: { value: "employees" } });
    expect(readRecycle({ ...reason("not_icp"), ...criterion }, choices, moment)).toMatchObject({
      answer: { reason: "not_icp", criterion: "employees" },
    });
  });

  it("refuses a reason that is not on the list", () => {
    expect(readReason("bored")).toBeNull();
    expect(readReason("timing")).toBe("timing");
  });
});
