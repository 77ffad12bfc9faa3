/** Builds a local Slack from its parts and starts it. */

import { Faults } from "./api/faults.ts";
import { RateLimiter } from "./api/rateLimits.ts";
import { listen } from "./api/server.ts";
import { createControl } from "./control/routes.ts";
import { Deliveries } from "./delivery/deliveries.ts";
import { SLACK_LIMITS, SLACK_TIMINGS } from "./limits.ts";
import { pageRoutes } from "./live/page.ts";
import { liveRoutes } from "./live/routes.ts";
import { Windows } from "./live/windows.ts";
import type { SimOptions } from "./options.ts";
import { createSim } from "./sim.ts";
import { Changes } from "./state/changes.ts";
import { Channels } from "./state/channels.ts";
import { Files } from "./state/files.ts";
import { secret } from "./state/ids.ts";
import { Inputs } from "./state/inputs.ts";
import { Journal } from "./state/journal.ts";
import { Messages } from "./state/messages.ts";
import { Reads } from "./state/reads.ts";
import { ResponseUrls } from "./state/responseUrls.ts";
import { Timestamps } from "./state/timestamps.ts";
import { Triggers } from "./state/triggers.ts";
import { Users } from "./state/users.ts";
import { Views } from "./state/views.ts";
import type { Sim } from "./types.ts";
import { createValidator } from "./validate/validator.ts";
import type { Identity, Offers, World } from "./world.ts";

const DEFAULT_EVENTS = [
  "app_home_opened",
  "app_mention",
  "dnd_updated_user",
  "team_join",
  "tokens_revoked",
  "user_change",
];
const DEFAULT_CALL_LOG = 5_000;

/** Starts a workspace on 127.0.0.1. Rejects when the port is taken. */
export async function startSim(options: SimOptions = {}): Promise<Sim> {
  const now = options.now ?? Date.now;
  const identity = identityOf(options);
  const limits = { ...SLACK_LIMITS, ...options.limits };
  const timings = { ...SLACK_TIMINGS, ackMs: limits.ackMs, ...options.timings };
  const changes = new Changes();
  const journal = new Journal(options.callLog ?? DEFAULT_CALL_LOG, changes.tell);
  const inputs = new Inputs();
  const channels = new Channels(changes.tell);
  const messages = new Messages(changes.tell);
  const offers = offersOf(options);
  let host = "";
  const deliveries = new Deliveries({
    now,
    timings,
    maxConnections: limits.socketConnections,
    ...identity,
    journal,
    changes,
    host: () => host,
  });
  const world: World = {
    now,
    identity,
    limits,
    timings,
    scopes: options.scopes === undefined ? null : new Set(options.scopes),
    events: new Set(options.events ?? DEFAULT_EVENTS),
    commands: options.commands === undefined ? null : new Set(offers.commands.map(({ command }) => command)),
    offers,
    deactivatedDm: options.deactivatedDm ?? "channel_not_found",
    filesReadyAfterMs: options.filesReadyAfterMs ?? 0,
    files: new Files(),
    users: new Users(changes.tell),
    channels,
    messages,
    reads: new Reads({ channels, messages, changes }),
    timestamps: new Timestamps(),
    inputs,
    views: new Views(identity, inputs, changes.tell),
    triggers: new Triggers(limits.triggerMs),
    responseUrls: new ResponseUrls(limits.responseUrlMs, limits.responseUrlUses),
    journal,
    changes,
    validator: createValidator(limits),
    faults: new Faults(),
    rateLimiter: new RateLimiter(options.rateLimits ?? true),
    deliveries,
    url: () => `http://${host}`,
  };
  world.users.add({ id: identity.botUserId, name: identity.botName, isBot: true }, now());
  for (const user of options.users ?? []) world.users.add(user, now());
  for (const channel of options.channels ?? []) world.channels.add(channel, now());
  if (options.deliverTo !== undefined) deliveries.deliverTo(options.deliverTo);

  const control = createControl(world);
  const windows = new Windows(world);
  const { page } = options;
  const server = await listen(world, windows, options.port ?? 0, (app) => {
    control.mount(app);
    app.route("/_sim", liveRoutes(world));
    if (page !== undefined) app.route("/", pageRoutes(page === true ? {} : page, identity.teamName));
  });
  host = `127.0.0.1:${server.port}`;
  const sim = createSim(world, server, windows);
  control.attach(sim);
  return sim;
}

function offersOf(options: SimOptions): Offers {
  const commands = (options.commands ?? []).map((each) =>
    typeof each === "string" ? { command: each, description: "", usageHint: "" } : each,
  );
  return { commands, shortcuts: options.shortcuts ?? [], home: options.home ?? true };
}

function identityOf(options: SimOptions): Identity {
  return {
    teamId: options.team?.id ?? "T0SIM",
    teamName: options.team?.name ?? "Local Slack",
    teamDomain: options.team?.domain ?? "local-slack",
    appId: options.appId ?? "A0SIM",
    botUserId: options.bot?.userId ?? "U0BOT",
    botId: options.bot?.botId ?? "B0BOT",
    botName: options.bot?.name ?? "bot",
    botToken: options.botToken ?? `xoxb-sim-${secret()}`,
    appToken: options.appToken ?? `xapp-1-A0SIM-${secret()}`,
    signingSecret: options.signingSecret ?? secret(),
  };
}
