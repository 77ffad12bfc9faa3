// A page of the queue, for `/leads queue` and for its buttons.
import type { QueuePlace } from "../../blocks/ids.ts";
import { PAGE_SIZE, renderQueue } from "../../blocks/queue.ts";
import { queueStatus } from "../app/queueStatus.ts";
import { isManager } from "../domain/roles.ts";
import type { SlackId } from "../ids.ts";
import { type Answer, type Desk, rulesOf, viewFor } from "./desk.ts";
import { notAllowed } from "./notAllowed.ts";

export async function queueAnswer(by: SlackId, { filter, page }: QueuePlace, desk: Desk): Promise<Answer> {
  const rules = await rulesOf(desk);
  if (!isManager(rules.team, by)) {
    return { may: false, message: notAllowed("queue", by, rules.team, desk) };
  }
  const [status, view] = await Promise.all([
    queueStatus(desk, { filter, page, pageSize: PAGE_SIZE }),
    viewFor(desk, by, rules),
  ]);
  return { may: true, message: renderQueue(status, { filter, page: status.page }, view) };
}
