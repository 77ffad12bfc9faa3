import { describe, expect, it } from "vitest";
import { chapters } from "../../blocks/gallery/entries.ts";
import { galleryPage } from "../../blocks/gallery/page.ts";
import { view } from "../../blocks/gallery/samples.ts";
import { violations } from "./slackRules.ts";

describe("the gallery", () => {
  const page = galleryPage(chapters, view);

  it("shows every card, each acceptable to Slack", () => {
    for (const { title, made } of chapters.flatMap(({ entries }) => entries)) {
      expect(page).toContain(`<figcaption>${title}</figcaption>`);
      expect(violations(made.blocks, "type" in made ? made.type : "message"), title).toEqual([]);
    }
  });

  it("draws hostile text as text", () => {
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toMatch(/<script|class="stray"|src=|href="(?!#)/);
  });
});
