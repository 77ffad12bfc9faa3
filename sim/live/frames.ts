/** What the workspace page is told over its WebSocket (`/_sim/live?user=U…`): JSON, one frame a message. */
import type { CommandInfo, ShortcutInfo } from "../options.ts";
import type { SimMessage, SimView, Violation } from "../types.ts";

export interface PersonInfo {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly realName: string;
  /** IANA zone of their profile; the page shows times in the viewer's browser's zone all the same, as Slack does. */
  readonly tz: string;
  /** A deactivated account. */
  readonly deleted: boolean;
  readonly isBot: boolean;
  readonly presence: "active" | "away";
}

export interface ChannelInfo {
  readonly id: string;
  /** Without `#`; of a DM, the bot's name. */
  readonly name: string;
  readonly kind: "public" | "private" | "im";
  readonly archived: boolean;
  /** How many people are in it, the bot counted. */
  readonly members: number;
}

export type { CommandInfo, ShortcutInfo };

/** Everything of the workspace that one person sees, but for messages. */
export interface WorkspaceInfo {
  readonly team: { readonly id: string; readonly name: string };
  readonly bot: { readonly userId: string; readonly name: string };
  readonly viewer: string;
  /** Everybody, deactivated people and the bot included. */
  readonly people: readonly PersonInfo[];
  /** The channels that the viewer is in, and their DM with the bot, which comes first. */
  readonly channels: readonly ChannelInfo[];
  readonly commands: readonly CommandInfo[];
  readonly shortcuts: readonly ShortcutInfo[];
  /** Whether the app has a Home tab. */
  readonly hasHome: boolean;
}

export type Frame =
  /** First after connecting, and again whenever people or channels change. */
  | { readonly type: "workspace"; readonly workspace: WorkspaceInfo }
  /** Unread messages by channel id; channels without any are left out. After connecting and after every change. */
  | { readonly type: "unread"; readonly counts: Readonly<Record<string, number>> }
  /** A message that the viewer sees: new, another version of one, or deleted. */
  | { readonly type: "message"; readonly message: SimMessage }
  /** The modal on top, its error messages being the page's own business; null: there is none. `depth`: how many are stacked. */
  | { readonly type: "modal"; readonly view: SimView | null; readonly depth: number }
  /** The Home tab as published for the viewer. */
  | { readonly type: "home"; readonly view: SimView | null }
  /** What Slack would have refused: all so far after connecting, later only what is new. */
  | { readonly type: "violations"; readonly violations: readonly Violation[] }
  /** From the host of this workspace to its own page; the workspace itself does not know what it means. */
  | { readonly type: "note"; readonly note: unknown };

/** `GET /_sim/history/:channel?user=U…&before=TS&limit=50`: oldest first, the viewer's ephemerals included. */
export interface History {
  readonly messages: readonly SimMessage[];
  /** Whether there are older ones. */
  readonly hasMore: boolean;
}
