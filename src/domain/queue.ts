// The groups in which the managers' queue shows the open leads, the worst first.
import { isOverdue, type Lead, OPEN_STATES } from "./lead.ts";

/** In the queue's order. `other`: on the way to a rep, by itself. */
export const QUEUE_GROUPS = ["overflow", "overdue", "tank", "review", "offered", "other"] as const;
export type QueueGroup = (typeof QUEUE_GROUPS)[number];

/** Null: the lead is closed. */
export function queueGroupOf(lead: Lead): QueueGroup | null {
  const open: readonly Lead["state"][] = OPEN_STATES;
  if (!open.includes(lead.state)) return null;
  switch (lead.state) {
    case "overflow":
    case "tank":
    case "review":
      return lead.state;
    case "offered":
      return isOverdue(lead) ? "overdue" : "offered";
    default:
      return "other";
  }
}
