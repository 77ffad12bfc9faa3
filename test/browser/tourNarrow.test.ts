// See tourWide.test.ts.
import { takeTour } from "./takeTour.ts";
import { describeInBrowser, it, NARROW } from "./windows.ts";

describeInBrowser(`the guided tour, ${NARROW.width} px wide`, { timeout: 120_000 }, () => {
  it("leads through everything", async ({ demo, windows }) => {
    await demo.ask("/_demo/clock", { paused: false });
    await takeTour(await windows.openAt(demo.url, { viewport: NARROW }));
  });
});
