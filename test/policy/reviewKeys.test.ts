import { describe, expect, it, test } from "vitest";
import { checkAgainstTeam, clockFor, formatProblem, parseTeam } from "../../src/policy/index.ts";
import { policyOf, refusals } from "./support.ts";

const HOUR = 3_600_000;
const DAY = 86_400_000;
const base =
  "version: 1\nscore: {}\ntiers: [{ id: '1', when: 'true' }]\nroute: {}\nladders: { compliance: [{ after: 48h, do: reject }] }\n";
const hold = { id: "regulated", when: 'company.industry != "healthcare"', else: "hold", queue: "compliance" };
const LADDERS = {
  compliance: [
    { after: "2h", do: "remind" },
    { after: "48h", do: "reject" },
  ],
};

describe("checks", () => {
  it("suppress for as long as a low score does, unless they say otherwise", () => {
    const check = { id: "consent", when: "lead.consent.given", else: "suppress" };
    const fate = (more: Record<string, unknown>) => policyOf(more).checks.map((one) => one.else);
    expect(fate({ checks: [check] })).toEqual([{ kind: "suppress", forMs: null }]);
    expect(fate({ checks: [check], suppress: { at: -50, days: 30 } })).toEqual([
      { kind: "suppress", forMs: 30 * DAY },
    ]);
    expect(fate({ checks: [{ ...check, days: 7 }], suppress: { at: -50 } })).toEqual([
      { kind: "suppress", forMs: 7 * DAY },
    ]);
  });

  it("hold for a queue, with the form that is to be filled in", () => {
    const form = [
      { id: "basis", label: "On what basis?", type: "choice", options: ["Contract", "Consent"] },
      { id: "until", type: "date", required: false },
    ];
    const { checks } = policyOf({ checks: [{ ...hold, missing: "pass", form }], ladders: LADDERS });
    expect(checks).toMatchObject([
      {
        id: "regulated",
        label: "regulated",
        missing: "pass",
        else: {
          kind: "hold",
          queue: "compliance",
          form: [
            {
              id: "basis",
              label: "On what basis?",
              type: "choice",
              options: ["Contract", "Consent"],
              required: true,
            },
            { id: "until", label: "until", type: "date", options: [], required: false },
          ],
        },
      },
    ]);
  });

  test.each<[string, string, string]>([
    [
      "without saying what follows",
      "{ id: a, when: has(lead.title) }",
      "6:10: checks[0].else: is missing; add one of suppress, hold, such as suppress",
    ],
    [
      "a hold without a queue",
      "{ id: a, when: has(lead.title), else: hold }",
      "6:10: checks[0].queue: is missing; add the queue whose reviewers are asked, such as compliance",
    ],
    [
      "a queue for what nobody is asked",
      "{ id: a, when: has(lead.title), else: suppress, queue: compliance }",
      "6:65: checks[0].queue: a check with else: suppress has no queue; remove it, or write else: hold",
    ],
    [
      "days for what is held",
      "{ id: a, when: has(lead.title), else: hold, queue: compliance, days: 5 }",
      "6:79: checks[0].days: a check with else: hold has no days; remove it, or write else: suppress",
    ],
    [
      "a choice of nothing",
      "{ id: a, when: has(lead.title), else: hold, queue: compliance, form: [{ id: b, type: choice }] }",
      "6:80: checks[0].form[0].options: a choice without options; add options: and what can be chosen",
    ],
    [
      "more to choose from than Slack has room for",
      `{ id: a, when: has(lead.title), else: hold, queue: compliance, form: ${JSON.stringify(
        [1, 2, 3, 4].map((n) => ({
          ...{ id: `f${n}`, type: "choice" },
          options: Array.from({ length: 76 }, (_, k) => `o${k}`),
        })),
      )} }`,
      "6:79: checks[0].form: 304 options are more than the 300 of all fields together that Slack has room for; let some of them be text",
    ],
    [
      "two fields of one id",
      "{ id: a, when: has(lead.title), else: hold, queue: compliance, form: [{ id: b, type: text }, { id: b, type: date }] }",
      "6:109: checks[0].form[1].id: the field id 'b' is here twice; give each field id once",
    ],
    [
      "a misspelt attribute",
      "{ id: a, when: lead.consent.gven, else: suppress }",
      "6:38: checks[0].when: lead.consent has no 'gven'; did you mean 'given'?",
    ],
    [
      "a queue without a ladder",
      "{ id: a, when: has(lead.title), else: hold, queue: complaince }",
      "6:61: checks[0].queue: the queue 'complaince' has no ladder; did you mean 'compliance'? Else add ladders.complaince: such as [{ after: 24h, do: approve }]",
    ],
  ])("are refused %s", (_name, check, line) => {
    expect(refusals(`${base}checks: [${check}]\n`)).toEqual([`policy.yml:${line}`]);
  });
});

