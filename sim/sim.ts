/** The driver: everything a test, a simulation or a page does to the workspace from outside. */
import type { Listening } from "./api/server.ts";
import type { Windows } from "./live/windows.ts";
import { changeUser } from "./people/account.ts";
import { createPerson } from "./people/person.ts";
import { remove } from "./state/posting.ts";
import { describeUser } from "./state/users.ts";
import type { Person, Sim, SimMessage } from "./types.ts";
import type { World } from "./world.ts";

export function createSim(world: World, server: Listening, windows: Windows): Sim {
  const people = new Map<string, Person>();
  const { identity, journal, deliveries } = world;

  /** A channel by its id, or a person's DM by theirs. */
  const channelId = (id: string): string =>
    world.users.get(id) === undefined ? id : world.channels.dmWith(id, world.now()).id;

  return {
    apiUrl: `${world.url()}/api/`,
    url: world.url(),
    port: server.port,
    botToken: identity.botToken,
    appToken: identity.appToken,
    signingSecret: identity.signingSecret,
    botUserId: identity.botUserId,
    botId: identity.botId,
    teamId: identity.teamId,
    appId: identity.appId,
    limits: world.limits,
    deliverTo: (url) => deliveries.deliverTo(url),
    user: (id) => {
      if (world.users.get(id) === undefined) throw new Error(`No user ${id} in this workspace`);
      const person = people.get(id) ?? createPerson(world, id);
      people.set(id, person);
      return person;
    },
    messages: (channel) => world.messages.all(channelId(channel)),
    message: ({ channel, ts }) => world.messages.get(channel, ts),
    find: (predicate, channel) => {
      const channels = channel === undefined ? world.messages.channels() : [channelId(channel)];
      let found: SimMessage | undefined;
      for (const each of channels) {
        for (const [, message] of world.messages.newestFirst(each)) {
          if (found !== undefined && message.ts <= found.ts) break;
          if (!message.deleted && predicate(message)) found = message;
        }
      }
      return found;
    },
    waitFor: (probe, options) => world.changes.waitFor(probe, options),
    settled: (options) => deliveries.settled(options),
    get calls() {
      return journal.calls;
    },
    get callCounts() {
      return journal.callCounts;
    },
    get violations() {
      return journal.violations;
    },
    get refusals() {
      return journal.refusals;
    },
    get connections() {
      return deliveries.hub.connections;
    },
    get windows() {
      return windows.count;
    },
    addUser: (spec) => {
      const user = describeUser(world.users.add(spec, world.now()), identity.teamId, world.now());
      if (world.events.has("team_join")) void deliveries.event({ type: "team_join", user });
    },
    addChannel: (spec) => void world.channels.add(spec, world.now()),
    deactivate: (id) => changeUser(world, id, { deleted: true }),
    reactivate: (id) => changeUser(world, id, { deleted: false }),
    changeUserTz: (id, tz) => changeUser(world, id, { tz }),
    setPresence: (id, presence) => void world.users.change(id, { presence }, world.now()),
    archive: (id) => void world.channels.change(id, { archived: true }),
    kickBot: (id) => void world.channels.change(id, { botIsMember: false }),
    deleteMessage: (channel, ts) => {
      const message = world.messages.get(channelId(channel), ts);
      if (message === undefined) throw new Error(`There is no message ${ts} in ${channel}`);
      remove(world, message);
    },
    file: (id) => world.files.get(id),
    deleteFile: (id) => world.files.remove(id),
    expireEditWindow: (channel, ts, code = "edit_window_closed") =>
      world.messages.closeEditWindow(channelId(channel), ts, code),
    fault: (spec) => world.faults.add(spec),
    clearFaults: () => world.faults.clear(),
    duplicateDeliveries: (times) => deliveries.duplicate(typeof times === "number" ? times : times ? 1 : 0),
    dropSockets: ({ silent = false } = {}) => deliveries.hub.drop(silent),
    refreshSockets: () => deliveries.hub.refresh(),
    emitEvent: (event) => deliveries.event(event),
    tell: (note) => windows.tell(note),
    stop: async () => {
      await Promise.all([deliveries.stop(), windows.stop()]);
      await server.close();
    },
  };
}
