import { describe, expect, it, test } from "vitest";
import { formatProblem, parsePolicy } from "../../src/policy/index.ts";
import { refusals } from "./support.ts";

describe("what a policy is refused for", () => {
  const base = "version: 1\nscore: {}\ntiers: [{ id: '1', when: 'true' }]\nroute: {}\nladders: {}\n";
  const rule = (text: string) => base.replace("score: {}", `score:\n  rules:\n    - ${text}`);

  test.each<[string, string, string]>([
    ["an unknown key", `nmae: x\n${base}`, "1:1: nmae: unknown key 'nmae'; did you mean 'name'?"],
    [
      "a key of a part that is not built",
      `${base}revalidate: { after: 7d }\n`,
      "6:1: revalidate: 'revalidate' is not available in this version; remove it",
    ],
    [
      "a ladder of a part that is not built",
      base.replace("ladders: {}", "ladders: { exception: [{ after: 4h, do: escalate }] }"),
      "5:12: ladders.exception: 'exception' is not available in this version; remove it",
    ],
    [
      "an override that no manager could make",
      `${base}overrides: { second_approver: [un-suppress] }\n`,
      "6:32: overrides.second_approver[0]: 'un-suppress' is not known here; did you mean 'unsuppress'?",
    ],
    [
      "an override's ladder that leaves it open",
      base.replace("ladders: {}", "ladders: { override: [{ after: 4h, do: remind }] }"),
      "5:40: ladders.override[0].do: the ladder ends with remind; an override that nobody approves must come to an end: the last step is do: reject",
    ],
    [
      "a wrong duration",
      `${base}buffer: { max: 5min }\n`,
      "6:16: buffer.max: '5min' is no duration; write a whole number and s, m, h or d, such as 0s, 90s, 5m, 2h or 7d",
    ],
    [
      "a number for a duration",
      `${base}recycle: { timing: { after: 90 } }\n`,
      "6:29: recycle.timing.after: is the number 90, not a duration; write, for example, 5m",
    ],
    [
      "a buffer that ends before it begins",
      `${base}buffer: { min: 5m, max: 3m }\n`,
      "6:16: buffer.min: the minimum 5m is longer than the maximum 3m; make min at most max",
    ],
    [
      "points that are no whole number",
      rule('{ id: a, when: "true", points: many }'),
      "4:38: score.rules[0].points: is the text 'many', not a whole number from -1000000 to 1000000; write, for example, 1",
    ],
    [
      "a rule without points",
      rule('{ id: a, when: "true" }'),
      "4:7: score.rules[0].points: is missing; add a whole number from -1000000 to 1000000, such as 1",
    ],
    [
      "a condition with a misspelt attribute, at that attribute",
      rule("{ id: a, when: 'company.employes >= 5', points: 1 }"),
      "4:31: score.rules[0].when: company has no 'employes'; did you mean 'employees'?",
    ],
    [
      "the same in double quotes after an escape",
      rule('{ id: a, when: "lead.title == \\"x\\" && lead.titel == \\"y\\"", points: 1 }'),
      "4:51: score.rules[0].when: lead has no 'titel'; did you mean 'title'?",
    ],
    [
      "the same without quotes",
      rule("{ id: a, when: company.employes >= 5, points: 1 }"),
      "4:30: score.rules[0].when: company has no 'employes'; did you mean 'employees'?",
    ],
    [
      "the same in a block of lines",
      rule(
        "id: a\n      points: 1\n      when: |\n        lead.title == 'x' &&\n          company.employes >= 5",
      ),
      "8:19: score.rules[0].when: company has no 'employes'; did you mean 'employees'?",
    ],
    [
      "a list that is not there",
      `${rule("{ id: a, when: 'company.domain in lists.rivals', points: 1 }")}lists: { rivalz: [x] }\n`,
      "4:47: score.rules[0].when: there is no list 'rivals'; did you mean 'rivalz'?",
    ],
    [
      "two rules of one id",
      rule("{ id: a, when: 'true', points: 1 }\n    - { id: a, when: 'true', points: 2 }"),
      "5:13: score.rules[1].id: the rule id 'a' is here twice; give each rule id once",
    ],
    [
      "two tiers of one id",
      base.replace("tiers: [", "tiers: [{ id: '1', when: 'score > 5' }, "),
      "3:47: tiers[1].id: the tier id '1' is here twice; give each tier id once",
    ],
    [
      "a tier after one that takes everything",
      base.replace("'true' }]", "'true' }, { id: '2', when: 'score > 5' }]"),
      "3:53: tiers[1].when: tier '2' is never reached, tier '1' takes everything; put the tier with when: 'true' last",
    ],
    [
      "a tier for reps and for nurture",
      base.replace("'true' }", "'true', to: { seniority: senior }, nurture: general }"),
      "3:70: tiers[0].nurture: a tier goes to reps or to nurture, not both; keep either to or nurture",
    ],
    [
      "a tier id that is a number",
      base.replace("id: '1'", "id: 1"),
      "3:15: tiers[0].id: is the number 1, not an id of letters, digits, - and _; write, for example, demo-request",
    ],
    [
      "steps that go back in time",
      base.replace("ladders: {}", "ladders:\n  offer: [{ after: 4h, do: overdue }, { after: 2h, do: tank }]"),
      "6:48: ladders.offer[1].after: 2h is not later than the step before, at 4h; count every step from the start, ascending",
    ],
    [
      "a step after the ladder's end",
      base.replace("ladders: {}", "ladders:\n  offer: [{ after: 2h, do: tank }, { after: 4h, do: overdue }]"),
      "6:53: ladders.offer[1].do: comes after tank, which ends the ladder; put tank last",
    ],
    [
      "a tank that leads nowhere",
      base.replace("ladders: {}", "ladders:\n  tank: [{ after: 4h, do: remind }]"),
      "6:27: ladders.tank[0].do: the ladder ends with remind; a lead that nobody claims needs an owner: the last step is do: overflow",
    ],
    [
      "a step that is no step",
      base.replace("ladders: {}", "ladders:\n  offer: [{ after: 4h, do: tnk }]"),
      "6:28: ladders.offer[0].do: 'tnk' is not known here; did you mean 'tank'?",
    ],
    [
      "a partner without a name",
      `${base}sources: { acme: { kind: partner } }\n`,
      "6:18: sources.acme: a partner source without a partner; add partner: and the partner's name",
    ],
    [
      "a partner's name on a form",
      `${base}sources: { acme: { kind: form, partner: Acme } }\n`,
      "6:41: sources.acme.partner: a source of kind form has no partner; write kind: partner",
    ],
    [
      "an unknown clock",
      `${base}clock: bussiness\n`,
      "6:8: clock: 'bussiness' is not known here; did you mean 'business'?",
    ],
    [
      "a text where a mapping belongs",
      base.replace("score: {}", "score: high"),
      "2:8: score: is the text 'high', not a mapping; write, for example, minimum: …, rules: …",
    ],
    [
      "a list name that conditions could not write",
      `${base}lists: { my-list: [x] }\n`,
      "6:10: lists.my-list: is the text 'my-list', not a name of letters, digits and _; write, for example, competitors",
    ],
  ])("%s", (_name, text, line) => {
    expect(refusals(text)).toEqual([`policy.yml:${line}`]);
  });

  it("all at once, in the file's order", () => {
    const text = `vesion: 1\n${rule("{ id: a, when: 'company.employes > 1', points: x }").slice(11)}clock: never\n`;
    expect(refusals(text).map((line) => line.split(": ")[0])).toEqual([
      "policy.yml:1:1",
      "policy.yml:1:1",
      "policy.yml:4:31",
      "policy.yml:4:54",
      "policy.yml:8:8",
    ]);
  });

  it("with a caret under the fault in a condition", () => {
    const result = parsePolicy(rule("{ id: a, when: 'company.employes > 1', points: 1 }"), "policy.yml");
    const [problem] = result.ok ? [] : result.problems;
    expect(problem && formatProblem(problem).split("\n").slice(1)).toEqual([
      "    company.employes > 1",
      "            ^",
    ]);
  });
});