describe("a queue of reviewers", () => {
  const text = (more: string, ladders: string) =>
    `version: 1\nscore: {}\ntiers: [{ id: '1', when: 'true' }]\nroute: {}\nladders: { ${ladders} }\n${more}\n`;

  it("has a ladder of its own, with a clock of its own", () => {
    const policy = policyOf({
      triage: { between: [40, 60], queue: "triage" },
      ladders: { triage: { clock: "wall", steps: [{ after: "30m", do: "approve" }] } },
    });
    expect(policy.triage).toEqual({ from: 40, to: 60, queue: "triage" });
    expect(policy.ladders.reviews.get("triage")).toEqual({
      clock: "wall",
      steps: [{ afterMs: 1_800_000, do: "approve" }],
    });
    expect(clockFor(policy, "triage", null)).toBe("wall");
  });

  it("without one is refused where it is named", () => {
    expect(refusals(text("triage: { between: [40, 60], queue: triage }", ""))).toEqual([
      "policy.yml:6:37: triage.queue: the queue 'triage' has no ladder; add ladders.triage: such as [{ after: 24h, do: approve }]",
    ]);
    expect(refusals(text("sources: { a: { review: { when: true, queue: x } } }", ""))).toEqual([
      "policy.yml:6:46: sources.a.review.queue: the queue 'x' has no ladder; add ladders.x: such as [{ after: 24h, do: approve }]",
    ]);
  });

  it("may not be called like a ladder that is something else", () => {
    expect(refusals(text("triage: { between: [4, 6], queue: tank }", ""))).toEqual([
      "policy.yml:6:35: triage.queue: 'tank' is no queue of reviewers; choose another name",
    ]);
  });

  it("that nobody sends leads to is a misspelt key", () => {
    expect(refusals(text("", "ofer: [{ after: 2h, do: remind }]"))).toEqual([
      "policy.yml:5:12: ladders.ofer: unknown key 'ofer': no check, source or triage sends leads to such a queue; did you mean 'offer'?",
    ]);
  });

  it("ends with a decision, or without one", () => {
    const triage = "triage: { between: [4, 6], queue: triage }";
    expect(refusals(text(triage, "triage: [{ after: 2h, do: remind }]"))).toEqual([]);
    expect(
      refusals(text(triage, "triage: [{ after: 2h, do: approve }, { after: 4h, do: escalate }]")),
    ).toEqual([
      "policy.yml:5:66: ladders.triage[1].do: comes after approve, which ends the ladder; put approve last",
    ]);
    expect(refusals(text(triage, "triage: { clock: wall }"))).toEqual([
      "policy.yml:5:20: ladders.triage: has no steps; add them, such as { after: 4h, do: remind }",
    ]);
  });

  it("needs a channel and a reviewer in the team, said where they belong", () => {
    const policy = policyOf({ checks: [hold], ladders: LADDERS });
    const lacking = (channels: string, reviewers: string) => {
      const yml = `version: 1\nchannels: { managers: C0M, tank: C0T${channels} }\nroles:\n  overflow: U0O\n  reviewers: { ${reviewers} }\n`;
      const team = parseTeam(yml, "team.yml");
      if (!team.ok) throw new Error(JSON.stringify(team.problems));
      return checkAgainstTeam(policy, team.team, "team.yml", team.place).map(formatProblem);
    };
    expect(lacking(", compliance: C0C", "compliance: [U0LEGAL]")).toEqual([]);
    expect(lacking("", "compliance: []")).toEqual([
      "team.yml:2:11: channels.compliance: is missing: check 'regulated' sends leads to that queue; add compliance: and the channel's id, such as C0COMPLIANCE",
      "team.yml:5:28: roles.reviewers.compliance: is missing: check 'regulated' sends leads to that queue, and nobody could answer; add compliance: and the Slack user ids of its reviewers",
    ]);
  });
});

