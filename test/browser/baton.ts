/** Baton's part of the page, found as a person finds it: by what it says. */
import type { Locator, Page } from "playwright-core";
import type { DemoState, LeadAnswer, LeadForm } from "../../demo/protocol.ts";
import type { DemoProcess } from "../demo/process.ts";

export const HOUR = 60 * 60_000;
/** Of `demo/team.yml`. */
export const AMIRA = "U0AMIRA";
export const BEN = "U0BEN";
export const CLARA = "U0CLARA";
export const ELENA = "U0ELENA";
export const MORGAN = "U0MORGAN";
export const SASHA = "U0SASHA";
export const MANAGERS = "C0MANAGERS";
export const TANK = "C0SHARKTANK";
export const TRIAGE = "C0TRIAGE";

/** Tier 1 in Germany: Clara's, whoever else has how many. */
const HOT: LeadForm = {
  firstName: "Katharina",
  lastName: "Lorenz",
  email: "",
  title: "Chief Revenue Officer",
  company: "Seehafen Gruppe",
  employees: "1200",
  country: "DE",
  intent: "demo",
  message: "Show us how.",
};

/** Hands a lead to Baton as the form does, of somebody called so; gives its id. Mandatory fields are filled. */
export async function sendLead(
  demo: DemoProcess,
  firstName: string,
  form: Partial<LeadForm> = {},
): Promise<string> {
  const email = `${firstName.toLowerCase()}@${firstName.toLowerCase()}.example`;
  const lead = { ...HOT, firstName, email, company: `${firstName} Group`, ...form };
  const { body } = await demo.ask<LeadAnswer>("/_demo/leads", lead);
  if (!body.ok) throw new Error(`Baton did not take the lead: ${body.problems.join("; ")}`);
  return body.leadId;
}

/** Everything due on the way has been done when it resolves. */
export async function turnAhead(demo: DemoProcess, ahead: number): Promise<DemoState> {
  const { status, body } = await demo.ask<DemoState>("/_demo/clock", { ahead });
  if (status !== 200) throw new Error(`The clock could not be turned: ${JSON.stringify(body)}`);
  return body;
}

/** Messages that say so. */
export function messages(page: Page, words: string | RegExp): Locator {
  return page.getByRole("article").filter({ hasText: words });
}

/** A message's button. */
export function button(message: Locator, name: string): Locator {
  return message.getByRole("button", { name, exact: true });
}

/** Writes in the open channel and presses Enter. */
export async function say(page: Page, text: string): Promise<void> {
  const field = page.getByRole("textbox", { name: /^Message / });
  await field.fill(text);
  await field.press("Enter");
}

/** The first rep who had the lead. */
export async function wasOfferedTo(demo: DemoProcess, leadId: string): Promise<string> {
  const { body } = await demo.ask<{ events: readonly { type: string; rep?: string }[] }>(
    `/_demo/leads/${leadId}`,
  );
  const rep = body.events.find((event) => event.rep !== undefined)?.rep;
  if (rep === undefined) throw new Error(`${leadId} was offered to nobody`);
  return rep;
}
