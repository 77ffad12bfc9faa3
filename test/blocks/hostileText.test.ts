import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostile, jane } from "../../blocks/gallery/samples.ts";
import { clip, isEmpty, md, mention, plain, rendered } from "../../blocks/text.ts";
import type { Submission } from "../../src/domain/person.ts";
import { everySurface } from "./everySurface.ts";
import { readable, strayMarkup, textsIn, violations } from "./slackRules.ts";

/** Pieces that mean something to Slack, to terminals or to fonts, and anything else. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<",
        ">",
        "&",
        "&lt;",
        "<!channel>",
        "<@U0ALICE>",
        "<https://e.example|x>",
        "|",
        "^",
        "*",
        "_",
      ),
      fc.constantFrom(
        "~",
        "`",
        "```",
        "\n",
        "\r\n> ",
        "\u2028",
        "\u202e",
        "\u200b",
        "\u0000",
        "\ud800",
        "👨‍👩‍👧‍👦",
        ":x:",
      ),
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constant("é\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301".repeat(30)),
      fc.constant('"\\'.repeat(200)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const anybody: fc.Arbitrary<Submission> = fc.record({
  email: nasty,
  phone: nasty,
  firstName: nasty,
  lastName: nasty,
  title: nasty,
  company: fc.record({ name: nasty, country: nasty }),
  country: nasty,
  campaign: nasty,
  message: nasty,
});

const lineCount = (text: string) => text.split("\n").length;

describe("text from outside", () => {
  it("never formats, links, pings, breaks a line or exceeds a limit, on any surface", () => {
    const usual = everySurface({ submission: jane, word: "Word" });
    fc.assert(
      fc.property(anybody, nasty, (submission, word) => {
        const surfaces = everySurface({ submission, word });
        for (const [index, { name, surface, text, blocks }] of surfaces.entries()) {
          expect(violations(blocks, surface), name).toEqual([]);
          expect(text.length, name).toBeLessThanOrEqual(4_000);
          expect(strayMarkup(text), name).toBeNull();
          expect(text).not.toContain("\n");
          const mostLines = Math.max(...textsIn(usual[index]?.blocks).map((one) => lineCount(one.text)));
          for (const { type, text } of textsIn(blocks)) {
            if (type === "mrkdwn") expect(strayMarkup(text), name).toBeNull();
            expect(lineCount(text), name).toBeLessThanOrEqual(mostLines);
            expect(text, name).not.toMatch(/[[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]--\n]/v);
            expect(text.isWellFormed(), name).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it("keeps within a message of Slack's where every text is as long as may be, and counts twice as JSON", () => {
    for (const word of ['"\\'.repeat(750), '"\\'.repeat(2_000), "&<>".repeat(400)]) {
      const company = { name: word, country: word };
      const named = { firstName: word, lastName: word, title: word, company };
      const submission = { ...named, email: word, phone: word, country: word, campaign: word, message: word };
      for (const { name, surface, blocks } of everySurface({ submission, word })) {
        expect(violations(blocks, surface), name).toEqual([]);
      }
    }
  });

  it("is shown as it was written where it only looks like markup", () => {
    const text = rendered(md`${"R&D <b> at a_b"}`);
    expect(text).toBe("R&amp;D &lt;b&gt; at a_b");
  });

  it("loses the marks that would format, and keeps its words", () => {
    expect(rendered(md`${"*bold* _it_ ~no~ `code` :skull:"}`)).not.toMatch(/[*_~`]|:skull:/);
    const all = everySurface({ submission: hostile, word: "Word" }).map(({ blocks }) => readable(blocks));
    expect(all[0]).toContain("Mallory");
  });

  it("cannot quote a line by beginning with >", () => {
    expect(rendered(md`${"> quoted"}`)).toBe("› quoted");
  });

  it("cannot become markup by being put into a template twice", () => {
    const once = md`${"<!here>"}`;
    expect(rendered(md`*${once}*`)).toBe("*&lt;!here&gt;*");
  });

  it("is cut between characters, with an ellipsis, counting what is sent", () => {
    expect(rendered(clip("abcdef", 4))).toBe("abc…");
    expect(rendered(clip("&&&&", 11))).toBe("&amp;&amp;…");
    expect(plain("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 15)).toBe("👨‍👩‍👧‍👦…");
    expect(plain("four", 4)).toBe("four");
  });

  it("is never longer than asked, whatever is cut", () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 200 }), (text, max) => {
        expect(rendered(clip(text, max)).length).toBeLessThanOrEqual(max);
        expect(strayMarkup(rendered(clip(text, max)))).toBeNull();
        expect(plain(text, max).length).toBeLessThanOrEqual(max);
      }),
    );
  });

  it("keeps a mention and a date whole when a text around it is cut", () => {
    const long = md`${"x".repeat(20)}${mention("U0ALICE")}`;
    expect(rendered(long, 25)).toBe(`${"x".repeat(20)}…`);
  });

  it("is no person when it is no person's id", () => {
    expect(rendered(mention("U0ALICE> <!channel"))).toBe("U0ALICE&gt; &lt;!channel");
    expect(isEmpty(md`${"\u202e"}`)).toBe(true);
  });
});
