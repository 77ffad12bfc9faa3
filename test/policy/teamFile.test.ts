import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { checkAgainstTeam, compileTeam, formatProblem } from "../../src/policy/index.ts";
import { acceptedTeam, policyOf, teamRefusals } from "./support.ts";

const sample = readFileSync(new URL("../../team.yml", import.meta.url), "utf8");

describe("the team at the root of the project", () => {
  const team = acceptedTeam(sample);
  const [alice, bob] = team.reps;

  it("is valid and gives reps what they leave out", () => {
    expect(alice).toMatchObject({
      slack: "U0ALICE",
      seniority: "senior",
      territories: ["GB", "US"],
      products: ["core"],
      weight: 2,
      openCap: 10,
      dailyCap: 30,
      timezone: "Europe/London",
    });
    expect(bob).toMatchObject({
      languages: null,
      products: null,
      weight: 1,
      openCap: null,
      timezone: "Europe/Berlin",
    });
    expect(alice?.hours?.[1]).toEqual([[540, 1080]]);
    expect(alice?.hours?.[6]).toEqual([]);
    expect(bob?.hours?.[5]).toEqual([[480, 960]]);
    expect(team.roles).toMatchObject({ managers: ["U0MANAGER"], overflow: "U0OVERFLOW" });
    expect(team.channels.get("tank")).toBe("C0TANK");
    expect(team.holidays.has("2026-12-25")).toBe(true);
  });

  it("comes back from its canonical JSON with the same hash", () => {
    for (const document of [team.canonical, JSON.parse(team.canonical)]) {
      const again = compileTeam(document);
      expect(again.ok && again.team.hash).toBe(team.hash);
    }
    expect(acceptedTeam(`# a comment\n${sample}`).hash).toBe(team.hash);
    expect(acceptedTeam(sample.replace("weight: 2", "weight: 3")).hash).not.toBe(team.hash);
  });
});

it("a team of nothing but a version works round the clock in UTC", () => {
  expect(acceptedTeam("version: 1")).toMatchObject({
    timezone: "UTC",
    hours: null,
    reps: [],
    roles: { overflow: null },
  });
});

describe("the schedules of reports", () => {
  const usual = {
    override_digest: "0 9 * * 1",
    daily: "0 8 * * *",
    weekly: "0 9 * * 1",
    monthly: "0 9 1 * *",
  };
  const plain = acceptedTeam("version: 1");

  it("are the usual ones where nothing is said, and saying those changes no hash", () => {
    expect(plain.reports).toEqual(usual);
    for (const said of ["{}", JSON.stringify(usual), '{ daily: "0 8 * * *" }']) {
      expect(acceptedTeam(`version: 1\nreports: ${said}`)).toEqual(plain);
    }
  });

  it("may each be another, or off, and come back so from what is stored", () => {
    const team = acceptedTeam('version: 1\nreports: { daily: "30 7 * * MON-FRI", weekly: off }');
    expect(team.reports).toEqual({ ...usual, daily: "30 7 * * MON-FRI", weekly: null });
    expect(team.hash).not.toBe(plain.hash);
    expect(acceptedTeam(team.canonical).reports).toEqual(team.reports);
    expect(acceptedTeam('version: 1\nreports: { monthly: "0 9 29 2 *" }').reports.monthly).toBe("0 9 29 2 *");
  });
});

it("the queues, channels and reviewers of parts to come may be named", () => {
  const team = acceptedTeam(
    "version: 1\nchannels: { triage: C0TRIAGE }\nroles: { reviewers: { triage: [U0ONE, U0TWO] } }\n",
  );
  expect(team.channels.get("triage")).toBe("C0TRIAGE");
  expect(team.roles.reviewers.get("triage")).toEqual(["U0ONE", "U0TWO"]);
});

describe("hours", () => {
  const week = (hours: string) => acceptedTeam(`version: 1\nhours: ${hours}`).hours;

  test.each<[string, string, Record<number, unknown>]>([
    [
      "several ranges in a text",
      '{ mon: "09:00-12:00, 13:00-17:30" }',
      {
        1: [
          [540, 720],
          [780, 1050],
        ],
        2: [],
      },
    ],
    [
      "several ranges in a list",
      '{ mon: ["13:00-17:00", "9:00-12:00"] }',
      {
        1: [
          [540, 720],
          [780, 1020],
        ],
      },
    ],
    ["ranges that touch become one", '{ mon: "09:00-12:00, 12:00-17:00" }', { 1: [[540, 1020]] }],
    ["until midnight", '{ fri: "18:00-24:00" }', { 5: [[1080, 1440]], 6: [] }],
    ["past midnight", '{ fri: "22:00-06:00" }', { 5: [[1320, 1440]], 6: [[0, 360]] }],
    ["past midnight at the week's end", '{ sun: "22:00-06:00" }', { 7: [[1320, 1440]], 1: [[0, 360]] }],
    [
      "past midnight on every day",
      '{ mon-sun: "22:00-06:00" }',
      {
        3: [
          [0, 360],
          [1320, 1440],
        ],
      },
    ],
    ["the whole day", '{ mon-sun: "00:00-24:00" }', { 1: [[0, 1440]], 7: [[0, 1440]] }],
    [
      "days round the week's end",
      '{ sat-mon: "09:00-10:00" }',
      { 6: [[540, 600]], 7: [[540, 600]], 1: [[540, 600]], 2: [] },
    ],
    [
      "days one by one",
      '{ "mon,wed": "09:00-10:00", Fri: "10:00-11:00" }',
      { 1: [[540, 600]], 3: [[540, 600]], 5: [[600, 660]] },
    ],
    ["a closed day", '{ mon: "09:00-10:00", tue: [] }', { 2: [] }],
  ])("%s", (_name, hours, expected) => {
    expect(week(hours)).toMatchObject(expected);
  });

  it("left out or empty mean always", () => {
    expect(week("{}")).toBeNull();
    expect(week("")).toBeNull();
  });
});

