import { describe, expect, it, test } from "vitest";
import { factsOf, verdict } from "./support.ts";

const jane = factsOf({
  lead: { email: "jane@cs.mit.edu", message: "What does it cost?", extra: { visits: 7, note: "hot" } },
});

describe("hasWord", () => {
  test.each([
    ["VP, Sales", '["vp"]', "true"],
    ["SVP Sales", '["vp"]', "false"],
    ["Head of Ops", '["chief", "HEAD"]', "true"],
    ["Heading", '["head"]', "false"],
    ["Vice  President", '["vice president"]', "true"],
    ["Président-Directeur", '["directeur"]', "true"],
    ["Présidente", '["président"]', "false"],
    ["Ｖｉｃｅ President", '["vice"]', "true"],
    ["ДИРЕКТОР по продажам", '["директор"]', "true"],
    ["C++ developer", '["c++"]', "true"],
    ["a.b", '["a.b"]', "true"],
    ["axb", '["a.b"]', "false"],
    ["intern_1", '["intern"]', "false"],
    ["anything", "[]", "false"],
  ])("of %s for %s is %s", (title, words, expected) => {
    expect(verdict(`hasWord(lead.title, ${words})`, factsOf({ lead: { title } }))).toBe(expected);
  });

  it("takes words from a list of the policy and from free text", () => {
    const facts = factsOf({ lead: { title: "rival.example", extra: { note: "a big rival" } } });
    expect(verdict("hasWord(lead.title, lists.competitors)", facts)).toBe("true");
    expect(verdict('hasWord(lead.extra.note, ["rival"])', facts)).toBe("true");
    expect(verdict('hasWord(lead.extra.note, lists.competitors + ["big"])', facts)).toBe("true");
  });
});

describe("domainMatches", () => {
  test.each([
    ["edu", "true"],
    ["x.edu", "true"],
    ["a.x.edu", "true"],
    ["X.EDU.", "true"],
    ["xedu", "false"],
    ["edu.com", "false"],
    ["cam.ac.uk", "true"],
    ["ac.uk.example", "false"],
  ])("of %s for *.edu and *.ac.uk is %s", (emailDomain, expected) => {
    expect(
      verdict("domainMatches(lead.emailDomain, lists.student_domains)", factsOf({ lead: { emailDomain } })),
    ).toBe(expected);
  });

  it("matches a plain pattern exactly, and international names in either form", () => {
    const match = (emailDomain: string, pattern: string) =>
      verdict(`domainMatches(lead.emailDomain, ["${pattern}"])`, factsOf({ lead: { emailDomain } }));
    expect(match("rival.example", "rival.example")).toBe("true");
    expect(match("eu.rival.example", "rival.example")).toBe("false");
    expect(match("xn--bcher-kva.example", "*.bücher.example")).toBe("true");
  });

  it("finds the domain in the e-mail address where none is given", () => {
    expect(verdict("domainMatches(lead.emailDomain, lists.student_domains)", jane)).toBe("true");
  });
});

describe("re2", () => {
  it("finds a pattern anywhere in the text, with flags", () => {
    expect(verdict('lead.message.re2("(?i)COST")', jane)).toBe("true");
    expect(verdict('lead.message.re2("^cost")', jane)).toBe("false");
    expect(verdict('lead.extra.note.re2("h.t")', jane)).toBe("true");
    expect(verdict('lead.extra.visits.re2("7")', jane)).toBe("missing: lead.extra.visits");
  });

  it("finishes at once where JavaScript's engine would hang", () => {
    const facts = factsOf({ lead: { message: `${"a".repeat(20_000)}!` } });
    const started = performance.now();
    expect(verdict('lead.message.re2("^(a+)+$")', facts)).toBe("false");
    expect(verdict('lead.message.re2("^(a|a)*$")', facts)).toBe("false");
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
