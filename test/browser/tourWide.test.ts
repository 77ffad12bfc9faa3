// A demo of its own for each width: whoever takes the tour begins with a new one.
import { takeTour } from "./takeTour.ts";
import { describeInBrowser, it, WIDE } from "./windows.ts";

describeInBrowser(`the guided tour, ${WIDE.width} px wide`, { timeout: 120_000 }, () => {
  it("leads through everything", async ({ demo, windows }) => {
    await demo.ask("/_demo/clock", { paused: false });
    await takeTour(await windows.openAt(demo.url, { viewport: WIDE }));
  });
});
