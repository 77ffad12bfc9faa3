// npm run screenshots: the README's pictures of the demo, into docs/images. Exit 2: there is no Chromium.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { clearAway, type DemoProcess, startDemoProcess } from "../test/demo/process.ts";
import { findChromium, HOW_TO_GET_ONE, startChromium } from "./chromium.ts";

const FOLDER = join(import.meta.dirname, "../docs/images");
const WIDE = { width: 1280, height: 720 };
const NARROW = { width: 390, height: 760 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Of `demo/team.yml`. */
const AMIRA = "U0AMIRA";
const BEN = "U0BEN";
const CLARA = "U0CLARA";
const MORGAN = "U0MORGAN";
const SASHA = "U0SASHA";
const ELENA = "U0ELENA";
const MANAGERS = "C0MANAGERS";
const TANK = "C0SHARKTANK";
const TRIAGE = "C0TRIAGE";

type Open = (person: string, channel?: string, options?: BrowserContextOptions) => Promise<Page>;

async function main(): Promise<void> {
  const chromium = findChromium();
  if (chromium === null) {
    process.stderr.write(`${HOW_TO_GET_ONE}\n`);
    process.exitCode = 2;
    return;
  }
  mkdirSync(FOLDER, { recursive: true });
  const demo = await startDemoProcess("--port", "0");
  const browser = await startChromium(chromium);
  try {
    await takePictures(demo, (...where) => openPage(demo, browser, ...where));
  } finally {
    await browser.close();
    await demo.end("SIGINT");
    await clearAway(demo);
  }
}

async function takePictures(demo: DemoProcess, open: Open): Promise<void> {
  const rep = await open(AMIRA);
  await buttonOf(message(rep, "Grace Okafor"), "Accept").waitFor();
  await take(rep, "card");
  const phone = await open(AMIRA, "", { viewport: NARROW, isMobile: true, hasTouch: true });
  await buttonOf(message(phone, "Grace Okafor"), "Accept").waitFor();
  await take(phone, "phone");
  await recycleWithoutFeature(rep);
  await take(rep, "recycle");
  await rep.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  // The next two wait for their buffer to end.
  await buttonOf(message(rep, "Hannah Whitfield"), "Accept").waitFor();

  await demo.ask("/_demo/clock", { ahead: 2 * HOUR });
  const manager = await open(MORGAN, MANAGERS);
  await message(manager, "Grace Okafor").first().waitFor();
  await write(manager, "/leads queue");
  await message(manager, /\d+ open: \d+ overdue/).waitFor();
  await take(manager, "managers");

  await demo.ask("/_demo/clock", { ahead: 2 * HOUR });
  const [claimant, onlooker] = [await open(BEN, TANK), await open(CLARA, TANK, { colorScheme: "dark" })];
  await buttonOf(message(claimant, "Copper Kettle"), "Claim").click();
  await message(onlooker, "Copper Kettle").getByText("Claimed by Ben Carter").waitFor();
  await take(onlooker, "tank");

  const { presets } = await demo.state();
  for (const wanted of ["review", "existing-account"]) {
    await demo.ask("/_demo/leads", presets.find(({ id }) => id === wanted)?.form);
  }
  await demo.ask("/_demo/clock", { ahead: MINUTE });
  const reviewer = await open(SASHA, TRIAGE);
  await buttonOf(message(reviewer, "Fairfield Optics"), "Approve").waitFor();
  await take(reviewer, "review");
  const owner = await open(ELENA);
  await buttonOf(message(owner, "Samuel Price"), "Why me?").click();
  await message(owner, "There is an open deal at this account").waitFor();
  await take(owner, "owner");

  await tamper(rep);
  await take(rep, "audit");
}

async function recycleWithoutFeature(page: Page): Promise<void> {
  await buttonOf(message(page, "Grace Okafor"), "Recycle").click();
  const modal = page.getByRole("dialog", { name: "Recycle lead" });
  await modal.getByLabel("Reason").selectOption("Feature Gap");
  await modal.getByLabel("Feature", { exact: true }).waitFor();
  await modal.getByLabel("Note").fill("Single sign-on comes first for them.");
  await modal.getByRole("button", { name: "Recycle" }).click();
  await modal.getByText("Please complete this required field.").waitFor();
}

async function tamper(page: Page): Promise<void> {
  await message(page, "Grace Okafor").getByRole("button", { name: "What happened" }).click();
  const panel = page.getByRole("complementary", { name: "What happened" });
  await panel.getByRole("button", { name: "Tamper with this event" }).nth(2).click();
  await panel.getByText("does not fit what it says").waitFor();
  await panel.getByRole("button", { name: "Run audit verify" }).click();
  await panel.getByRole("button", { name: "Show the event it names" }).click();
  await panel.getByText("Named by audit verify").waitFor();
}

/** Without the tour, and without what still moves. */
async function openPage(
  demo: DemoProcess,
  browser: Browser,
  person: string,
  channel = "",
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: WIDE,
    timezoneId: "Europe/London",
    locale: "en-GB",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  await page.goto(`${demo.url}/#/${person}${channel === "" ? "" : `/${channel}`}`);
  await page.getByRole("button", { name: "End tour" }).click();
  return page;
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(FOLDER, `${name}.png`);
  // Where it points at nothing.
  await page.mouse.move(0, 0);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  console.log(path);
}

function message(page: Page, words: string | RegExp): Locator {
  return page.getByRole("article").filter({ hasText: words });
}

function buttonOf(within: Locator, name: string): Locator {
  return within.getByRole("button", { name, exact: true });
}

async function write(page: Page, text: string): Promise<void> {
  const field = page.getByRole("textbox", { name: /^Message / });
  await field.fill(text);
  await field.press("Enter");
}

await main();
