// The queue as managers see it: every open lead, the worst first, a page at a time.
import { type Clock, instant } from "../clock.ts";
import type { LeadStore, QueueFilter, QueuePage } from "./ports.ts";

export interface QueueAsked {
  readonly filter: QueueFilter;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** A page past the last one becomes the last: the queue may have shrunk since its button was made. */
export async function queueStatus(
  deps: { readonly leads: Pick<LeadStore, "queue">; readonly clock: Clock },
  { filter, page, pageSize }: QueueAsked,
): Promise<QueuePage & { readonly page: number }> {
  const now = instant(deps.clock.now());
  const at = (one: number) =>
    deps.leads.queue(filter, { offset: (one - 1) * pageSize, limit: pageSize }, now);
  const asked = await at(page);
  const last = Math.max(1, Math.ceil(asked.matching / pageSize));
  return page <= last ? { ...asked, page } : { ...(await at(last)), page: last };
}
