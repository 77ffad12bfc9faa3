// What tests of App Homes share: somebody opens theirs, and it is read.
import type { SimView } from "../../sim/index.ts";
import type { Workspace } from "./workspace.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** A Home is right so long after a change at the latest. */
export const SOON = 5_000;

export const jane = (n: number) => ({
  externalId: `home-${n}`,
  email: `jane${n}@acme.example`,
  firstName: "Jane",
  lastName: `Doe${n}x`,
  title: "VP Ops",
  country: "GB",
  intent: "demo",
  company: { name: `Company ${n}`, employees: 300 },
});

export async function post(space: Workspace, n: number): Promise<{ id: string; owner: string }> {
  const { body } = await space.post(jane(n));
  await space.turn(MINUTE);
  const { owner } = (await space.lead(body.leadId)) as { owner: { slack: string } };
  return { id: body.leadId, owner: owner.slack };
}

export async function opened(space: Workspace, person: string): Promise<SimView> {
  await space.sim.user(person).openHome();
  await space.settle();
  return homeOf(space, person);
}

export function homeOf(space: Workspace, person: string): SimView {
  const view = space.sim.user(person).home();
  if (!view) throw new Error(`${person} has no Home`);
  return view;
}

export const textOf = (view: SimView) => JSON.stringify(view.blocks);
export const buttonsOf = (view: SimView) =>
  [...textOf(view).matchAll(/"type":"button".*?"text":\{"type":"plain_text","text":"([^"]*)"/g)].map(
    ([, label]) => label,
  );
export const publishes = (space: Workspace, person?: string) =>
  space.sim.calls.filter(
    ({ method, args }) => method === "views.publish" && (person === undefined || args.user_id === person),
  );
