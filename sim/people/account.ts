/** What people change of their own account, and what the app is told of it. */
import { describeDnd, describeUser, type Status, type User } from "../state/users.ts";
import type { World } from "../world.ts";

/** Changes somebody's account: `user_change`. */
export function changeUser(world: World, id: string, change: Partial<Omit<User, "id">>): void {
  const changed = world.users.change(id, change, world.now());
  if (!world.events.has("user_change")) return;
  const now = world.now() / 1_000;
  void world.deliveries.event({
    type: "user_change",
    user: describeUser(changed, world.identity.teamId, world.now()),
    cache_ts: Math.floor(now),
    event_ts: now.toFixed(6),
  });
}

/** The status beside a name; an empty one clears it. */
export function setStatus(world: World, id: string, status: Partial<Status>): void {
  changeUser(world, id, { status: { text: "", emoji: "", expiration: 0, ...status } });
}

/** Pauses somebody's notifications for so many minutes from now; 0: no longer. Tells `dnd_updated_user`. */
export function snooze(world: World, id: string, minutes: number): void {
  const now = world.now();
  const dnd = minutes > 0 ? { from: now, until: now + minutes * 60_000 } : null;
  const changed = world.users.change(id, { dnd }, now);
  const { events, scopes } = world;
  if (!events.has("dnd_updated_user") || (scopes !== null && !scopes.has("dnd:read"))) return;
  void world.deliveries.event({
    type: "dnd_updated_user",
    user: id,
    dnd_status: describeDnd(changed, now),
    event_ts: (now / 1_000).toFixed(6),
  });
}
