// The lead that a command's words name, or the line that says what is wrong with them.
import { sayAmbiguous, sayNotFound } from "../../../blocks/answers.ts";
import type { Message } from "../../../blocks/assemble.ts";
import type { LeadRecord } from "../../app/ports.ts";
import { findLead } from "../../app/showLead.ts";
import type { Desk } from "../desk.ts";

export type Meant =
  | { readonly kind: "lead"; readonly record: LeadRecord }
  | { readonly kind: "answer"; readonly message: Message };

export async function leadMeant(text: string, desk: Desk): Promise<Meant> {
  const found = await findLead(desk.leads, text);
  switch (found.kind) {
    case "found":
      return { kind: "lead", record: found.record };
    case "none":
      return { kind: "answer", message: sayNotFound(text) };
    case "several": {
      const ids = found.records.map(({ lead }) => lead.id);
      return { kind: "answer", message: sayAmbiguous(text, ids) };
    }
  }
}
