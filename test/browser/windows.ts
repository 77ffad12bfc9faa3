/** Windows of the demo's page, looked at as people do; a test fails when any of them had something to complain of. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { test as base, describe, expect } from "vitest";
import { findChromium, startChromium } from "../../scripts/chromium.ts";
import type { Violation } from "../../sim/index.ts";
import { clearAway, type DemoProcess, startDemoProcess } from "../demo/process.ts";

const chromium = findChromium();
/** Two cores may have three test files to run. */
const PATIENCE_MS = 30_000;

export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 390, height: 844 };

export interface OpenOptions extends BrowserContextOptions {
  /** The guided tour is open, as whoever comes for the first time sees it; without it the page is as after "End tour". */
  readonly tour?: boolean;
}

export interface Windows {
  /** Opens the page as somebody, in a browser profile of its own; `channel` by default their DM with Baton. */
  open(person: string, channel?: string, options?: OpenOptions): Promise<Page>;
  /** Opens any page of this origin, watched in the same way. */
  openAt(url: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Where there is no Chromium these tests are skipped. */
export const describeInBrowser = describe.skipIf(chromium === null);

/** Of one file: a browser. */
export const withBrowser = base
  // biome-ignore lint/correctness/noEmptyPattern: what a fixture needs is read from its pattern.
  .extend("browser", { scope: "file" }, async ({}, { onCleanup }) => {
    const browser = await startChromium(chromium ?? "");
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("watched", async ({ browser }, { onCleanup }) => {
    const watched = new Watched(browser);
    onCleanup(() => watched.end());
    return watched;
  });

/** Of one file: a browser and a demo, whose clock stands. */
export const it = withBrowser
  // biome-ignore lint/correctness/noEmptyPattern: see above.
  .extend("demo", { scope: "file" }, async ({}, { onCleanup }) => {
    const demo = await startDemoProcess("--port", "0");
    onCleanup(() => clearAway(demo));
    // Leads come by themselves as long as time passes and somebody looks on.
    await demo.ask("/_demo/clock", { paused: true });
    return demo;
  })
  .extend("windows", async ({ demo, watched }, { onCleanup }): Promise<Windows> => {
    onCleanup(async () => {
      const refused = await demo.ask<readonly Violation[]>("/_sim/violations");
      expect(refused.body, "Slack would have refused").toEqual([]);
    });
    return {
      openAt: (url, options) => watched.open(url, options),
      async open(person, channel, { tour = false, ...options } = {}) {
        const url = `${demo.url}/#/${person}${channel === undefined ? "" : `/${channel}`}`;
        const page = await watched.open(url, options);
        if (!tour) await page.getByRole("button", { name: "End tour" }).click();
        return page;
      },
    };
  });

/** Notes what a browser's console would show in red. */
class Watched {
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  readonly #complaints: string[] = [];

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  async open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: WIDE, timezoneId: "UTC", ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    this.#contexts.push(context);
    const page = await context.newPage();
    const complain = (what: string) => this.#complaints.push(what);
    page.on("pageerror", (error) => complain(`uncaught: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complain(`${message.type()}: ${message.text()}`);
    });
    page.on("dialog", (dialog) => {
      complain(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("requestfailed", (request) => {
      const problem = request.failure()?.errorText;
      // A window that is closed or loaded again gives up what it has asked for.
      if (problem !== "net::ERR_ABORTED") complain(`failed: ${request.url()} ${problem}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) complain(`${response.status()}: ${response.url()}`);
    });
    await page.goto(url);
    return page;
  }

  /** Closes the windows; fails when any of them complained. */
  async end(): Promise<void> {
    const complaints = [...this.#complaints];
    await Promise.all(this.#contexts.map((context) => context.close()));
    expect(complaints, "the browser's console").toEqual([]);
  }
}

/** Waits until a question about the page is answered so. */
export function eventually<T>(ask: () => Promise<T> | T) {
  return expect.poll(ask, { timeout: PATIENCE_MS, interval: 50 });
}

export type { DemoProcess };
