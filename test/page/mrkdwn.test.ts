import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMrkdwn } from "../../sim/page/text/spans.ts";
import { html, visible } from "./html.ts";

const read = (text: string, verbatim = false) => html(readMrkdwn(text, { verbatim }));

describe("mrkdwn reads as Slack shows it", () => {
  it.each([
    ["*bold* _italic_ ~struck~", "<b>bold</b> <i>italic</i> <s>struck</s>"],
    ["*_both_* and _*both*_", "<b><i>both</i></b> and <i><b>both</b></i>"],
    ["2*3*4, snake_case_name, a~b~c", "2*3*4, snake_case_name, a~b~c"],
    ["* not bold *", "* not bold *"],
    ["*not\nbold*", "*not\nbold*"],
    ['`code`: "*bold*"; (_it_)', '<code>code</code>: "<b>bold</b>"; (<i>it</i>)'],
    [
      "*Done.* *Really?* *(so)* \u201c*yes*\u201d",
      "<b>Done.</b> <b>Really?</b> <b>(so)</b> \u201c<b>yes</b>\u201d",
    ],
    ["*_a_: b* and _*a*:_", "<b><i>a</i>: b</b> and <i><b>a</b>:</i>"],
    ["\u2022 `a`: b\n\u2022 *c*: d", "\u2022 <code>a</code>: b\n\u2022 <b>c</b>: d"],
    ["`a`/`b`", "<code>a</code>/<code>b</code>"],
    ["`*not bold*`", "<code>*not bold*</code>"],
    ["```\nfirst\n  second\n```\nafter", "<pre>first\n  second</pre>after"],
    ["&gt; one\n&gt; *two*\nthree", "<q>one\n<b>two</b></q>three"],
    ["> as an app may send it", "<q>as an app may send it</q>"],
    ["&gt;&gt;&gt; to\nthe end", "<q>to\nthe end</q>"],
    ["1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"],
    ["&amp;lt;b&amp;gt;", "&lt;b&gt;"],
    ["one\n\ntwo", "one\n\ntwo"],
  ])("%j", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe("links", () => {
  it.each([
    ["<https://example.com|the site>", "<a https://example.com/>the site</a>"],
    [
      "<https://example.com/?a=1&amp;b=2>",
      "<a https://example.com/?a=1&b=2>https://example.com/?a=1&b=2</a>",
    ],
    ["<mailto:a@b.example|a@b.example>", "<a mailto:a@b.example>a@b.example</a>"],
    ["*<https://x.example/a_b|bold link>*", "<b><a https://x.example/a_b>bold link</a></b>"],
    ["<https://x.example|see https://y.example>", "<a https://x.example/>see https://y.example</a>"],
    ["see https://x.example/a_b_c.", "see <a https://x.example/a_b_c>https://x.example/a_b_c</a>."],
    ["(https://x.example)", "(<a https://x.example/>https://x.example</a>)"],
    ["write to jane@acme.example now", "write to <a mailto:jane@acme.example>jane@acme.example</a> now"],
  ])("%j", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["<javascript:alert(1)|Click>", "<javascript:alert(1)|Click>"],
    ["<JavaScript:alert(1)>", "<JavaScript:alert(1)>"],
    ["<data:text/html,x|Click>", "<data:text/html,x|Click>"],
    ["<file:///etc/passwd>", "<file:///etc/passwd>"],
    ["<b>", "<b>"],
    ["&lt;https://x.example|y&gt;", "<<a https://x.example|y>https://x.example|y</a>>"],
  ])("%j opens nothing but pages and mail", (text, expected) => {
    const links = JSON.stringify(readMrkdwn(text)).match(/"url":"[^"]*"/g) ?? [];
    expect(links.every((link) => /"(https?|mailto):/.test(link))).toBe(true);
    expect(visible(readMrkdwn(text))).toBe(expected.replace(/<a [^>]*>|<\/a>/g, ""));
  });

  it("makes none of its own in verbatim text", () => {
    expect(read("https://x.example jane@acme.example <https://y.example|y>", true)).toBe(
      "https://x.example jane@acme.example <a https://y.example/>y</a>",
    );
  });
});

describe("mentions and dates", () => {
  it.each([
    ["<@U0ALICE> and <@U0BOB|bob>", "{person U0ALICE} and {person U0BOB}"],
    ["*<@U0ALICE>*", "<b>{person U0ALICE}</b>"],
    ["<#C1|managers>", "{channel C1}"],
    ["<!here> <!channel> <!everyone>", "{@here} {@channel} {@everyone}"],
    ["<!here|here>", "{@here}"],
    ["<!subteam^S1|@sales> <!subteam^S2>", "{@sales} {@S2}"],
    ["<!date^1392734382^{date_short_pretty} at {time}|then>", "{1392734382 {date_short_pretty} at {time}}"],
    ["<!date^1^{ago}^https://x.example/|then>", "{1 {ago} https://x.example/}"],
    ["<!date^1^{ago}^javascript:alert(1)|then>", "{1 {ago}}"],
    ["<!date^soon^{ago}|then>", "then"],
    ["<!date^99999999999999^{ago}|then>", "then"],
    ["<!unknown|label>", "label"],
    ["&lt;@U0ALICE&gt; &lt;!here&gt;", "<@U0ALICE> <!here>"],
  ])("%j", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe("emoji", () => {
  it.each([
    [":tada: done", "[🎉] done"],
    [":wave::skin-tone-3:", "[👋🏼]"],
    ["*:tada:*", "<b>[🎉]</b>"],
    [":thumbsup_all: :constructor: ::", ":thumbsup_all: :constructor: ::"],
    ["10:30:tada:", "10:30[🎉]"],
    ["from 10:30:45 to 11:00", "from 10:30:45 to 11:00"],
    ["`:tada:`", "<code>:tada:</code>"],
  ])("%j", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe("whatever it is given", () => {
  const lettersOf = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.join("") ?? "";
  const escaped = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const marks = fc.string({ unit: fc.constantFrom(..."*_~`:<>|!@#^&;\n -aé1\u202e\u200b") });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(marks, fc.string({ unit: "binary" })), (text) => void readMrkdwn(text)),
      {
        numRuns: 2_000,
      },
    );
  });

  it("shows every letter of an escaped text", () => {
    const anyText = fc.oneof(marks, fc.string({ unit: "grapheme", maxLength: 200 }));
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, verbatim) => {
        // The name of an emoji gives way to the emoji.
        const plain = text.replaceAll(":", ";");
        expect(lettersOf(visible(readMrkdwn(escaped(plain), { verbatim })))).toBe(lettersOf(plain));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["*", "*_~".repeat(1_000)],
    ["backticks", `*${" ` `".repeat(10_000)}`],
    ["blanks in code", `\`\`\`a${" ".repeat(40_000)}`],
    ["quoted lines", "&gt;\n".repeat(8_000)],
    ["quotes in quotes", "&gt;&gt;&gt;".repeat(3_000)],
    ["half links", "<https://a|".repeat(3_000)],
    ["half addresses", "a@b-".repeat(10_000)],
    ["colons", ":a".repeat(20_000)],
  ])("reads 40,000 characters of %s in no time", (_name, text) => {
    const start = performance.now();
    readMrkdwn(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