describe("what a team is refused for", () => {
  test.each([
    [
      "timezone: Europe/Londn",
      "2:11: timezone: 'Europe/Londn' is no time zone; did you mean 'Europe/London'?",
    ],
    [
      "timezone: '+02:00'",
      "2:11: timezone: '+02:00' is no time zone; write an IANA name such as Europe/London",
    ],
    [
      "hours: { mon-fry: 09:00-18:00 }",
      "2:10: hours.mon-fry: 'mon-fry' is no weekday or range of them; write mon to sun, or a range such as mon-fri",
    ],
    ...["9-17", "09:00", "25:00-26:00", "09:00-24:30", "09:60-10:00", "09:00-09:00"].map((range) => [
      `hours: { mon: "${range}" }`,
      `2:15: hours.mon[0]: '${range}' is no range of hours; write HH:MM-HH:MM, several with commas between; 24:00 and ranges past midnight are fine`,
    ]),
    [
      "hours: { mon: 09:00-10:00, mon-tue: 09:00-10:00 }",
      "2:37: hours.mon-tue: 'mon-tue' and 'mon' name the same day; give each day once",
    ],
    [
      "hours: { mon: [] }",
      "2:8: hours: there is no open hour in the whole week; add hours, or leave hours out for always",
    ],
    [
      "holidays: [2026-02-30]",
      "2:12: holidays[0]: '2026-02-30' is no date; write YYYY-MM-DD, such as 2026-12-25",
    ],
    ["chanels: {}", "2:1: chanels: unknown key 'chanels'; did you mean 'channels'?"],
    [
      "channels: { managers: managers }",
      "2:23: channels.managers: is the text 'managers', not a Slack channel id; write, for example, C0MANAGERS",
    ],
    [
      "roles: { overflow: bob }",
      "2:20: roles.overflow: is the text 'bob', not a Slack user id; write, for example, U0ALICE",
    ],
    [
      "roles: { managers: [U0A, U0A] }",
      "2:26: roles.managers[1]: the user 'U0A' is here twice; give each user once",
    ],
    ...[
      ["0 8 * *", "has 4 fields, not five"],
      ["@daily", "has 1 field, not five"],
      ["0 0 8 * * *", "has 6 fields, not five"],
      ["60 8 * * *", "is no schedule (Invalid value for minute: 60)"],
      ["0 8 * * moon", "is no schedule (configuration entry 5 (moon) contains illegal characters)"],
      ["0 8 31 2 *", "names no day that there is"],
    ].map(([schedule, what]) => [
      `reports: { daily: "${schedule}" }`,
      `2:19: reports.daily: '${schedule}' ${what}; write minute, hour, day, month and weekday, such as "0 9 * * 1" for Mondays at nine, or off`,
    ]),
    ["reports: { dayly: off }", "2:12: reports.dayly: unknown key 'dayly'; did you mean 'daily'?"],
    [
      "reports: { daily: 8 }",
      '2:19: reports.daily: is the number 8, not a schedule; write, for example, "0 8 * * *"',
    ],
    [
      "reps: [{ slack: U0A, name: A, weight: 0 }]",
      "2:39: reps[0].weight: is the number 0, not a number above 0 and up to 1000; write, for example, 2",
    ],
    ["reps: [{ name: A }]", "2:8: reps[0].slack: is missing; add a Slack user id, such as U0ALICE"],
    ["reps: [{ slack: U0A }]", "2:8: reps[0].name: is missing; add the rep's name, such as Alice"],
    [
      "reps: [{ slack: U0A, name: A }, { slack: U0A, name: B }]",
      "2:42: reps[1].slack: the rep 'U0A' is here twice; give each rep once",
    ],
    [
      "reps: [{ slack: U0A, name: A, crm: Ann }, { slack: U0B, name: B, crm: ann }]",
      "2:71: reps[1].crm: the CRM's name 'ann' is here twice; give each CRM's name once",
    ],
    [
      "reps: [{ slack: U0A, name: A, territory: [GB] }]",
      "2:31: reps[0].territory: unknown key 'territory'; did you mean 'territories'?",
    ],
    [
      "reps: [{ slack: U0A, name: A, territories: GB }]",
      "2:44: reps[0].territories: is the text 'GB', not a list of texts; write, for example, [ … ]",
    ],
  ])("%s", (text, line) => {
    expect(teamRefusals(`version: 1\n${text}\n`)).toEqual([`team.yml:${line}`]);
  });
});

describe("a policy and a team that don't fit", () => {
  it("are refused with what the team lacks", () => {
    const team = acceptedTeam("version: 1\nchannels: { tank: C0TANK }\n");
    expect(checkAgainstTeam(policyOf(), team, "crew.yml").map(formatProblem)).toEqual([
      "crew.yml:1:1: channels.managers: is missing: overdue notices go there; add managers: and the channel's id, such as C0MANAGERS",
      "crew.yml:1:1: roles.overflow: is missing: a lead nobody can take after 2m goes to that person; add overflow: and the Slack user id of the Overflow Manager",
    ]);
  });
});
