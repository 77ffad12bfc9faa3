// Who is away, seen from the leads that would have come to them: it is somebody else's turn, and nobody is stuck.
import { expect, it } from "vitest";
import { opened, textOf } from "../support/homes.ts";
import { decided, LEAD, openManaged, ownerOf, told, visible } from "../support/overrides.ts";
import { AMBIGUOUS, openReviews, TRIAGE } from "../support/reviews.ts";
import type { Workspace } from "../support/workspace.ts";

async function type(space: Workspace, person: string, text: string, answer: string): Promise<void> {
  await space.sim.user(person).command(text);
  await told(space, person, answer);
  await space.settle();
}

it("with every rep away a lead waits with the Overflow Manager, whose card takes the first who is back", async () => {
  await using space = await openManaged();
  for (const rep of ["U0ALICE", "U0BOB", "U0CAROL"]) await type(space, rep, "/leads away", "You are away");
  const id = await decided(space);
  await space.turn(2 * 60_000);
  expect(await space.lead(id)).toMatchObject({ state: "overflow", owner: { slack: "U0OVERFLOW" } });
  const otto = space.sim.user("U0OVERFLOW");
  const card = space.card("U0OVERFLOW");
  expect(visible(card)).toContain("Bob (away)");
  await otto.choose(card, { actionId: "overflow_rep" }, "Bob (away)");
  await otto.press(card, "Assign");
  await told(space, "U0OVERFLOW", "That rep is away or not active");
  await type(space, "U0BOB", "/leads back", "You are back");
  await otto.press(card, "Assign");
  await space.settle();
  expect(await space.lead(id)).toMatchObject({ state: "offered", owner: { slack: "U0BOB" } });
  expect(space.sim.violations).toEqual([]);
});

it("nothing comes to an Overflow Manager who is away: a manager has it instead", async () => {
  await using space = await openManaged();
  await type(space, "U0OVERFLOW", "/leads away 1d", "You are away");
  for (const rep of ["U0ALICE", "U0BOB", "U0CAROL"]) await type(space, rep, "/leads away", "You are away");
  const id = await decided(space, { ...LEAD });
  await space.turn(2 * 60_000);
  expect(await ownerOf(space, id)).toBe("U0MANAGER");
  expect(visible(space.card("U0MANAGER"))).toContain("Needs a rep");
  const home = textOf(await opened(space, "U0OVERFLOW"));
  expect(home).toMatch(/Nothing new is asked of you <!date[^|]*until /);
  expect(home).not.toContain("new leads");
});

it("a reviewer who is away is not asked: the next of the queue is, and is told so", async () => {
  await using space = await openReviews();
  await type(space, "U0TINA", "/leads away tomorrow", "You are away");
  const { body } = await space.post(AMBIGUOUS);
  await space.turn(5 * 60_000);
  expect(await space.lead(body.leadId)).toMatchObject({ state: "review", owner: { slack: "U0TOM" } });
  expect(visible(space.sim.messages(TRIAGE).at(-1))).toContain("U0TOM");
});
