// The reports of figures as they are read: what to do first, within Slack's limits, whatever the numbers and names.
import { describe, expect, it } from "vitest";
import {
  dailySample,
  renderDaily,
  renderMonthly,
  renderWeekly,
  weeklySample,
} from "../../blocks/gallery/reports.ts";
import { buttonsIn, readable, violations } from "./slackRules.ts";

const cells = (blocks: readonly unknown[]) =>
  (blocks as { type: string; rows?: { text: string }[][] }[])
    .filter(({ type }) => type === "table")
    .flatMap(({ rows }) => (rows ?? []).map((row) => row.map(({ text }) => text)));

describe("the daily report", () => {
  it("says what to do first, then what came in, and what was refused for which reason", () => {
    const { text, blocks } = renderDaily(dailySample(4));
    const said = readable(blocks);
    expect(text).toBe("Daily report, Sun 22 Nov 08:00 to Mon 23 Nov 08:00: 474 leads taken in, 10 refused.");
    expect(said).toContain("First: Tell whoever runs source-2: 10 refused, most often invalid: phone.");
    expect(said).toContain("Ingest success: 98% of 484; the day before 100% of 140");
    expect(said).toContain("Exceptions kept: 42 (+9), 12 of them for more than 48 hours");
    expect(said).toContain("In this version exceptions cannot be resolved");
    expect(cells(blocks)[1]).toEqual(["source-2", "119", "10", "92%"]);
  });

  it.each([0, 1, 40, 500])("keeps within Slack's limits with %i sources, on every page", (sources) => {
    const pages = Math.max(1, Math.ceil(sources / 20));
    const seen = new Set<string>();
    for (let page = 1; page <= pages; page++) {
      const { blocks } = renderDaily(
        dailySample(sources, (n) => `${n} <!channel> ${"&".repeat(200)}`),
        page,
      );
      expect(violations(blocks, "message")).toEqual([]);
      for (const [source] of cells(blocks).slice(1)) seen.add(source ?? "");
      expect(buttonsIn(blocks)).toEqual([
        ...(page > 1 ? ["Previous"] : []),
        ...(page < pages ? ["Next"] : []),
      ]);
      expect(JSON.stringify(blocks.filter(({ type }) => type !== "table"))).not.toContain("<!channel>");
    }
    expect(seen.size).toBe(sources);
  });

  it("tells a day without leads from a day on which the sources fell silent", () => {
    const counts = dailySample(1);
    const silent = { ...counts, day: { taken: [], refused: [], undeliverable: 0 } };
    expect(readable(renderDaily(silent).blocks)).toContain(
      "First: Check that the sources still send: nothing came in",
    );
    const quiet = { ...silent, before: silent.day, kept: { refused: 0, undeliverable: 0, overdue: 0 } };
    expect(readable(renderDaily(quiet).blocks)).toContain("First: Nothing to do.");
    expect(readable(renderDaily(quiet).blocks)).toContain("Ingest success: nothing came in; the day before");
  });
});

describe("the weekly report", () => {
  it("sets what was left as decided beside what was overridden, and each version beside the one before", () => {
    const { text, blocks } = renderWeekly(weeklySample(1));
    const said = readable(blocks);
    expect(text).toBe(
      "Weekly report, Mon 16 Nov 09:00 to Mon 23 Nov 09:00: 412 leads decided, 8.1% overridden.",
    );
    expect(said).toContain("Duplicates: 31 of 412 leads decided were merged (7.5%)");
    expect(said).toContain("Left as decided: 350 of 381; accepted or claimed: 46% (41–51%)");
    expect(said).toContain("Overridden: 31 of 381 (8.1%); accepted or claimed: 71% (53–84%)");
    expect(said).toContain("Conversion of the overridden: 25 points higher");
    expect(said).toContain("First: Look at what people override");
    expect(cells(blocks)[1]).toEqual([
      ...["version 7", "300", "60%", "20%", "10%", "10%", "53%"],
      "version 6, the week before: no more different than by chance",
    ]);
  });

  it("names a version whose leads are accepted less often before anything else", () => {
    const sample = weeklySample(1);
    const worse = sample.versions.map((one) => ({ ...one, accepted: 100 }));
    const said = readable(renderWeekly({ ...sample, versions: worse }).blocks);
    expect(said).toContain(
      "First: Look at policy version 7: fewer of its leads were accepted than of version 6's",
    );
  });

  it("concludes nothing from fewer than thirty", () => {
    const few = {
      duplicates: { merged: 3, decided: 9 },
      divergence: [
        { overridden: false, leads: 20, converted: 0 },
        { overridden: true, leads: 9, converted: 9 },
      ],
      versions: [{ version: 2, leads: 9, routed: 9, nurture: 0, suppressed: 0, review: 0, accepted: 0 }],
      versionsBefore: [
        { version: 1, leads: 9, routed: 9, nurture: 0, suppressed: 0, review: 0, accepted: 9 },
      ],
    };
    const { blocks } = renderWeekly(few);
    expect(readable(blocks)).toContain("9 of 9, too few to tell");
    expect(readable(blocks)).toContain("First: Nothing to do.");
    expect(cells(blocks)[1]?.at(-1)).toBe("version 1, the week before: too few to tell");
  });

  it.each([0, 1, 40, 500])("keeps within Slack's limits with %i versions", (versions) => {
    for (const page of [1, 2, 25]) {
      expect(violations(renderWeekly(weeklySample(versions), page).blocks, "message")).toEqual([]);
    }
  });
});

describe("the monthly report", () => {
  const funnel = {
    received: 1_000,
    qualified: 500,
    offered: 480,
    accepted: 300,
    recycled: 90,
    tank: 60,
    overflow: 8,
  };
  const scores = { buckets: [0, 10, 40, 50, 40, 10, 0], sum: 7_500 };
  const same = { funnel, funnelBefore: funnel, scores, scoresBefore: scores };

  it("shows how far leads came, and that the scores are as before", () => {
    const { text, blocks } = renderMonthly(same);
    expect(text).toBe("Monthly report, October 2026: 1,000 leads received, 300 accepted.");
    expect(readable(blocks)).toContain("Scores: as in the month before (population stability index 0.00)");
    expect(readable(blocks)).toContain("Mean score: 50.0 of 150 decisions; the month before 50.0 of 150");
    expect(readable(blocks)).toContain("First: Nothing to do.");
    expect(cells(blocks)[2]).toEqual(["Qualified (AQL)", "500 (as before)", "50%", "500", "50%"]);
  });

  it("names the step that fewer got over, and scores that have drifted", () => {
    const fewer = { ...same, funnel: { ...funnel, accepted: 150 } };
    expect(readable(renderMonthly(fewer).blocks)).toContain(
      "First: Look at what reps recycle, and how long they let offers wait",
    );
    const drifted = { ...same, scores: { buckets: [40, 50, 40, 10, 10, 0, 0], sum: 2_000 } };
    const said = readable(renderMonthly(drifted).blocks);
    expect(said).toContain("Scores: clearly different from the month before");
    expect(said).toContain("First: Look at the score rules");
  });
});
