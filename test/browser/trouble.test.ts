// What breaks on purpose: whatever happens, a card comes, and comes once.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { button, CLARA, messages, sendLead, turnAhead } from "./baton.ts";
import { type DemoProcess, describeInBrowser, eventually, it } from "./windows.ts";

describeInBrowser("Break something", { timeout: 120_000 }, () => {
  it("kills Baton: what was accepted stays so, and the next lead's card comes once", async ({
    demo,
    windows,
  }) => {
    await sendLead(demo, "Ulla");
    const page = await windows.open(CLARA);
    await button(messages(page, "Ulla Lorenz"), "Accept").click();
    await messages(page, "Ulla Lorenz").getByText("Accepted by Clara Vogel").waitFor();
    await sendLead(demo, "Vera");
    const row = await trouble(page, "Kill Baton");
    await row.getByRole("button", { name: "Kill it" }).click();
    await page.getByText("Baton is down").waitFor();
    await row.getByRole("button", { name: "Start it again" }).click();
    await page.getByText("Baton is up").waitFor();
    // The clock stands: what was being looked up when Baton was killed is decided at the end of its buffer.
    await turnAhead(demo, 60_000);
    await sendLead(demo, "Wanda");
    await expectOnce(demo, page, "Ulla", "Vera", "Wanda");
    expect(await button(messages(page, "Ulla Lorenz"), "Accept").count()).toBe(0);
    await button(messages(page, "Vera Lorenz"), "Accept").click();
    await eventually(() => button(messages(page, "Vera Lorenz"), "Accept").count()).toBe(0);
    await button(messages(page, "Wanda Lorenz"), "Accept").waitFor();
  });

  it.for([
    ["Slack is down for a minute", "Take Slack down", "Bring it back", "Xenia"],
    ["Slack answers 429", "Slow it down", "Let it through", "Yara"],
    ["Connections drop", "Drop connections", "Stop dropping", "Zita"],
  ] as const)(
    "%s: the card comes afterwards, once",
    async ([title, breakIt, mend, name], { demo, windows }) => {
      const page = await windows.open(CLARA);
      const row = await trouble(page, title);
      await row.getByRole("button", { name: breakIt }).click();
      await row.getByRole("button", { name: mend }).waitFor();
      await sendLead(demo, name);
      // Somebody looks at the channel meanwhile, which works all the same.
      await page.getByRole("link", { name: "shark-tank" }).click();
      await page.getByRole("heading", { name: "shark-tank", level: 1 }).waitFor();
      await page.getByRole("link", { name: /Baton/ }).click();
      await row.getByRole("button", { name: mend }).click();
      await row.getByRole("button", { name: breakIt }).waitFor();
      await expectOnce(demo, page, name);
    },
  );
});

async function trouble(page: Page, title: string) {
  await page.getByRole("button", { name: "Break something" }).click();
  const panel = page.getByRole("complementary", { name: "Break something" });
  return panel.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });
}

/** Each has a card, and nobody has two: not even after the time in which a post that may have failed is made again. */
async function expectOnce(demo: DemoProcess, page: Page, ...names: readonly string[]): Promise<void> {
  for (const name of names) await messages(page, `${name} Lorenz`).first().waitFor();
  await turnAhead(demo, 60_000);
  for (const name of names) expect(await messages(page, `${name} Lorenz`).count(), name).toBe(1);
}
