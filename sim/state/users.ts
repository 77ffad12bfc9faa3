/** The people of the workspace, and how Slack describes one. */
import { DateTime } from "luxon";
import type { UserSpec } from "../options.ts";
import type { Tell } from "./changes.ts";

/** What stands beside somebody's name. */
export interface Status {
  readonly text: string;
  /** With its colons, such as `:palm_tree:`. */
  readonly emoji: string;
  /** Epoch seconds at which it clears itself; 0: never. */
  readonly expiration: number;
}

const NO_STATUS: Status = { text: "", emoji: "", expiration: 0 };

export interface User {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly realName: string;
  readonly email: string;
  readonly tz: string;
  readonly deleted: boolean;
  readonly isBot: boolean;
  readonly isAdmin: boolean;
  readonly presence: "active" | "away";
  readonly status: Status;
  /** Notifications are paused between these epoch milliseconds; null: they are not. */
  readonly dnd: { readonly from: number; readonly until: number } | null;
  /** Epoch seconds of the last change. */
  readonly updated: number;
}

export class Users {
  readonly #byId = new Map<string, User>();
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  add(spec: UserSpec, nowMs: number): User {
    const handle = spec.handle ?? spec.name.toLowerCase().replaceAll(/\s+/g, ".");
    const user: User = {
      id: spec.id,
      name: spec.name,
      handle,
      realName: spec.realName ?? spec.name,
      email: spec.email ?? `${handle}@sim.example`,
      tz: spec.tz ?? "Europe/London",
      deleted: spec.deleted ?? false,
      isBot: spec.isBot ?? false,
      isAdmin: spec.isAdmin ?? false,
      presence: "active",
      status: NO_STATUS,
      dnd: null,
      updated: Math.floor(nowMs / 1_000),
    };
    this.#byId.set(user.id, user);
    this.#tell({ type: "people" });
    return user;
  }

  get(id: string): User | undefined {
    return this.#byId.get(id);
  }

  all(): User[] {
    return [...this.#byId.values()];
  }

  byEmail(email: string): User | undefined {
    const wanted = email.toLowerCase();
    return this.all().find((user) => user.email.toLowerCase() === wanted && !user.deleted);
  }

  byHandle(handle: string): User | undefined {
    const wanted = handle.toLowerCase();
    return this.all().find((user) => user.handle === wanted || user.name.toLowerCase() === wanted);
  }

  change(id: string, change: Partial<Omit<User, "id">>, nowMs: number): User {
    const user = this.#byId.get(id);
    if (user === undefined) throw new Error(`No user ${id} in this workspace`);
    const changed = { ...user, ...change, updated: Math.floor(nowMs / 1_000) };
    this.#byId.set(id, changed);
    this.#tell({ type: "people" });
    return changed;
  }
}

/** The user object of `users.info` and `user_change`. A deactivated person has no zone and no e-mail there. */
export function describeUser(user: User, teamId: string, nowMs: number): Record<string, unknown> {
  const local = DateTime.fromMillis(nowMs, { zone: user.tz });
  const zone = user.deleted
    ? {}
    : { tz: user.tz, tz_label: local.offsetNameLong ?? user.tz, tz_offset: local.offset * 60 };
  const { expiration } = user.status;
  const status = expiration !== 0 && nowMs >= expiration * 1_000 ? NO_STATUS : user.status;
  const [firstName = "", ...rest] = user.realName.split(" ");
  return {
    id: user.id,
    team_id: teamId,
    name: user.handle,
    deleted: user.deleted,
    color: "9f69e7",
    real_name: user.realName,
    ...zone,
    profile: {
      title: "",
      phone: "",
      skype: "",
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.name,
      display_name_normalized: user.name,
      status_text: status.text,
      status_emoji: status.emoji,
      status_expiration: status.expiration,
      avatar_hash: "000000000000",
      ...(user.deleted || user.isBot ? {} : { email: user.email }),
      first_name: firstName,
      last_name: rest.join(" "),
      team: teamId,
    },
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: user.isBot,
    is_app_user: false,
    updated: user.updated,
    is_email_confirmed: true,
    who_can_share_contact_card: "EVERYONE",
  };
}

/**
 * What `dnd.info` and `dnd_updated_user` say. A snooze shows as the window it is: its own fields are only for the person
 * whose it is, never for an app. Without any window both ends are 1.
 */
export function describeDnd({ dnd }: User, nowMs: number): Record<string, unknown> {
  const paused = dnd !== null && nowMs < dnd.until;
  return {
    dnd_enabled: paused,
    next_dnd_start_ts: paused ? Math.floor(dnd.from / 1_000) : 1,
    next_dnd_end_ts: paused ? Math.floor(dnd.until / 1_000) : 1,
  };
}
