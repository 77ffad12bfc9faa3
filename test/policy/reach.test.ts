import { describe, expect, it, test } from "vitest";
import { compilePolicy, formatProblem, parsePolicy } from "../../src/policy/index.ts";
import { policyDocument } from "./support.ts";

interface Parts {
  readonly tiers?: string;
  readonly rules?: string;
  readonly more?: string;
}

/** Two rules that give 0 to 70 points, unless said otherwise; each part begins on a line of its own. */
function policy({ tiers = "{ id: all, when: true }", rules, more = "" }: Parts): string {
  const points =
    rules ??
    `{ id: demo, when: 'lead.intent == "demo"', points: 40 }\n    - { id: size, when: company.employees >= 200, points: 30 }`;
  return `version: 1\nroute: {}\nladders: {}\n${more}${more === "" ? "" : "\n"}score:\n  rules:\n    - ${points}\ntiers:\n  - ${tiers.split("; ").join("\n  - ")}\n`;
}

/** The problem at the first place where `at` stands in the text. */
function placed(text: string, at: string, message: string): string {
  const before = text.slice(0, text.indexOf(at)).split("\n");
  return `policy.yml:${before.length}:${(before.at(-1) ?? "").length + 1}: ${message}`;
}

function ineffective(text: string): string[] {
  const result = parsePolicy(text, "policy.yml");
  return (result.ok ? result.ineffective : result.problems).map(formatProblem);
}

function remarks(text: string): string[] {
  const result = parsePolicy(text, "policy.yml");
  return result.ok ? result.remarks.map(formatProblem) : ["refused"];
}

