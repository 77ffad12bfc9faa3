// What people type on the page: modals with their errors and their focus, slash commands with their hints.
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { button, CLARA, MORGAN, messages, say, sendLead } from "./baton.ts";
import { describeInBrowser, eventually, it } from "./windows.ts";

describeInBrowser("a modal", { timeout: 120_000 }, () => {
  it("says at the field what is missing, and takes it once it is mended", async ({ demo, windows }) => {
    await sendLead(demo, "Mara");
    const page = await windows.open(CLARA);
    const card = messages(page, "Mara Lorenz");
    await button(card, "Recycle").click();
    const modal = page.getByRole("dialog", { name: "Recycle lead" });
    const reason = modal.getByLabel("Reason");
    await expectFocus(reason);

    await modal.getByRole("button", { name: "Recycle" }).click();
    await modal.getByText("Please complete this required field.").waitFor();
    expect(await reason.getAttribute("aria-invalid")).toBe("true");
    await expectFocus(reason);

    await reason.selectOption("Budget");
    await modal.getByText("The lead is nurtured until there is a budget.").waitFor();
    await modal.getByRole("button", { name: "Recycle" }).click();
    await modal.waitFor({ state: "detached" });
    await card.getByText("Recycled by Clara Vogel").waitFor();
    expect(await button(card, "Accept").count()).toBe(0);
  });

  it("shows an error of Baton's at its field, and keeps what was typed when the reason changes", async ({
    demo,
    windows,
  }) => {
    await sendLead(demo, "Nele");
    const page = await windows.open(CLARA);
    const card = messages(page, "Nele Lorenz");
    await button(card, "Recycle").click();
    const modal = page.getByRole("dialog", { name: "Recycle lead" });
    await modal.getByLabel("Note").fill("Ask again after their fiscal year.");
    await modal.getByLabel("Reason").selectOption("Feature Gap");
    await modal.getByLabel("Feature", { exact: true }).waitFor();
    await modal.getByLabel("Reason").selectOption("Timing");
    const day = modal.getByLabel("Re-engage on");
    expect(await modal.getByLabel("Note").inputValue()).toBe("Ask again after their fiscal year.");

    await day.fill("2020-02-29");
    await modal.getByRole("button", { name: "Recycle" }).click();
    await modal.getByText("Choose a day after today").waitFor();
    expect(await modal.getByRole("alert").allInnerTexts()).toContain("1 field needs another look.");
    expect(await day.getAttribute("aria-invalid")).toBe("true");
    expect(await modal.getByLabel("Note").inputValue()).toBe("Ask again after their fiscal year.");

    await day.fill(inDays(30));
    await modal.getByRole("button", { name: "Recycle" }).click();
    await modal.waitFor({ state: "detached" });
    await card.getByText("Recycled by Clara Vogel").waitFor();
  });

  it("keeps the focus inside, ends with Escape, and gives the focus back", async ({ demo, windows }) => {
    await sendLead(demo, "Olga");
    const page = await windows.open(CLARA);
    const recycle = button(messages(page, "Olga Lorenz"), "Recycle");
    await recycle.focus();
    await page.keyboard.press("Enter");
    const modal = page.getByRole("dialog", { name: "Recycle lead" });
    await expectFocus(modal.getByLabel("Reason"));
    for (let presses = 0; presses < 8; presses++) {
      await page.keyboard.press("Tab");
      // The browser's own bar counts as a stop between the last and the first.
      expect(await page.evaluate(() => document.activeElement?.closest("dialog, body")?.tagName)).toMatch(
        /DIALOG|BODY/,
      );
      expect(await page.evaluate(() => document.activeElement?.closest("main") ?? null)).toBeNull();
    }
    await page.keyboard.press("Escape");
    await modal.waitFor({ state: "detached" });
    await expectFocus(recycle);
    expect(await button(messages(page, "Olga Lorenz"), "Accept").count()).toBe(1);
  });
});

describeInBrowser("a slash command", { timeout: 120_000 }, () => {
  it("is suggested while it is typed, and chosen by keyboard", async ({ windows }) => {
    const page = await windows.open(MORGAN);
    const field = page.getByRole("textbox", { name: "Message Baton" });
    await field.pressSequentially("/le");
    const hints = page.getByRole("listbox");
    const leads = hints.getByRole("option", { name: /^\/leads/ });
    await leads.waitFor();
    expect(await leads.getAttribute("aria-selected")).toBe("true");
    expect(await field.getAttribute("aria-activedescendant")).toBe(await leads.getAttribute("id"));
    await field.press("Escape");
    await hints.waitFor({ state: "detached" });
    await field.pressSequentially("a");
    await leads.waitFor();
    await field.press("Tab");
    expect(await field.inputValue()).toBe("/leads ");
    await field.pressSequentially("help");
    await field.press("Enter");
    await messages(page, "Only visible to you").filter({ hasText: "/leads queue" }).waitFor();
    expect(await field.inputValue()).toBe("");
  });

  it("answers the manager alone: /leads queue", async ({ demo, windows }) => {
    await sendLead(demo, "Petra");
    const [morgan, clara] = await Promise.all([
      windows.open(MORGAN, "C0MANAGERS"),
      windows.open(CLARA, "C0MANAGERS"),
    ]);
    await say(morgan, "/leads queue");
    const queue = messages(morgan, /\d+ open: \d+ overdue/);
    await queue.waitFor();
    expect(await queue.innerText()).toContain("Only visible to you");
    expect(await queue.innerText()).toContain("Petra Lorenz");
    // What is said after it has come to Clara; the queue has not.
    await say(morgan, "That was it");
    await messages(clara, "That was it").waitFor();
    expect(await messages(clara, /\d+ open: \d+ overdue/).count()).toBe(0);
    await morgan.reload();
    await messages(morgan, "That was it").waitFor();
  });

  it("that nobody knows is answered by Slackbot", async ({ windows }) => {
    const page = await windows.open(CLARA);
    await say(page, "/laeds queue");
    await messages(page, "Slackbot").filter({ hasText: "is not a valid command" }).waitFor();
  });
});

async function expectFocus(element: Locator): Promise<void> {
  await eventually(() => element.evaluate((node) => node === document.activeElement)).toBe(true);
}

/** As a date field takes it. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
}
