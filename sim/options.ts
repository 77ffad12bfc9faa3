/** What a workspace is started with: people, channels, the app's settings, limits. */
import type { Hono } from "hono";
import type { Limits, RateLimits, Timings } from "./limits.ts";

export interface UserSpec {
  readonly id: string;
  /** What people see: the display name. */
  readonly name: string;
  /** The `@handle`; by default the name in lower case with dots. */
  readonly handle?: string;
  readonly realName?: string;
  readonly email?: string;
  /** IANA zone; by default `Europe/London`. */
  readonly tz?: string;
  readonly deleted?: boolean;
  readonly isBot?: boolean;
  readonly isAdmin?: boolean;
}

export interface ChannelSpec {
  readonly id: string;
  readonly name: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  /** Whether the bot is a member; by default it is. */
  readonly bot?: boolean;
  /** User ids; by default everyone, also people added later. */
  readonly members?: readonly string[];
}

/** A slash command as the page's hint list shows it. */
export interface CommandInfo {
  /** With its slash. */
  readonly command: string;
  readonly description: string;
  /** What may follow, such as `queue | mine | show ID`; may be empty. */
  readonly usageHint: string;
}

/** An entry of the "More actions" menu of a message. */
export interface ShortcutInfo {
  readonly name: string;
  readonly callbackId: string;
}

/** The workspace page in the browser, and what its host adds. */
export interface PageOptions {
  /** Of the browser's tab; by default the workspace's name. */
  readonly title?: string;
  /** Path of the script's entry, bundled when the server starts; by default `sim/page/main.tsx`. */
  readonly script?: string;
  /** Path of the styles' entry; by default `sim/page/styles/main.css`. */
  readonly styles?: string;
  /** Adds the host's own routes. Like the page's, they are closed to other sites. */
  readonly routes?: (app: Hono) => void;
}

export interface SimOptions {
  /** Epoch milliseconds. Message `ts`, rate limits, triggers and response URLs follow it; it may jump. */
  readonly now?: () => number;
  /** Port on 127.0.0.1; 0 (the default) takes a free one. */
  readonly port?: number;
  readonly users?: readonly UserSpec[];
  readonly channels?: readonly ChannelSpec[];
  readonly team?: { readonly id?: string; readonly name?: string; readonly domain?: string };
  readonly bot?: { readonly userId?: string; readonly botId?: string; readonly name?: string };
  readonly appId?: string;
  readonly signingSecret?: string;
  readonly botToken?: string;
  readonly appToken?: string;
  /** The manifest's bot scopes. Given, a call without its scope is `missing_scope`; left out, nothing is checked. */
  readonly scopes?: readonly string[];
  /** The manifest's bot events; only these are delivered. */
  readonly events?: readonly string[];
  /** The manifest's slash commands (`/leads`); given, another one never reaches the bot. */
  readonly commands?: readonly (string | CommandInfo)[];
  /** The manifest's message shortcuts, for the page's menu. */
  readonly shortcuts?: readonly ShortcutInfo[];
  /** Whether the app has a Home tab; by default it has. */
  readonly home?: boolean;
  /** `false` switches the 429s off. */
  readonly rateLimits?: boolean | Partial<RateLimits>;
  readonly limits?: Partial<Limits>;
  readonly timings?: Partial<Timings>;
  /**
   * What posting to a deactivated person's DM answers. The method's page knows only `channel_not_found`
   * for a recipient that is gone; in some workspaces an existing DM still takes posts: `accept`.
   */
  readonly deactivatedDm?: string;
  /** How long a completed file is not yet to be had for `slack_file` in blocks; by default it is at once. */
  readonly filesReadyAfterMs?: number;
  /** How many Web API calls `sim.calls` keeps. */
  readonly callLog?: number;
  /** Where HTTP deliveries go from the start; see `Sim.deliverTo`. */
  readonly deliverTo?: string;
  /** Serves the workspace page at `/`. */
  readonly page?: true | PageOptions;
}