describe("a rule that can never take effect is an error, at its place", () => {
  test.each<[string, Parts, string, string]>([
    [
      "a tier above every score",
      { tiers: "{ id: hot, when: score >= 80 }; { id: all, when: true }" },
      "score >= 80",
      "tiers[0].when: tier 'hot' can never match: the scores that come to it are 0 to 70; correct or remove it",
    ],
    [
      "a tier below the minimum",
      { tiers: "{ id: low, when: score < 0 && has(lead.title) }; { id: all, when: true }" },
      "score < 0",
      "tiers[0].when: tier 'low' can never match: the scores that come to it are 0 to 70; correct or remove it",
    ],
    [
      "a tier for scores that are suppressed",
      {
        more: "suppress: { at: 10 }",
        tiers: "{ id: low, when: '10 >= score' }; { id: all, when: true }",
      },
      "'10 >=",
      "tiers[0].when: tier 'low' can never match: the scores that come to it are 11 to 70; correct or remove it",
    ],
    [
      "a tier whose condition contradicts itself",
      { tiers: "{ id: odd, when: score > 50 && score < 20 }; { id: all, when: true }" },
      "score > 50",
      "tiers[0].when: tier 'odd' can never match: nothing makes its condition true; correct or remove it",
    ],
    [
      "a tier for two texts at once",
      {
        tiers:
          '{ id: odd, when: \'lead.country == "GB" && lead.country in ["DE", "FR"]\' }; { id: all, when: true }',
      },
      "'lead.country ==",
      "tiers[0].when: tier 'odd' can never match: nothing makes its condition true; correct or remove it",
    ],
    [
      "a tier for a text that an earlier one has taken",
      {
        tiers:
          '{ id: a, when: \'lead.country in ["GB", "DE"]\' }; { id: b, when: \'lead.country == "DE" && score > 5\' }; { id: all, when: true }',
      },
      `'lead.country == "DE"`,
      "tiers[1].when: tier 'b' is never reached, tier 'a' takes all that it asks for; put it before tier 'a', or remove it",
    ],
    [
      "a tier that is switched off",
      { tiers: "{ id: none, when: false }; { id: all, when: true }" },
      "false",
      "tiers[0].when: tier 'none' can never match: nothing makes its condition true; correct or remove it",
    ],
    [
      "a tier whose scores an earlier one takes",
      { tiers: "{ id: a, when: score >= 20 }; { id: b, when: score >= 50 }; { id: c, when: true }" },
      "score >= 50",
      "tiers[1].when: tier 'b' is never reached, tier 'a' takes all that it asks for; put it before tier 'a', or remove it",
    ],
    [
      "a tier whose scores earlier ones take together",
      { tiers: "{ id: a, when: score >= 40 }; { id: b, when: '!(score >= 40)' }; { id: c, when: true }" },
      "true }",
      "tiers[2].when: tier 'c' is never reached, tiers 'a' and 'b' take all that it asks for; put it before tier 'a', or remove it",
    ],
    [
      "a tier of an earlier one's condition, otherwise spaced",
      {
        tiers: `{ id: a, when: 'lead.intent=="demo"' }; { id: b, when: 'has(lead.title) && lead.intent == "demo"' }; { id: c, when: true }`,
      },
      "'has(",
      "tiers[1].when: tier 'b' is never reached, tier 'a' takes all that it asks for; put it before tier 'a', or remove it",
    ],
    [
      "a lane after one that takes everything",
      { more: "lanes:\n  - { id: a, when: true }\n  - { id: b, when: has(lead.phone) }" },
      "has(lead.phone)",
      "lanes[1].when: lane 'b' is never reached, lane 'a' takes everything; put it before lane 'a', or remove it",
    ],
    [
      "a lane of an earlier one's condition",
      { more: "lanes:\n  - { id: a, when: has(lead.phone) }\n  - { id: b, when: 'has( lead.phone )' }" },
      "'has( ",
      "lanes[1].when: lane 'b' is never reached, lane 'a' takes all that it asks for; put it before lane 'a', or remove it",
    ],
    [
      "a lane for some of the sizes of an earlier one",
      {
        more: "lanes:\n  - { id: a, when: company.employees > 10 }\n  - { id: b, when: company.employees == 500 }",
      },
      "company.employees == 500",
      "lanes[1].when: lane 'b' is never reached, lane 'a' takes all that it asks for; put it before lane 'a', or remove it",
    ],
    [
      "a rule whose condition contradicts itself",
      { rules: "{ id: odd, when: company.employees < 50 && company.employees > 99.5, points: 5 }" },
      "company.employees < 50",
      "score.rules[0].when: rule 'odd' can never match: nothing makes its condition true; correct or remove it",
    ],
    [
      "a criterion that no score meets",
      { more: "icp: [{ id: good, when: score >= 71 }]" },
      "score >= 71",
      "icp[0].when: criterion 'good' can never match: the scores that come to it are 0 to 70; correct or remove it",
    ],
    [
      "a minimum that no lead reaches",
      { rules: "{ id: demo, when: has(lead.intent), points: 10 }\n  minimum: 11" },
      "11\n",
      "score.minimum: no lead can reach 11: the rules give 10 at most; lower it, or give the rules more points",
    ],
    [
      "a suppression of every score",
      { more: "suppress: { at: 70 }" },
      "70 }\n",
      "suppress.at: every lead is suppressed: no score is above 70; put it below 70",
    ],
    [
      "a suppression of scores that are high enough",
      { rules: "{ id: demo, when: has(lead.intent), points: 50 }\n  minimum: 20\nsuppress: { at: 20 }" },
      "20 }",
      "suppress.at: 20 is not below score.minimum, 20: a score that is high enough would be suppressed; put it below 20",
    ],
  ])("%s", (_, parts, at, message) => {
    const text = policy(parts);
    expect(ineffective(text)).toEqual([placed(text, at, message)]);
  });
});

