// A workspace with two managers, and the form in which they override.
import { expect } from "vitest";
import { unmarked } from "../../blocks/text.ts";
import type { SimMessage, SubmitResult } from "../../sim/index.ts";
import { POLICY, TEAM } from "./fixtures.ts";
import { openWorkspace, PEOPLE, type Workspace, type WorkspaceOptions } from "./workspace.ts";

export const MONA = "U0MANAGER";
export const MAX = "U0MAX";
export const WHY = "The customer knows Bob and asked for him.";

const OVERRIDE_TEAM = TEAM.replace("managers: [U0MANAGER]", `managers: [${MONA}, ${MAX}]`);
export const FOUR_EYES = `${POLICY}
overrides: { second_approver: [unsuppress, extend], evidence: [unsuppress] }
`;

/** `team`: what is changed about the team of the tests. */
export function openManaged(
  options: WorkspaceOptions = {},
  team: (text: string) => string = (text) => text,
): Promise<Workspace> {
  return openWorkspace({
    team: team(OVERRIDE_TEAM),
    ...options,
    sim: { users: [...PEOPLE, [MAX, "Max"] as const].map(([id, name]) => ({ id, name })), ...options.sim },
  });
}

export const LEAD = {
  externalId: "over-1",
  email: "jane@acme.example",
  firstName: "Jane",
  lastName: "Doe",
  title: "VP Ops",
  phone: "+44 20 7946 0958",
  country: "GB",
  intent: "demo",
  company: { name: "Acme", domain: "acme.example", employees: 300 },
};
export const RIVAL = {
  ...LEAD,
  externalId: "over-rival",
  email: "jane@rival.example",
  title: "Clerk",
  company: { name: "Rival", domain: "rival.example", employees: 100 },
};

/** A lead that has been decided: offered, unless the rules say otherwise. */
export async function decided(space: Workspace, lead: Record<string, unknown> = LEAD): Promise<string> {
  const { body, status } = await space.post(lead);
  expect(status).toBe(202);
  await space.turn(5 * 60_000);
  return body.leadId;
}

/** Opens the form by the command; the person has it on the screen then. */
export async function openForm(space: Workspace, person: string, id: string): Promise<void> {
  await space.sim.user(person).command(`/leads override ${id}`);
  await space.sim.waitFor(() => space.sim.user(person).modal() ?? undefined, { what: "the form" });
}

/** Chooses the action, which brings its fields. */
export async function choose(space: Workspace, person: string, label: string, value: string): Promise<void> {
  const user = space.sim.user(person);
  const before = JSON.stringify(user.modal()?.blocks);
  await user.fill(label, value);
  await space.sim.waitFor(() => JSON.stringify(user.modal()?.blocks) !== before || undefined, {
    what: `the fields of ${value}`,
  });
}

export type Fields = Readonly<Record<string, string>>;

/** Fills in what is given beside reason and justification, and sends the form. */
export async function send(
  space: Workspace,
  person: string,
  action: string,
  fields: Fields = {},
): Promise<SubmitResult> {
  const user = space.sim.user(person);
  await choose(space, person, "Action", action);
  await user.fill("Reason code", "wrong_owner");
  await user.fill("Business justification", WHY);
  for (const [label, value] of Object.entries(fields)) {
    if (label === "Recycle reason") await choose(space, person, label, value);
    else await user.fill(label, value);
  }
  const result = await user.submit();
  await space.settle();
  return result;
}

/** The whole of it. */
export async function overrideBy(
  space: Workspace,
  person: string,
  id: string,
  action: string,
  fields: Fields = {},
): Promise<SubmitResult> {
  await openForm(space, person, id);
  return send(space, person, action, fields);
}

/** What a message shows. */
export const visible = (message: SimMessage | undefined) => JSON.stringify([message?.text, message?.blocks]);

/** The last line that only they see. */
export const told = (space: Workspace, person: string, words: RegExp | string, channel?: string) =>
  space.sim.waitFor(
    () =>
      space.sim
        .user(person)
        .find((one) => one.ephemeralTo === person && new RegExp(words).test(visible(one)), channel),
    { what: `${person} being told ${words}` },
  );

/** Why the form was refused: at its field; where the engine was slow, in a line that only they see. */
export async function refusalOf(
  space: Workspace,
  person: string,
  { errors }: SubmitResult,
  words: RegExp,
): Promise<string> {
  const [atField] = Object.values(errors);
  return atField ?? unmarked((await told(space, person, words)).text);
}

export async function typesOf(space: Workspace, id: string): Promise<string[]> {
  return (await space.baton.services.leads.events(id)).map(({ body }) => body.type);
}

/** Who has the lead. */
export const ownerOf = async (space: Workspace, id: string) =>
  ((await space.lead(id)).owner as { slack: string } | null)?.slack ?? "";

/** The name of a rep who is not that one. */
export const other = (owner: string) => (owner === "U0ALICE" ? "Carol" : "Alice");
export const idOf = (name: string) => `U0${name.toUpperCase()}`;
