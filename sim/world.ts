/** Everything that a running local Slack holds, handed to each of its parts. */
import type { Faults } from "./api/faults.ts";
import type { RateLimiter } from "./api/rateLimits.ts";
import type { Deliveries } from "./delivery/deliveries.ts";
import type { Limits, Timings } from "./limits.ts";
import type { CommandInfo, ShortcutInfo } from "./options.ts";
import type { Changes } from "./state/changes.ts";
import type { Channels } from "./state/channels.ts";
import type { Files } from "./state/files.ts";
import type { Inputs } from "./state/inputs.ts";
import type { Journal } from "./state/journal.ts";
import type { Messages } from "./state/messages.ts";
import type { Reads } from "./state/reads.ts";
import type { ResponseUrls } from "./state/responseUrls.ts";
import type { Timestamps } from "./state/timestamps.ts";
import type { Triggers } from "./state/triggers.ts";
import type { Users } from "./state/users.ts";
import type { Views } from "./state/views.ts";
import type { Validator } from "./validate/validator.ts";

export interface Identity {
  readonly teamId: string;
  readonly teamName: string;
  readonly teamDomain: string;
  readonly appId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly botName: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
}

/** What the app offers people to use, as its manifest lists it. */
export interface Offers {
  readonly commands: readonly CommandInfo[];
  readonly shortcuts: readonly ShortcutInfo[];
  readonly home: boolean;
}

export interface World {
  readonly now: () => number;
  readonly identity: Identity;
  readonly limits: Limits;
  readonly timings: Timings;
  readonly scopes: ReadonlySet<string> | null;
  readonly events: ReadonlySet<string>;
  readonly commands: ReadonlySet<string> | null;
  readonly offers: Offers;
  readonly deactivatedDm: string;
  readonly filesReadyAfterMs: number;
  readonly users: Users;
  readonly channels: Channels;
  readonly messages: Messages;
  readonly files: Files;
  readonly reads: Reads;
  readonly timestamps: Timestamps;
  readonly views: Views;
  readonly inputs: Inputs;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly journal: Journal;
  readonly changes: Changes;
  readonly validator: Validator;
  readonly faults: Faults;
  readonly rateLimiter: RateLimiter;
  readonly deliveries: Deliveries;
  /** `http://127.0.0.1:PORT`, known once it listens. */
  readonly url: () => string;
}