describe("what may be meant is no error", () => {
  test.each<[string, Parts]>([
    [
      "tiers of neighbouring scores",
      { tiers: "{ id: a, when: score >= 70 }; { id: b, when: score >= 69 }; { id: c, when: true }" },
    ],
    ["a tier for just what one rule gives", { tiers: "{ id: a, when: score == 70 }; { id: b, when: true }" }],
    [
      "a lane for unknown sizes, after all the known ones",
      {
        more: "lanes:\n  - { id: a, when: company.employees >= 10 || company.employees < 10 }\n  - { id: b, when: '!has(company.employees)' }",
      },
    ],
    [
      "a part that is switched off for a day",
      { more: "icp: [{ id: a, when: 'has(lead.title) && false', missing: pass }]" },
    ],
    ["a suppression above a minimum that nobody wrote", { more: "suppress: { at: 5 }" }],
    [
      "a narrower condition first",
      { tiers: "{ id: a, when: score > 50 && has(lead.title) }; { id: b, when: score > 50 }" },
    ],
    [
      "a wider one with or",
      { tiers: "{ id: a, when: score > 50 }; { id: b, when: score > 50 || has(lead.title) }" },
    ],
    [
      "numbers of another kind",
      {
        tiers:
          "{ id: a, when: score * 2 > 200 }; { id: b, when: 'score + 5 in [500]' }; { id: c, when: true }",
      },
    ],
    [
      "the same text as a value and as a number",
      {
        tiers: `{ id: a, when: 'lead.extra.x == "20"' }; { id: b, when: lead.extra.x == 20 }; { id: c, when: lead.extra.x == 20.0 }`,
      },
    ],
  ])("%s", (_, parts) => {
    expect(ineffective(policy(parts))).toEqual([]);
  });

  it("nor is anything in a draft that has no rules yet", () => {
    expect(
      ineffective(JSON.stringify(policyDocument({ tiers: [{ id: "1", when: "score >= 80" }] }))),
    ).toEqual([]);
  });

  it("and nothing is looked for in a policy that was published before", () => {
    const document = policyDocument({
      score: { rules: [{ id: "a", when: "has(lead.phone)", points: 5 }] },
      tiers: [{ id: "1", when: "score > 5" }],
    });
    expect(parsePolicy(JSON.stringify(document), "policy.yml")).toMatchObject({ ineffective: [{}] });
    expect(compilePolicy(document)).toMatchObject({ ok: true, ineffective: [] });
    expect(compilePolicy(JSON.stringify(document))).toMatchObject({ ok: true, ineffective: [] });
  });
});

describe("a remark is made on", () => {
  test.each<[string, Parts, string, string]>([
    [
      "two rules of one condition",
      {
        rules:
          "{ id: a, when: has(lead.phone), points: 5 }\n    - { id: b, when: 'has(lead.phone) ', points: 7 }",
      },
      "'has(lead.phone) '",
      "score.rules[1].when: rule 'b' gives 7 points, rule 'a' 5 for the same condition: they fire together; make it one rule",
    ],
    [
      "a rule that is switched off",
      { rules: "{ id: a, when: false, points: 5 }" },
      "false",
      "score.rules[0].when: rule 'a' is switched off; remove it when it is not coming back",
    ],
    [
      "a suppression that no score reaches",
      { more: "suppress: { at: -50 }" },
      "-50",
      "suppress.at: no score is that low: the rules give 0 at least; raise it, or remove suppress",
    ],
  ])("%s", (_, parts, at, message) => {
    const text = policy(parts);
    expect(remarks(text)).toEqual([placed(text, at, message)]);
  });
});

it("the largest policies are looked through in no time to speak of", () => {
  const long = (index: number) =>
    Array.from({ length: 150 }, (_, nth) => `score != ${nth * 100 + index} && lead.title != "${nth}"`).join(
      " && ",
    );
  const tiers = Array.from({ length: 100 }, (_, index) => ({
    id: `${index}`,
    when: long(index)
      .slice(0, 3_000)
      .replace(/ && [^&]*$/, ""),
  }));
  const rules = Array.from({ length: 1_000 }, (_, index) => ({
    id: `r${index}`,
    when: `company.employees > ${index}`,
    points: 1,
  }));
  const text = JSON.stringify(policyDocument({ score: { rules }, tiers }));
  const compile = () => {
    const started = performance.now();
    expect(compilePolicy(text).ok).toBe(true);
    return performance.now() - started;
  };
  const warm = [compile(), compile()];
  const started = performance.now();
  expect(ineffective(text)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(10 * Math.max(...warm));
}, 180_000);
