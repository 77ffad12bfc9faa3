// The clock at the top of the page: turned, stopped, sped up.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { button, CLARA, MANAGERS, MORGAN, messages, sendLead } from "./baton.ts";
import { describeInBrowser, eventually, it } from "./windows.ts";

/** What the bar's clock shows, in ms since 1970 to the minute. */
const timeIn = async (page: Page) =>
  Date.parse((await page.getByTitle("The time in this workspace").getAttribute("datetime")) ?? "");

describeInBrowser("the clock", { timeout: 120_000 }, () => {
  it("turned by +2 h makes an unanswered card overdue, and the managers hear of it", async ({
    demo,
    windows,
  }) => {
    await sendLead(demo, "Tilda", { company: "Thistle Tea" });
    const [clara, morgan] = await Promise.all([windows.open(CLARA), windows.open(MORGAN, MANAGERS)]);
    await button(messages(clara, "Tilda Lorenz"), "Accept").waitFor();
    const before = await timeIn(clara);
    await clara.getByRole("button", { name: "+2 h" }).click();
    await messages(morgan, "Tilda Lorenz").filter({ hasText: "with Clara Vogel" }).waitFor();
    await eventually(() => timeIn(clara)).toBeGreaterThanOrEqual(before + 2 * 3_600_000);
    await messages(clara, "Tilda Lorenz")
      .getByText(/Overdue/)
      .first()
      .waitFor();
    // The jump says what it brought to this screen, and the other window's clock shows the same time.
    await clara
      .getByText(/\d+ (new|changed)/)
      .first()
      .waitFor();
    await eventually(() => timeIn(morgan)).toBe(await timeIn(clara));

    await button(messages(clara, "Tilda Lorenz"), "Accept").click();
    await messages(morgan, "Tilda Lorenz")
      .getByText(/Accepted by Clara Vogel/)
      .waitFor();
  });

  it("stands while it is paused, and runs as fast as it is told", async ({ demo, windows }) => {
    const page = await windows.open(CLARA);
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    const before = await timeIn(page);
    await page.getByLabel("Speed").selectOption("×600");
    await eventually(() => timeIn(page)).toBeGreaterThan(before + 5 * 60_000);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resume" }).waitFor();
    await page.getByLabel("Speed").selectOption("×1");
    await eventually(() => page.getByLabel("Speed").inputValue()).toBe("1");
    // A minute would pass in 0.1 s at the speed of before. What the bar shows may be behind on a busy machine.
    const stopped = (await demo.state()).clock.now;
    await page.getByRole("button", { name: "+5 min" }).click();
    await eventually(() => timeIn(page)).toBeGreaterThanOrEqual(stopped + 4 * 60_000);
    expect(await timeIn(page)).toBeLessThanOrEqual(stopped + 6 * 60_000);
  });
});
