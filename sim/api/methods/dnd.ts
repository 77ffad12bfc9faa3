/** dnd.info, dnd.teamInfo: whether somebody's notifications are paused. */
import { describeDnd } from "../../state/users.ts";
import type { World } from "../../world.ts";
import { type Answer, blame, refuse } from "../answer.ts";
import { type Args, text } from "../arguments.ts";

/** As many as `dnd.teamInfo` takes at once. */
const MOST_USERS = 50;

export function info(world: World, args: Args): Answer {
  const user = world.users.get(text(args, "user") ?? world.identity.botUserId);
  if (user === undefined) return refuse("user_not_found");
  return { ok: true, ...describeDnd(user, world.now()) };
}

export function teamInfo(world: World, args: Args): Answer {
  const ids = (text(args, "users") ?? "").split(",").flatMap((id) => id.trim() || []);
  if (ids.length === 0) return blame("arguments", "no_users_provided", "users is empty");
  if (ids.length > MOST_USERS) return blame("arguments", "too_many_users", `${ids.length} users at once`);
  const users: Record<string, unknown> = {};
  for (const id of ids) {
    const user = world.users.get(id);
    if (user === undefined) return refuse("user_not_visible");
    users[id] = describeDnd(user, world.now());
  }
  return { ok: true, users };
}
