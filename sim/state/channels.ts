/** Channels and DMs: who is in them, and how Slack describes one. */
import type { ChannelSpec } from "../options.ts";
import type { Tell } from "./changes.ts";

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: "public" | "private" | "im";
  /** The other side of a DM with the bot. */
  readonly user?: string;
  readonly archived: boolean;
  readonly botIsMember: boolean;
  /** User ids; `everyone` grows with the workspace. */
  readonly members: "everyone" | ReadonlySet<string>;
  /** Epoch seconds. */
  readonly created: number;
}

export class Channels {
  readonly #byId = new Map<string, Channel>();
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  add(spec: ChannelSpec, nowMs: number): Channel {
    const channel: Channel = {
      id: spec.id,
      name: spec.name,
      kind: spec.private ? "private" : "public",
      archived: spec.archived ?? false,
      botIsMember: spec.bot ?? true,
      members: spec.members === undefined ? "everyone" : new Set(spec.members),
      created: Math.floor(nowMs / 1_000),
    };
    return this.#keep(channel);
  }

  /** The DM of the bot with a person, opened at the first call. Its id is the person's with a D. */
  dmWith(userId: string, nowMs: number): Channel {
    const id = `D${userId.slice(1)}`;
    const open = this.#byId.get(id);
    if (open !== undefined) return open;
    const channel: Channel = {
      id,
      name: "directmessage",
      kind: "im",
      user: userId,
      archived: false,
      botIsMember: true,
      members: new Set([userId]),
      created: Math.floor(nowMs / 1_000),
    };
    return this.#keep(channel);
  }

  get(id: string): Channel | undefined {
    return this.#byId.get(id);
  }

  byName(name: string): Channel | undefined {
    return this.all().find((channel) => channel.kind !== "im" && channel.name === name);
  }

  all(): Channel[] {
    return [...this.#byId.values()];
  }

  change(id: string, change: Partial<Omit<Channel, "id" | "kind">>): Channel {
    const channel = this.#byId.get(id);
    if (channel === undefined) throw new Error(`No channel ${id} in this workspace`);
    return this.#keep({ ...channel, ...change });
  }

  #keep(channel: Channel): Channel {
    this.#byId.set(channel.id, channel);
    this.#tell({ type: "channels" });
    return channel;
  }
}

export function isIn(channel: Channel, userId: string): boolean {
  return channel.members === "everyone" || channel.members.has(userId);
}

/** The channel object of `conversations.info` and `.list`. */
export function describeChannel(channel: Channel, teamId: string, creator: string): Record<string, unknown> {
  if (channel.kind === "im") {
    return {
      id: channel.id,
      created: channel.created,
      is_archived: channel.archived,
      is_im: true,
      is_org_shared: false,
      context_team_id: teamId,
      updated: channel.created * 1_000,
      user: channel.user,
      last_read: "0000000000.000000",
      is_open: true,
      priority: 0,
    };
  }
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === "private",
    created: channel.created,
    is_archived: channel.archived,
    is_general: false,
    unlinked: 0,
    name_normalized: channel.name,
    is_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: teamId,
    updated: channel.created * 1_000,
    creator,
    is_ext_shared: false,
    shared_team_ids: [teamId],
    pending_connected_team_ids: [],
    is_member: channel.botIsMember,
    topic: { value: "", creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
    previous_names: [],
  };
}
