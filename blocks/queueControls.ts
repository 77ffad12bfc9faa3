// What stands around the queue's rows: filters above, pages below. Each puts another view of it in the place of this one.
import type { ActionsBlock, UsersSelect } from "@slack/types";
import { actions, button, plainText } from "./build.ts";
import { ACTIONS, type QueueFilterValue, type QueuePlace, queueValue } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import type { View } from "./view.ts";

/** The filter in force is marked; its name also stands in the line below. */
export function filters({ filter, page }: QueuePlace, view: View): ActionsBlock {
  const to = (label: string, action: string, kind: "all" | "overdue" | "tank") =>
    button(
      label,
      action,
      queueValue({ filter: { kind }, page: 1 }),
      kind === filter.kind ? "primary" : undefined,
    );
  return actions([
    to("All", ACTIONS.queueAll, "all"),
    to("Overdue", ACTIONS.queueOverdue, "overdue"),
    to("Tank", ACTIONS.queueTank, "tank"),
    whose(filter, view),
    button("Refresh", ACTIONS.queueRefresh, queueValue({ filter, page })),
  ]);
}

/**
 * Slack's own picker of people: it holds a team of any size, and takes no more room for a larger one. Only somebody
 * whom Baton knows stands in it beforehand: Slack refuses a message that names nobody of its workspace.
 */
function whose(filter: QueueFilterValue, { names }: View): UsersSelect {
  return {
    type: "users_select",
    action_id: ACTIONS.queueRep,
    placeholder: plainText("With a rep", LIMITS.placeholder),
    ...(filter.kind === "rep" && names.has(filter.rep) ? { initial_user: filter.rep } : {}),
  };
}

/** Neither leads nowhere. */
export function paging({ filter, page }: QueuePlace, pages: number): ActionsBlock[] {
  const buttons = [
    ...(page > 1
      ? [button("Previous", ACTIONS.queuePrevious, queueValue({ filter, page: Math.min(page - 1, pages) }))]
      : []),
    ...(page < pages ? [button("Next", ACTIONS.queueNext, queueValue({ filter, page: page + 1 }))] : []),
  ];
  return buttons.length > 0 ? [actions(buttons)] : [];
}
