// The override digest within Slack's limits, however many overrides there are and whatever is written in their names.
import { describe, expect, it } from "vitest";
import { digestOf, renderDigest, renderReview } from "../../blocks/gallery/digestSamples.ts";
import { hostile, inTank, view } from "../../blocks/gallery/samples.ts";
import { buttonsIn, readable, violations } from "./slackRules.ts";

const long = "<!channel> & *Ünïcode* 👩‍👩‍👧‍👦 ".repeat(40);

describe("the override digest", () => {
  it("begins with how many there were and what is to be done", () => {
    const { text, blocks } = renderDigest(digestOf(6, { older: 3 }));
    expect(text).toBe("Override digest: 6 overrides, 4 to review, Mon 16 Nov 09:00 to Mon 23 Nov 09:00");
    const said = readable(blocks);
    expect(said).toContain("The week before: 9 (−3)");
    expect(said).toContain("First: a steward presses Mark reviewed on each below.");
    expect(said).toContain("3 from before still to review");
    expect(said).toContain("2 post-mortems open, 1 of them overdue.");
    expect(said).toMatch(/By person\s+Morgan: 3 \(−\d\)/);
    expect(buttonsIn(blocks).filter((label) => label === "Mark reviewed")).toHaveLength(4);
    expect(said).toContain("Reviewed by Carol");
  });

  const FAR = 4;
  it.each([0, 1, 40, 500])("keeps within Slack's limits with %i overrides, each shown once", (many) => {
    const record = inTank({ submission: hostile });
    const names = new Map([...view.names.keys()].map((id) => [id, long]));
    const more = (n: number) => ({
      ...{ by: `U0MANAGER${n}`, rule: `${n} ${long}`, reasonCode: `${n} ${long}`, reviewed: null },
      ...({ act: { do: "reassign", rep: "U0BOB" }, outcome: "moved_on" } as const),
      rulesWouldHave: {
        ...({ state: "suppressed", rep: "U0BOB" } as const),
        next: { does: "fallback", at: "2026-11-20T09:00:00.000Z" },
      } as const,
    });
    const digest = digestOf(many, { record, more, older: 123_456 });
    const seen: string[] = [];
    // Of very many the first pages and the last: each page is laid out from all of them.
    for (let page = 1, pages = 1; page <= pages; page += many > 40 && page === FAR ? pages - FAR : 1) {
      const words = "&".repeat(600);
      const { text, blocks } = renderDigest(digest, page, { record, seen: { ...view, names }, words });
      expect(violations(blocks, "message")).toEqual([]);
      expect(text.length).toBeLessThan(4_000);
      const json = JSON.stringify(blocks);
      expect(json).not.toMatch(/<!channel>|mallory|evil\.example/i);
      expect(json).not.toContain("…and");
      seen.push(...[...json.matchAll(/"(lead_[0-9a-f]{32}#\d+)"/g)].map(([, value]) => value ?? ""));
      pages = Number(/page \d+ of (\d+)/.exec(readable(blocks))?.[1] ?? 1);
      const paging = buttonsIn(blocks).filter((label) => /Previous|Next/.test(label));
      expect(paging).toEqual([...(page > 1 ? ["Previous"] : []), ...(page < pages ? ["Next"] : [])]);
    }
    expect(new Set(seen).size).toBe(seen.length);
    if (many <= 40) expect(seen).toHaveLength(many);
    else expect(seen.at(-1)).toBe(`${digest.listed.at(-1)?.leadId}#${digest.listed.at(-1)?.no}`);
  });

  it("shows twenty usual ones on one page", () => {
    expect(readable(renderDigest(digestOf(20)).blocks)).not.toContain("page 1");
  });

  it("moves nothing to another page when something is reviewed", () => {
    const rowsOn = (reviewed: boolean) => {
      const more = (n: number) => (reviewed && n < 30 ? {} : { reviewed: null });
      const { blocks } = renderDigest(digestOf(60, { more }), 2);
      return readable(blocks).match(/Reassign[^\n]*\n[^\n]*/g)?.length;
    };
    expect(rowsOn(true)).toEqual(rowsOn(false));
  });

  it("says in a line that there was nothing", () => {
    const { text, blocks } = renderDigest(digestOf(0, { before: 0 }));
    expect(text).toContain("No overrides");
    expect(readable(blocks)).toContain("The rules decided nothing in this time.");
    expect(buttonsIn(blocks)).toEqual([]);
  });

  it("shows a steward what was written as it is, or that it has been erased", () => {
    const written = { no: 1, justification: long.slice(0, 3_000), evidence: null, note: null };
    expect(JSON.stringify(renderReview(written))).toContain("<!channel>");
    expect(violations(renderReview(written).blocks, "modal")).toEqual([]);
    expect(JSON.stringify(renderReview(null))).toContain("erased with the person");
  });
});
