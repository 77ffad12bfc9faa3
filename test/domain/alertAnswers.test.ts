// Who may do what about an alert, whose a post-mortem is, and where and when alerts are told.
import { describe, expect, it, test } from "vitest";
import { alert as sample, tankFacts } from "../../blocks/gallery/alertSamples.ts";
import { type Instant, instant, toMs } from "../../src/clock.ts";
import { type AlertCommand, decideAnswer } from "../../src/domain/alertAnswers.ts";
import { type Alert, placeOfAlert } from "../../src/domain/alerts.ts";
import { weekOf } from "../../src/domain/calendar.ts";
import { postMortemDue, postMortemOwner } from "../../src/domain/postMortem.ts";
import { TEAM, teamOf } from "../support/fixtures.ts";

const DAY = 24 * 3_600_000;
/** A Monday, ten in the morning. */
const T0 = "2026-03-02T10:00:00.000Z";
const later = (ms: number): Instant => instant(toMs(T0) + ms);
const team = teamOf();

describe("who may answer an alert", () => {
  const tank = sample(tankFacts);
  const campaign = { ...tank, kind: "campaign" as const, to: "C0MARKETING" };
  const postMortem = {
    ...tank,
    kind: "post_mortem" as const,
    subject: "person:U0STEWARD",
    owner: "U0MANAGER",
  };
  const close = (by: string) => ({ do: "close", by, in: "C0MANAGERS", note: "n", key: "k" }) as const;
  const press = (by: string, place: string | null = "C0MANAGERS") =>
    ({ do: "acknowledge", by, in: place }) as const;
  test.each<[string, Alert | null, AlertCommand, string]>([
    ["a manager", tank, press("U0MANAGER"), "done"],
    ["a steward", tank, press("U0STEWARD"), "done"],
    ["a rep", tank, press("U0ALICE"), "not_allowed"],
    ["a rep, from the DM", tank, press("U0ALICE", null), "not_allowed"],
    ["anybody, about a campaign, where it is posted", campaign, press("U0ALICE", "C0MARKETING"), "done"],
    ["anybody, about a campaign, elsewhere", campaign, press("U0ALICE", "D0ALICE"), "not_allowed"],
    ["a manager, about none", null, press("U0MANAGER"), "unknown"],
    ["a manager, twice", { ...tank, status: "acknowledged" }, press("U0MANAGER"), "too_late"],
    ["a manager, after it was over", { ...tank, status: "over" }, press("U0MANAGER"), "too_late"],
    ["a manager who acknowledges a post-mortem", postMortem, press("U0MANAGER"), "unknown"],
    ["somebody who closes what is no post-mortem", tank, close("U0MANAGER"), "unknown"],
    ["the owner of a post-mortem", postMortem, close("U0MANAGER"), "done"],
    ["the person it is about", postMortem, close("U0STEWARD"), "not_allowed"],
    ["a steward it is not about", { ...postMortem, subject: "rule:x" }, close("U0STEWARD"), "done"],
    ["a rep, about a post-mortem", postMortem, close("U0ALICE"), "not_allowed"],
  ])("%s", (_who, alert, command, expected) => {
    const answer = decideAnswer(alert, command, team, T0);
    expect(answer.kind === "done" ? "done" : answer.code).toBe(expected);
  });
});

describe("a post-mortem", () => {
  it("is somebody's who has no part in it, as far as there is anybody", () => {
    const two = teamOf(TEAM.replace("[U0STEWARD]", "[U0STEWARD, U0SECOND]"));
    expect(postMortemOwner("person:U0MANAGER", ["U0MANAGER"], team)).toBe("U0STEWARD");
    expect(postMortemOwner("person:U0STEWARD", ["U0STEWARD"], two)).toBe("U0SECOND");
    expect(postMortemOwner("person:U0STEWARD", ["U0STEWARD"], team)).toBe("U0MANAGER");
    expect(postMortemOwner("rule:demo", ["U0STEWARD", "U0MANAGER"], team)).toBe("U0OVERFLOW");
    expect(postMortemOwner("rule:demo", ["U0STEWARD", "U0MANAGER", "U0OVERFLOW"], team)).toBe("U0STEWARD");
    const one = teamOf(TEAM.replaceAll(/U0(STEWARD|OVERFLOW)/g, "U0MANAGER"));
    expect(postMortemOwner("person:U0MANAGER", ["U0MANAGER"], one)).toBe("U0MANAGER");
  });

  it("is due in a week, when somebody of the team works", () => {
    expect(postMortemDue(T0, team)).toBe(later(7 * DAY));
    const office = teamOf(`${TEAM}hours: { mon-fri: "09:00-18:00" }\nholidays: ["2026-03-09"]\n`);
    expect(postMortemDue(T0, office), "a holiday").toBe("2026-03-10T09:00:00.000Z");
    expect(postMortemDue("2026-03-06T22:00:00.000Z", office), "Friday night").toBe(
      "2026-03-16T09:00:00.000Z",
    );
  });
});

describe("an alert's place and week", () => {
  it("a campaign's is marketing's channel where there is one, else the managers'", () => {
    const marketing = teamOf(TEAM.replace("tank: C0TANK", "tank: C0TANK, marketing: C0MARKETING"));
    expect(placeOfAlert("campaign", marketing)).toBe("C0MARKETING");
    expect(placeOfAlert("campaign", team)).toBe("C0MANAGERS");
    expect(placeOfAlert("tank", marketing)).toBe("C0MANAGERS");
  });

  it("weeks begin on Monday in the team's zone, and belong to the year of their Thursday", () => {
    expect(weekOf("Europe/London", "2026-03-01T23:59:59.999Z")).toBe("2026-W09");
    expect(weekOf("Europe/London", "2026-03-02T00:00:00.000Z")).toBe("2026-W10");
    expect(weekOf("Asia/Tokyo", "2026-03-01T15:00:00.000Z")).toBe("2026-W10");
    expect(weekOf("Europe/London", "2027-01-01T12:00:00.000Z")).toBe("2026-W53");
  });
});
