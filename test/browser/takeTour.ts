/** The guided tour from its first step to its last, pressed through as somebody does who has just opened the page. */
import type { Page } from "playwright-core";
import { button, say } from "./baton.ts";
import { eventually } from "./windows.ts";

/** `page`: the demo's, as it opens by itself, with its clock running. */
export async function takeTour(page: Page): Promise<void> {
  const tour = page.getByRole("complementary", { name: "Tour" });
  const step = (title: string) => tour.getByRole("heading", { name: title }).waitFor();
  const done = async () => {
    await tour.getByRole("heading", { name: "✓ Done" }).waitFor();
    await tour.getByRole("button", { name: "Next" }).click();
  };
  /** Sends a lead where the step lacks one, as it says itself; resolves when it says this. */
  const says = async (words: RegExp) => {
    const said = tour.getByText(words);
    const send = tour.getByRole("button", { name: "Send a lead" });
    await said.or(send).first().waitFor();
    // A card may come by itself just then.
    if (await send.isVisible()) await send.click({ timeout: 2_000 }).catch(() => undefined);
    await said.waitFor();
  };
  const go = () => tour.getByRole("button", { name: "Take me there" }).click();

  await step("Accept a lead");
  await says(/has one: press Accept/);
  await go();
  await button(cardsWith(page, "Accept").last(), "Accept").click();
  await done();

  await step("Give one back");
  await says(/Press Recycle on a card/);
  await go();
  await button(cardsWith(page, "Accept").last(), "Recycle").click();
  const modal = page.getByRole("dialog", { name: "Recycle lead" });
  await modal.getByLabel("Reason").selectOption("Budget");
  await modal.getByRole("button", { name: "Recycle" }).click();
  await done();

  await step("Let one wait too long");
  await says(/press \+2 h|Time is up/);
  await page.getByRole("button", { name: "+2 h" }).click();
  await says(/Time is up/);
  await go();
  await done();

  await step("Claim it from the Shark Tank");
  const isUp = tour.getByText("press Claim on");
  await says(/\+2 h once more|press Claim on/);
  // A card that came late takes as many presses as it lacks hours.
  for (let presses = 0; presses < 3 && !(await isUp.isVisible()); presses++) {
    await page.getByRole("button", { name: "+2 h" }).click();
    await isUp.waitFor({ timeout: 5_000 }).catch(() => undefined);
  }
  await isUp.waitFor();
  // A lead whose company is not shown is the newest that can be claimed.
  const company = /press Claim on .* from (.*)\.$/.exec(await isUp.innerText())?.[1] ?? "";
  await go();
  await button(cardsWith(page, "Claim").filter({ hasText: company }).last(), "Claim").click();
  await done();

  await step("See everything that is open");
  await go();
  await say(page, "/leads queue");
  await done();

  await step("Try to falsify what happened");
  await go();
  const panel = page.getByRole("complementary", { name: "What happened" });
  await panel.getByRole("button", { name: "Tamper with this event" }).first().click();
  await panel.getByText("An event was changed in the database.").waitFor();
  await panel.getByRole("button", { name: "Run audit verify" }).click();
  await panel.getByText("Named by audit verify").waitFor();
  await tour.getByText("Now press Put it back").waitFor();
  await panel.getByRole("button", { name: "Put it back" }).click();
  await eventually(() => panel.getByRole("button", { name: "Put it back" }).count()).toBe(0);
  await done();

  await step("That is Baton");
  await tour.getByRole("button", { name: "Finish" }).click();
  await tour.waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("log").waitFor();
  await eventually(() => tour.count()).toBe(0);
}

function cardsWith(page: Page, name: string) {
  const withButton = page.getByRole("button", { name, exact: true });
  return page.getByRole("article").filter({ has: withButton });
}
