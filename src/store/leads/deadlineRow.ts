/** What the table `Deadline` holds of a lead: the next step of its ladder, if there is one. */
import { type Lead, nextDue } from "../../domain/lead.ts";

export interface DeadlineValues {
  readonly leadId: string;
  readonly ladder: string;
  readonly step: number;
  readonly does: string;
  readonly dueAt: string;
}

export function deadlineValues(lead: Lead): DeadlineValues | null {
  const next = nextDue(lead);
  return next && { leadId: lead.id, ladder: next.ladder, step: next.step, does: next.do, dueAt: next.at };
}
