/** The people of the workspace, and how Slack describes one. */
import { DateTime } from "luxon";
import type { UserSpec } from "../options.ts";
import type { Tell } from "./changes.ts";

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
      status_text: "",
      status_emoji: "",
      status_expiration: 0,
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
