// How to reach a person and what they wrote: for the rep who has the lead, and for those who oversee it.
import type { KnownBlock } from "@slack/types";
import { fields, plainSection } from "./build.ts";
import type { LeadRecord } from "./view.ts";

const MESSAGE_SHOWN = 300;

/** In plain text: nothing in it is read as markup, and an address copies as it is. */
export function contactBlocks({ person }: LeadRecord): KnownBlock[] {
  const { email, phone, message: wrote } = person.submission;
  const contacts = [
    ...(email ? [{ label: "E-mail", text: email }] : []),
    ...(phone ? [{ label: "Phone", text: phone }] : []),
  ];
  return [
    ...(contacts.length > 0 ? [fields(contacts)] : []),
    ...(wrote?.trim() ? [plainSection(`“${wrote.trim()}”`, MESSAGE_SHOWN)] : []),
  ];
}
