// axe-core over every part of the page, light and dark, wide and narrow: nothing that it calls serious or critical.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { button, CLARA, HOUR, MANAGERS, MORGAN, messages, say, sendLead, TANK, turnAhead } from "./baton.ts";
import { describeInBrowser, eventually, it, NARROW, WIDE } from "./windows.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describeInBrowser("axe-core", { timeout: 120_000 }, () => {
  it.for([WIDE, NARROW])(
    "finds nothing serious, light and dark, $width px wide",
    async (viewport, { demo, windows }) => {
      const name = `Axel${viewport.width}`;
      const leadId = await sendLead(demo, name);
      const clara = await windows.openAt(`${demo.url}/#/${CLARA}`, { viewport });
      const card = messages(clara, `${name} Lorenz`);
      await card.waitFor();
      await expectNothingSerious(clara, "the tour and a card");
      await clara.getByRole("button", { name: "End tour" }).click();

      await button(card, "Recycle").click();
      const modal = clara.getByRole("dialog", { name: "Recycle lead" });
      await modal.getByRole("button", { name: "Recycle" }).click();
      await modal.getByText("Please complete this required field.").waitFor();
      await expectNothingSerious(clara, "a modal with an error");
      await modal.getByRole("button", { name: "Cancel" }).click();
      await modal.waitFor({ state: "detached" });

      await openPanel(clara, "Send a lead");
      await clara.getByRole("button", { name: /^Hostile text/ }).click();
      await clara.getByLabel("E-mail").fill("no address");
      await clara.getByRole("button", { name: "Send", exact: true }).last().click();
      await clara.getByText("Baton did not take it.").waitFor();
      await expectNothingSerious(clara, "Send a lead");
      await openPanel(clara, "Break something");
      await clara.getByRole("button", { name: "Drop connections" }).click();
      await clara.getByRole("button", { name: "Stop dropping" }).waitFor();
      await expectNothingSerious(clara, "Break something");
      await clara.getByRole("button", { name: "Stop dropping" }).click();

      await openPanel(clara, "What happened");
      await clara.getByLabel("Lead", { exact: true }).selectOption(leadId);
      const panel = clara.getByRole("complementary", { name: "What happened" });
      await panel.getByText("Why it was decided so").click();
      await panel.getByText("Who could have it").waitFor();
      await expectNothingSerious(clara, "What happened");
      await panel.getByRole("button", { name: "Tamper with this event" }).first().click();
      await panel.getByText("does not fit what it says").waitFor();
      await panel.getByRole("button", { name: "Run audit verify" }).click();
      await panel.getByText("Named by audit verify").waitFor();
      await expectNothingSerious(clara, "What happened after tampering");
      await panel.getByRole("button", { name: "Put it back" }).click();
      await eventually(() => panel.getByRole("button", { name: "Put it back" }).count()).toBe(0);
      await panel.getByRole("button", { name: "Close panel" }).click();
      await clara.getByRole("button", { name: "Nothing refused" }).click();
      await expectNothingSerious(clara, "Slack would have refused");

      await turnAhead(demo, 4 * HOUR);
      const morgan = await windows.open(MORGAN, MANAGERS, { viewport });
      await messages(morgan, `${name} Lorenz`).first().waitFor();
      await say(morgan, "/leads queue");
      await messages(morgan, /\d+ open: \d+ overdue/)
        .last()
        .waitFor();
      await expectNothingSerious(morgan, "the managers' channel");
      const tank = await windows.open(CLARA, TANK, { viewport });
      await button(messages(tank, "is up for a claim").first(), "Claim").waitFor();
      await expectNothingSerious(tank, "the Shark Tank");
    },
  );
});

async function openPanel(page: Page, name: string): Promise<void> {
  const more = page.getByRole("button", { name: "More", exact: true });
  const open = page.getByRole("region", { name: "Demo" }).getByRole("button", { name });
  if (!(await open.isVisible())) await more.click();
  await open.click();
  await page.getByRole("complementary", { name }).waitFor();
}

async function expectNothingSerious(page: Page, where: string): Promise<void> {
  const { hidden, wide } = await page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    return { hidden: scrollHeight - innerHeight, wide: scrollWidth - innerWidth };
  });
  expect({ hidden, wide }, `${where}: parts of the page scroll, never the page`).toEqual({
    hidden: 0,
    wide: 0,
  });
  await page.evaluate(AXE);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page), `${where}, ${colorScheme}`).toEqual([]);
  }
}

/** What is half faded in has no contrast: animations are brought to their end first. */
async function findings(page: Page): Promise<unknown[]> {
  const { violations } = await page.evaluate(async () => {
    for (const animation of document.getAnimations()) animation.finish();
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    return axe.run({ resultTypes: ["violations"] });
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  );
}
