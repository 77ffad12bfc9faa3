// The leads that were handed in since the demo began, and what they are called: a message in a channel names nobody.
import { z } from "zod";
import type { OutgoingLead } from "./forms.ts";

const REMEMBERED = 50;

export interface HandedLead {
  readonly id: string;
  readonly name: string;
  readonly company: string;
}

const named = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.string().optional(),
  company: z.object({ name: z.string().optional() }).optional(),
});

export class HandedLeads {
  readonly #leads = new Map<string, HandedLead>();

  /** What the intake took, under the id that it gave. */
  add(id: string, { value }: OutgoingLead): void {
    const { firstName = "", lastName = "", email = "", company } = named.catch({}).parse(value);
    const name = `${firstName} ${lastName}`.trim() || email;
    this.#leads.delete(id);
    this.#leads.set(id, { id, name, company: company?.name ?? "" });
    const [oldest] = this.#leads.keys();
    if (this.#leads.size > REMEMBERED && oldest !== undefined) this.#leads.delete(oldest);
  }

  /** Newest first. */
  get all(): readonly HandedLead[] {
    return [...this.#leads.values()].reverse();
  }
}
