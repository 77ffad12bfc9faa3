// A channel with 2,000 messages: the page holds a few screens of them and stays quick. No bot is needed for it.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type Sim, startSim } from "../../sim/index.ts";
import { describeInBrowser, eventually, NARROW, WIDE, withBrowser } from "./windows.ts";

const MANY = 2_000;
/** Of messages in the document; some pages of them. */
const AT_MOST = 200;

const it = withBrowser
  // biome-ignore lint/correctness/noEmptyPattern: what a fixture needs is read from its pattern.
  .extend("sim", { scope: "file" }, async ({}, { onCleanup }) => {
    const sim = await startSim({
      users: [
        { id: "U0ALICE", name: "Alice" },
        { id: "U0BOB", name: "Bob" },
      ],
      channels: [{ id: "C0LONG", name: "long" }],
      page: true,
    });
    onCleanup(() => sim.stop());
    await fill(sim);
    return sim;
  })
  .extend("windows", async ({ sim, watched }) => ({
    open: (viewport: typeof WIDE) => watched.open(`${sim.url}/#/U0ALICE/C0LONG`, { viewport }),
  }));

async function fill(sim: Sim): Promise<void> {
  const [alice, bob] = [sim.user("U0ALICE"), sim.user("U0BOB")];
  for (let number = 1; number <= MANY; number++) {
    await (number % 3 === 0 ? alice : bob).say(`Message ${number} of many, *with* some \`format\``, "C0LONG");
  }
}

describeInBrowser("a channel of 2,000 messages", { timeout: 120_000 }, () => {
  it.for([WIDE, NARROW])(
    "shows the last ones, and older ones on scrolling up, $width px wide",
    async (viewport, { windows }) => {
      const page = await windows.open(viewport);
      const log = page.getByRole("log");
      const shown = log.getByRole("article");
      await log.getByText(`Message ${MANY} of many`).waitFor();
      expect(await shown.count()).toBeLessThanOrEqual(AT_MOST);

      // Scrolling up fetches more above, and what one reads stays where it is.
      let before = await oldest(page);
      for (let pages = 0; pages < 3; pages++) {
        await log.evaluate((element) => element.scrollTo({ top: -element.scrollHeight }));
        const place = await placeOf(page, before);
        await eventually(() => oldest(page)).toBeLessThan(before);
        await eventually(() => log.getAttribute("aria-busy")).toBe("false");
        expect(Math.abs((await placeOf(page, before)) - place)).toBeLessThanOrEqual(2);
        before = await oldest(page);
      }
      expect(before).toBeLessThan(MANY - 100);

      await page.getByRole("button", { name: "Jump to latest" }).click();
      await eventually(() => log.evaluate((element) => Math.abs(element.scrollTop))).toBeLessThan(2);
      await eventually(() => shown.count()).toBeLessThanOrEqual(AT_MOST);
    },
  );

  it("keeps the place of whoever reads further up when something new comes", async ({ sim, windows }) => {
    const page = await windows.open(WIDE);
    const log = page.getByRole("log");
    await log.getByText(`Message ${MANY} of many`).waitFor();
    await log.evaluate((element) => element.scrollTo({ top: -1_500 }));
    await page.getByRole("button", { name: "Jump to latest" }).waitFor();
    await eventually(() => log.getAttribute("aria-busy")).toBe("false");
    const watched = await firstVisible(page);
    const place = await placeOf(page, watched);
    await sim.user("U0BOB").say("Something new", "C0LONG");
    await page.getByRole("button", { name: "1 new message" }).waitFor();
    expect(Math.abs((await placeOf(page, watched)) - place)).toBeLessThanOrEqual(2);
    await page.getByRole("button", { name: "1 new message" }).click();
    await log.getByText("Something new").waitFor();
  });
});

/** Number of the first message in the document. */
async function oldest(page: Page): Promise<number> {
  return numberOf((await page.getByRole("log").getByRole("article").first().textContent()) ?? "");
}

/** Number of the first message that is wholly on the screen. */
async function firstVisible(page: Page): Promise<number> {
  const text = await page.getByRole("log").evaluate((log) => {
    const top = log.getBoundingClientRect().top;
    const all = [...log.querySelectorAll("article")];
    return all.find((article) => article.getBoundingClientRect().top >= top)?.textContent ?? "";
  });
  return numberOf(text);
}

/** Where on the screen a message stands, in px from the top. */
async function placeOf(page: Page, number: number): Promise<number> {
  const message = page.getByRole("article").filter({ hasText: `Message ${number} of many` });
  return message.evaluate((article) => article.getBoundingClientRect().top);
}

function numberOf(text: string): number {
  return Number(/Message (\d+) of many/.exec(text)?.[1]);
}