describe("further keys", () => {
  it("let a source's leads be reviewed by what they have scored", () => {
    const review = { when: 'score < 60 || lead.attribution == "contested"', queue: "compliance" };
    const policy = policyOf({ sources: { acme: { review }, web: {} }, ladders: LADDERS });
    expect(policy.sources.get("acme")?.review).toMatchObject({
      queue: "compliance",
      when: { text: review.when },
    });
    expect(policy.sources.get("web")?.review).toBeNull();
  });

  it("let points decay, budgets return, and weights follow results", () => {
    const policy = policyOf({
      score: {
        rules: [{ id: "a", when: "has(lead.title)", points: 5, decay: { half_life: "14d" } }],
      },
      recycle: { budget: { return_on: [{ page: "pricing" }] } },
      route: {
        by: ["account_owner", "territory"],
        share: { performance: { min: 0.5, max: 1.5 } },
        sticky: { within: "180d" },
        off_hours: "wait",
      },
    });
    expect(policy.score.rules[0]?.decay).toEqual({ halfLifeMs: 14 * DAY });
    expect(policy.recycle.budget.returnOn).toEqual([{ page: "pricing" }]);
    expect(policy.route).toMatchObject({
      by: ["account_owner", "territory"],
      share: { weight: "rep", performance: { min: 0.5, max: 1.5 } },
      sticky: { withinMs: 180 * DAY },
      offHours: "wait",
    });
    expect(policyOf().route).toMatchObject({
      sticky: null,
      offHours: "overflow",
      share: { performance: null },
    });
  });

  it("say how a canary is watched", () => {
    expect(policyOf().canary).toEqual({
      share: 0.1,
      forMs: 7 * DAY,
      guards: { overrideRate: 0.5, disqualifiedRate: 0.5, exceptionRate: 1 },
    });
    const canary = { share: "2.5%", for: "3d", guards: { override_rate: "off", exception_rate: "+25%" } };
    expect(policyOf({ canary }).canary).toEqual({
      share: 0.025,
      forMs: 3 * DAY,
      guards: { overrideRate: null, disqualifiedRate: 0.5, exceptionRate: 0.25 },
    });
  });

  it("say from where on somebody is told, each of them or not at all", () => {
    const usual = {
      latency: { medianMs: 2 * HOUR, p95Ms: DAY },
      campaign: { share: 0.5, ofAtLeast: 10 },
      overrides: { moreThan: 10, withinMs: DAY },
      tank: { moreThan: 20 },
    };
    expect(policyOf().alerts).toEqual(usual);
    expect(policyOf({ alerts: { latency: null, campaign: {} } }).alerts).toEqual(usual);
    const some = { latency: { median: "2d" }, campaign: "off", overrides: { more_than: 0 }, tank: "off" };
    expect(policyOf({ alerts: some }).alerts).toEqual({
      latency: { medianMs: 2 * DAY, p95Ms: 2 * DAY },
      campaign: null,
      overrides: { moreThan: 0, withinMs: DAY },
      tank: null,
    });
  });

  test.each<[string, string]>([
    [
      "alerts: { latency: { median: 3h, p95: 1h } }",
      "6:39: alerts.latency.p95: 1h is shorter than the median 3h, which then never tells anything; make p95 at least median",
    ],
    [
      "alerts: { latency: { medain: 3h } }",
      "6:22: alerts.latency.medain: unknown key 'medain'; did you mean 'median'?",
    ],
    [
      "alerts: { latency: on }",
      "6:20: alerts.latency: is the text 'on', not off or a mapping; write, for example, { median: 2h, p95: 24h }",
    ],
    [
      "alerts: { campaign: { disqualified: 150% } }",
      "6:37: alerts.campaign.disqualified: '150%' is no share of a campaign's leads; write a percentage above 0 and up to 100, such as 50%",
    ],
    [
      "alerts: { overrides: { within: 1m } }",
      "6:32: alerts.overrides.within: 1m is not from 1h to 90d; write, for example, 1h",
    ],
    ["alerts: { tanks: off }", "6:11: alerts.tanks: unknown key 'tanks'; did you mean 'tank'?"],
    [
      "triage: { between: [60, 40], queue: compliance }",
      "6:20: triage.between: 60 is above 40; put the lower score first",
    ],
    [
      "canary: { share: 100% }",
      "6:18: canary.share: '100%' is no share of the leads; write a percentage above 0 and below 100, such as 10%",
    ],
    [
      "canary: { guards: { override_rate: 50 } }",
      "6:36: canary.guards.override_rate: is the number 50, not a guard; write, for example, +50%",
    ],
    [
      "recycle: { budget: { return_on: [{ pages: pricing }] } }",
      "6:36: recycle.budget.return_on[0].pages: unknown key 'pages'; did you mean 'page'?",
    ],
  ])("are refused for what makes no sense: %s", (more, line) => {
    expect(refusals(`${base}${more}\n`)).toContain(`policy.yml:${line}`);
  });
});
