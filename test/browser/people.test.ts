// Several people before several windows: who gets what, who sees what, and in whose time.
import { expect } from "vitest";
import {
  AMIRA,
  BEN,
  button,
  CLARA,
  ELENA,
  HOUR,
  messages,
  SASHA,
  say,
  sendLead,
  TANK,
  TRIAGE,
  turnAhead,
  wasOfferedTo,
} from "./baton.ts";
import { describeInBrowser, eventually, it, NARROW } from "./windows.ts";

const NAMES: Readonly<Record<string, string>> = {
  [AMIRA]: "Amira Hassan",
  [BEN]: "Ben Carter",
  [CLARA]: "Clara Vogel",
};

describeInBrowser("people in windows of their own", { timeout: 120_000 }, () => {
  it("claim at once: one has the lead, the other is told who", async ({ demo, windows }) => {
    // Without a country it is for any rep.
    const id = await sendLead(demo, "Quentin", {
      country: "",
      title: "Sales Manager",
      company: "Fairweather Foods",
      employees: "300",
    });
    await turnAhead(demo, 4 * HOUR + 60_000);
    const had = await wasOfferedTo(demo, id);
    const [one = "", other = ""] = Object.keys(NAMES).filter((rep) => rep !== had);
    const pages = await Promise.all([windows.open(one, TANK), windows.open(other, TANK)]);
    // The card shows nothing of the person.
    const cards = pages.map((page) =>
      messages(page, "Fairweather Foods").filter({ hasNotText: "quentin@quentin.example" }),
    );
    // Both have clicked before either click has arrived.
    const clicked = Promise.withResolvers<void>();
    let clicks = 0;
    for (const page of pages) {
      await page.route("**/_sim/press", async (route) => {
        if (++clicks === pages.length) clicked.resolve();
        await clicked.promise;
        await route.continue();
      });
    }
    await Promise.all(cards.map((card) => button(card, "Claim").click()));

    // Live in both windows: the card says who has it, and has no button any more.
    const claimed = new RegExp(`Claimed by (${Object.values(NAMES).join("|")})`);
    for (const card of cards) {
      await card.getByText(claimed).waitFor();
      expect(await button(card, "Claim").count()).toBe(0);
    }
    const winner = claimed.exec((await cards[0]?.innerText()) ?? "")?.[1];
    const [lucky, late] = winner === NAMES[one] ? pages : pages.toReversed();
    if (lucky === undefined || late === undefined) throw new Error("not two windows");
    const told = messages(late, `${winner} claimed this lead`);
    await told.getByText("Only visible to you").waitFor();
    // Whoever has it is told whom they have, and that alone.
    await messages(lucky, "quentin@quentin.example").getByText("Only visible to you").waitFor();
    expect(await messages(lucky, "claimed this lead").count()).toBe(0);
    expect(await messages(late, "quentin@quentin.example").count()).toBe(0);
  });

  it("answer a review, and the account's owner has what comes from the account", async ({
    demo,
    windows,
  }) => {
    const { presets } = await demo.state();
    for (const wanted of ["review", "existing-account"]) {
      await demo.ask("/_demo/leads", presets.find(({ id }) => id === wanted)?.form);
    }
    await turnAhead(demo, 60_000);
    const [sasha, ben] = await Promise.all([windows.open(SASHA, TRIAGE), windows.open(BEN, TRIAGE)]);
    const cards = [messages(sasha, "Is this a lead for a rep?"), messages(ben, "Is this a lead for a rep?")];
    for (const card of cards) await button(card, "Approve").waitFor();
    // Whoever is no reviewer is told so, and nothing happens.
    await button(messages(ben, "Is this a lead for a rep?"), "Approve").click();
    await messages(ben, /reviewer/i)
      .getByText("Only visible to you")
      .waitFor();
    await button(messages(sasha, "Is this a lead for a rep?"), "Approve").click();
    for (const page of [sasha, ben]) {
      const card = messages(page, "Approved by Sasha Lindqvist");
      await card.waitFor();
      expect(await button(card, "Approve").count()).toBe(0);
    }
    await messages(sasha, "Approved by Sasha Lindqvist")
      .getByRole("button", { name: "What happened" })
      .click();
    const panel = sasha.getByRole("complementary", { name: "What happened" });
    await panel.getByRole("heading", { name: /A reviewer was asked/ }).waitFor();
    await panel.getByRole("heading", { name: /Approved/ }).waitFor();

    const elena = await windows.open(ELENA);
    const card = messages(elena, "Samuel Price");
    await button(card, "Why me?").click();
    await messages(elena, "There is an open deal at this account").waitFor();
  });

  it("see what is new by a number, until they have looked", async ({ demo, windows }) => {
    const [elena, clara] = await Promise.all([windows.open(ELENA, TANK), windows.open(CLARA, TANK)]);
    await sendLead(demo, "Rosa", { country: "US" });
    const dm = elena.getByRole("link", { name: /Baton/ });
    await eventually(() => dm.innerText()).toMatch(/[1-9]\d*\s+unread/);
    await say(clara, "Anybody for lunch?");
    await messages(elena, "Anybody for lunch?").waitFor();
    await dm.click();
    await messages(elena, "Rosa Lorenz").waitFor();
    await eventually(() => dm.innerText()).not.toContain("unread");
    await say(clara, "At one?");
    await eventually(() => elena.getByRole("link", { name: /shark-tank/ }).innerText()).toMatch(
      /\b1\s+unread/,
    );
  });

  it("read times in the zone of their own browser", async ({ demo, windows }) => {
    await sendLead(demo, "Sven");
    const [tokyo, newYork] = await Promise.all([
      windows.open(CLARA, undefined, { timezoneId: "Asia/Tokyo" }),
      windows.open(CLARA, undefined, { timezoneId: "America/New_York", viewport: NARROW }),
    ]);
    const cards = [messages(tokyo, "Sven Lorenz"), messages(newYork, "Sven Lorenz")];
    for (const card of cards) await card.waitFor();
    const posted = await cards[0]?.getByRole("time").first().getAttribute("datetime");
    const at = (timeZone: string) =>
      new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "2-digit" })
        .format(new Date(posted ?? ""))
        .replace("\u202f", " ");
    expect(await cards[0]?.getAttribute("aria-label")).toBe(`Baton at ${at("Asia/Tokyo")}`);
    expect(await cards[1]?.getAttribute("aria-label")).toBe(`Baton at ${at("America/New_York")}`);
    const due = await Promise.all(
      cards.map((card) =>
        card
          .getByText(/Today|Tomorrow|\bat \d/)
          .first()
          .innerText(),
      ),
    );
    expect(due[0]).not.toBe(due[1]);
  });

  it("become each other at the top, and choose light or dark", async ({ windows }) => {
    const page = await windows.open(CLARA);
    const who = page.getByLabel("Switch person");
    await who.selectOption({ label: "Morgan Ellis · Manager" });
    await eventually(() => page.url()).toContain("U0MORGAN");
    await page.getByRole("link", { name: "lead-managers" }).click();
    await page.getByRole("heading", { name: "lead-managers", level: 1 }).waitFor();
    await page.goBack();
    await page.goBack();
    await eventually(() => who.inputValue()).toBe(CLARA);

    const ground = () => page.getByRole("main").evaluate((main) => getComputedStyle(main).colorScheme);
    await page.getByLabel("Light or dark").selectOption("Dark");
    await eventually(ground).toBe("dark");
    await page.reload();
    await page.getByRole("main").waitFor();
    expect(await ground()).toBe("dark");
    await page.getByLabel("Light or dark").selectOption("Light");
    await eventually(ground).toBe("light");
    await page.getByLabel("Light or dark").selectOption("Auto");
    await page.emulateMedia({ colorScheme: "dark" });
    await eventually(() => page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)).toBe(
      true,
    );
  });

  it("read hostile text as it was typed", async ({ demo, windows }) => {
    const { presets } = await demo.state();
    const hostile = presets.find(({ id }) => id === "hostile");
    if (hostile === undefined) throw new Error("no such preset");
    await demo.ask("/_demo/leads", hostile.form);
    const pages = await Promise.all([
      windows.open(AMIRA),
      windows.open(AMIRA, undefined, { viewport: NARROW }),
    ]);
    for (const page of pages) {
      const card = messages(page, "Mallory");
      await button(card, "Accept").waitFor();
      const text = await card.innerText();
      expect(text).toContain("<script>alert(1)</script>");
      expect(text).toContain("*Bold* _italic_ ~struck~ `code` <https://phish.example|Click here> <!channel>");
      // Nothing of it is markup: no element that it names, nobody who is mentioned, nothing to click.
      expect(await card.locator("script, img[src='x'], iframe, [data-mention]").count()).toBe(0);
      expect(await card.getByRole("link").count()).toBe(0);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      const scroller = page.getByRole("log");
      expect(await scroller.evaluate((log) => log.scrollWidth - log.clientWidth)).toBeLessThanOrEqual(0);
    }
  });
});
