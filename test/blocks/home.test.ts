import { describe, expect, it } from "vitest";
import * as alertSample from "../../blocks/gallery/alertSamples.ts";
import { homeWith, NOBODY } from "../../blocks/gallery/home.ts";
import { inReview, TRIAGE } from "../../blocks/gallery/reviewSamples.ts";
import * as sample from "../../blocks/gallery/samples.ts";
import { numbers } from "../../blocks/gallery/statsEntries.ts";
import type { HomeFacts } from "../../blocks/home/facts.ts";
import { renderHome } from "../../blocks/home/index.ts";
import { buttonsIn, readable, violations } from "./slackRules.ts";

const { view } = sample;
const NONE = { records: [], total: 0 };
const homeOf = (facts: Partial<HomeFacts>) => renderHome({ ...NOBODY, ...facts }, view).blocks;

describe("a Home", () => {
  it.each([0, 1, 40, 500])(
    "with %i of everything is within Slack's limits, and says how many more",
    (size) => {
      const { blocks } = renderHome(homeWith(size), view);
      expect(violations(blocks, "home")).toEqual([]);
      if (size < 40) expect(readable(blocks)).not.toContain("…and");
      else expect(readable(blocks)).toMatch(/…and \d+ more: type `\/leads mine`/);
    },
  );

  it("with the longest texts that there are, of a large team, is within Slack's limits", () => {
    const long = "漢".repeat(500);
    const submission = {
      ...sample.jane,
      firstName: long,
      lastName: long,
      title: long,
      company: { name: long },
    };
    for (const size of [20, 25, 26, 300]) {
      const reps = Array.from({ length: size }, (_, at) => ({
        slack: `U${at}`,
        name: long,
        seniority: `${at}${long}`,
      }));
      const { blocks } = renderHome(homeWith(500, { submission }, reps), view);
      expect(violations(blocks, "home")).toEqual([]);
      expect(buttonsIn(blocks)).toEqual(
        expect.arrayContaining(["Accept", "Assign", "Approve", "Show the queue"]),
      );
    }
  });

  it("gives every part its share of the room, and every block an id of its own", () => {
    const { blocks } = renderHome(homeWith(500), view);
    const count = (label: string) => buttonsIn(blocks).filter((one) => one === label).length;
    for (const label of ["Accept", "Assign", "Approve"]) expect(count(label)).toBeGreaterThanOrEqual(5);
    const ids = blocks.flatMap(({ block_id: id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("a rep's Home", () => {
  const rep = (records: Omit<NonNullable<HomeFacts["rep"]>, "week">) =>
    homeOf({ rep: { ...records, week: numbers(24) } });

  it("shows who waits, until when, and the buttons of the card with the values of the card", () => {
    const blocks = rep({ offers: { records: [sample.offered(20)], total: 1 }, accepted: NONE });
    const shown = readable(blocks);
    for (const word of [
      "1 waiting for your answer",
      "Jane Doe, VP Ops at Acme",
      "Accept by 15:40",
      "Tier 1 · Score 95",
    ])
      expect(shown).toContain(word);
    expect(buttonsIn(blocks)).toEqual(["Accept", "Recycle", "Why me?"]);
    expect(JSON.stringify(blocks)).toContain(`"value":"${sample.leadIdOf(1)}:1"`);
  });

  it("says that something is overdue, and until when it can still be answered", () => {
    const offers = { records: [sample.overdue(12), sample.offered(20, { number: 2 })], total: 2 };
    const shown = readable(rep({ offers, accepted: NONE }));
    for (const word of [
      "2 waiting for your answer · 1 overdue",
      "Overdue since 13:48 (12 min ago)",
      "You can still answer",
    ])
      expect(shown).toContain(word);
  });

  it("does not know how many are overdue where more are than it was given", () => {
    const offers = { records: [sample.overdue(12)], total: 9 };
    expect(readable(rep({ offers, accepted: NONE }))).toContain(
      "9 waiting for your answer · 1 or more overdue",
    );
  });

  it("shows the latest accepted ones and how many there are", () => {
    const accepted = { records: [sample.accepted()], total: 12 };
    const blocks = rep({ offers: NONE, accepted });
    for (const word of ["Accepted: 12", "Jane Doe", "…and 11 earlier"])
      expect(readable(blocks)).toContain(word);
    expect(buttonsIn(blocks)).toEqual(["Open"]);
  });

  it("shows the week's numbers", () => {
    const shown = readable(rep({ offers: NONE, accepted: NONE }));
    for (const word of ["My week", "Offers\n24", "Missed\n", "Median\n"]) expect(shown).toContain(word);
  });

  it("shows exactly one of Away and Back, and until when they are away", () => {
    const absence = { away: null, reader: sample.ALICE };
    const here = homeOf({ absence });
    expect(buttonsIn(here)).toEqual(["Away"]);
    expect(readable(here)).toContain("Until I am back");
    const said = { since: sample.at(-60), by: sample.ALICE, because: "said_so" } as const;
    const away = homeOf({ absence: { ...absence, away: { ...said, until: sample.at(60) } } });
    expect(buttonsIn(away)).toEqual(["Back"]);
    expect(readable(away)).toContain("Nothing new is asked of you until 15:00");
    const given = { offers: NONE, accepted: NONE, week: numbers(24) };
    const repAway = homeOf({ rep: given, absence: { ...absence, away: { ...said, until: sample.at(60) } } });
    expect(readable(repAway)).toContain("No new leads reach you until 15:00");
    const open = homeOf({ absence: { ...absence, away: { ...said, until: null, by: sample.MORGAN } } });
    expect(readable(open)).toMatch(/until you press Back.*Morgan said so/s);
    for (const blocks of [here, away, open]) expect(violations(blocks, "home")).toEqual([]);
  });

  it("says what to do while nothing waits", () => {
    const shown = readable(rep({ offers: NONE, accepted: NONE }));
    expect(shown).toContain("Nothing waits for your answer");
    expect(shown).toContain("/leads tank");
  });
});

describe("the other parts", () => {
  it("a manager sees the totals, the worst with their owners, and the way to the queue", () => {
    const totals = { open: 120, overdue: 41, tank: 37, offered: 42 };
    const blocks = homeOf({ manager: { rows: [sample.overdue(12), sample.inTank({ number: 2 })], totals } });
    const shown = readable(blocks);
    for (const word of [
      "120 open: 41 overdue · 37 tank · 42 offered",
      "Jane Doe, Acme · Alice",
      "no owner",
      "…and 118 more",
    ])
      expect(shown).toContain(word);
    expect(buttonsIn(blocks)).toEqual(["Show the queue", "Open", "Open"]);
  });

  it("a manager without open leads is told so, and gets no button that shows nothing", () => {
    const blocks = homeOf({ manager: { rows: [], totals: { open: 0, overdue: 0, tank: 0, offered: 0 } } });
    expect(readable(blocks)).toContain("Nothing is waiting");
    expect(buttonsIn(blocks)).toEqual([]);
  });

  it("what goes wrong stands before the totals, each with the buttons of its message", () => {
    const { alert, alertView, acknowledged, latencyFacts, postMortemFacts, tankFacts } = alertSample;
    const open = [alert(latencyFacts), alert(tankFacts, acknowledged), alert(postMortemFacts)];
    const blocks = homeOf({ alerts: { open, labels: alertView.labels, reader: sample.MORGAN } });
    expect(readable(blocks)).toContain("3 alerts, 2 not seen by anybody yet");
    expect(buttonsIn(blocks)).toEqual(["Acknowledge", "Snooze 7 days", "Snooze 7 days"]);
    expect(violations(blocks, "home")).toEqual([]);
    const nothing = { open: [], labels: alertView.labels, reader: sample.MORGAN };
    expect(readable(homeOf({ alerts: nothing }))).not.toContain("Look at this");
  });

  it("managers and stewards see how many overrides wait for a review", () => {
    expect(readable(homeOf({ unreviewed: 0 }))).toContain("Every override has been reviewed");
    expect(readable(homeOf({ unreviewed: 1 }))).toContain("1 override waits for a steward's review");
    expect(readable(homeOf({ unreviewed: 7 }))).toContain("7 overrides wait for a steward's review");
  });

  it("the Overflow Manager assigns there, each lead with a picker of its own", () => {
    const waiting = { records: [sample.inOverflow(), sample.inOverflow({ number: 2 })], total: 2 };
    const blocks = homeOf({ overflow: { waiting, reps: sample.reps } });
    expect(readable(blocks)).toContain("2 leads need a rep");
    expect(buttonsIn(blocks)).toEqual(["Open", "Assign", "Open", "Assign"]);
  });

  it("a reviewer sees what is asked, by when it decides itself, and answers there", () => {
    const blocks = homeOf({ reviews: { records: [inReview(TRIAGE)], total: 1 } });
    for (const word of ["1 review waits for you", "Review: triage", "Jane Doe"])
      expect(readable(blocks)).toContain(word);
    expect(buttonsIn(blocks)).toEqual(["Open", "Approve", "Reject"]);
  });

  it("who has no role sees whom to ask and what to type, and nothing of any lead", () => {
    const blocks = homeOf({});
    expect(readable(blocks)).toMatch(/no role in Baton yet.*\/leads help/s);
    expect(JSON.stringify(blocks)).toContain(`<@${sample.MORGAN}>`);
    expect(buttonsIn(blocks)).toEqual([]);
  });
});
