/** The workspace as one person sees it, kept up to date by the page's socket. */
import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Frame, PersonInfo, WorkspaceInfo } from "../../live/frames.ts";
import type { SimMessage, SimView, Violation } from "../../types.ts";
import type { Reader } from "../surface.ts";
import { type Clock, createClock } from "./clock.ts";
import { listen } from "./live.ts";
import { createLog, type Log } from "./log.ts";

export interface OpenModal {
  readonly view: SimView;
  readonly depth: number;
}

export interface Session {
  readonly user: string;
  /** Null until the server has said what there is. */
  readonly workspace: ReadonlySignal<WorkspaceInfo | null>;
  readonly unread: ReadonlySignal<Readonly<Record<string, number>>>;
  readonly connection: ReadonlySignal<"connecting" | "open" | "lost">;
  readonly modal: ReadonlySignal<OpenModal | null>;
  readonly home: ReadonlySignal<SimView | null>;
  readonly violations: ReadonlySignal<readonly Violation[]>;
  readonly reader: Reader;
  readonly clock: Clock;
  /** The app's name, as it signs its messages. */
  readonly appName: ReadonlySignal<string>;
  /** The viewer's DM with the bot; empty until it is known. */
  readonly dm: ReadonlySignal<string>;
  log(channel: string): Log;
  person(id: string): PersonInfo | undefined;
  /** Stops listening. */
  end(): void;
}

interface Ears {
  message(message: SimMessage): void;
  note(note: unknown): void;
}

export function createSession(user: string, ears: Ears): Session {
  const workspace = signal<WorkspaceInfo | null>(null);
  const unread = signal<Readonly<Record<string, number>>>({});
  const connection = signal<"connecting" | "open" | "lost">("connecting");
  const modal = signal<OpenModal | null>(null);
  const home = signal<SimView | null>(null);
  const violations = signal<readonly Violation[]>([]);
  const logs = new Map<string, Log>();
  const clock = createClock(() => connection.peek() === "open");
  /** The first frame of violations after connecting repeats them all. */
  let awaitsAllViolations = true;

  const byId = computed(() => new Map(workspace.value?.people.map((person) => [person.id, person])));
  const channelNames = computed(
    () => new Map(workspace.value?.channels.map((channel) => [channel.id, channel.name])),
  );

  const log = (channel: string): Log => {
    const known = logs.get(channel) ?? createLog(channel, user);
    logs.set(channel, known);
    return known;
  };

  const heard = (frame: Frame): void => {
    switch (frame.type) {
      case "workspace":
        workspace.value = frame.workspace;
        return;
      case "unread":
        unread.value = frame.counts;
        return;
      case "message":
        clock.sawTs(frame.message.ts);
        // A channel that nobody has opened here is fetched when it is.
        logs.get(frame.message.channel)?.apply(frame.message);
        ears.message(frame.message);
        return;
      case "modal":
        modal.value = frame.view === null ? null : { view: frame.view, depth: frame.depth };
        return;
      case "home":
        home.value = frame.view;
        return;
      case "violations":
        violations.value = awaitsAllViolations
          ? frame.violations
          : [...violations.peek(), ...frame.violations];
        awaitsAllViolations = false;
        return;
      case "note":
        ears.note(frame.note);
        return;
    }
  };

  const stopListening = listen(user, {
    opened: () => {
      connection.value = "open";
      awaitsAllViolations = true;
      void clock.ask();
      // What happened while the connection was away came to nobody here.
      for (const known of logs.values()) void known.load();
    },
    lost: () => {
      connection.value = "lost";
    },
    heard: (frame) => batch(() => heard(frame)),
  });

  return {
    user,
    workspace,
    unread,
    connection,
    modal,
    home,
    violations,
    clock,
    log,
    appName: computed(() => workspace.value?.bot.name ?? "The app"),
    dm: computed(() => workspace.value?.channels.find(({ kind }) => kind === "im")?.id ?? ""),
    person: (id) => byId.value.get(id),
    reader: {
      viewer: user,
      now: () => clock.now.value,
      personName: (id) => byId.value.get(id)?.name ?? id,
      channelName: (id) => channelNames.value.get(id) ?? id,
      get people() {
        return (workspace.value?.people ?? []).filter(({ deleted, isBot }) => !deleted && !isBot);
      },
      get channels() {
        return (workspace.value?.channels ?? []).filter(({ kind }) => kind !== "im");
      },
    },
    end: () => {
      stopListening();
      clock.stop();
    },
  };
}
