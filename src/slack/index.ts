// Slack, both ways: deliveries come in over HTTP or Socket Mode to the same listeners, messages go out through the
// messenger. `src/main.ts` builds it from what stands here.
import type { Hono } from "hono";
import type { Logger } from "pino";
import type { AlertStore } from "../app/alertPorts.ts";
import type { Absences } from "../app/availability/absences.ts";
import type { AvailabilityStore } from "../app/availability/ports.ts";
import type { Engine } from "../app/engine.ts";
import type { FigureStore } from "../app/figurePorts.ts";
import type { HomeStore } from "../app/homes/ports.ts";
import type { OverrideStore } from "../app/overridePorts.ts";
import type { Pictures } from "../app/pictures.ts";
import type { GuardStore, LeadStore, MirrorStore, PeopleStore, RulesStore } from "../app/ports.ts";
import type { ReportStore } from "../app/reportPorts.ts";
import type { Chart } from "../charts/chart.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { Messenger } from "../mirror/types.ts";
import { createApp } from "./bolt.ts";
import { clientOptions, SlackApi } from "./client.ts";
import { DirectMessages } from "./directMessages.ts";
import { HttpReceiver } from "./httpReceiver.ts";
import { Identity } from "./identity.ts";
import { slackLogger } from "./logger.ts";
import { SlackMessenger } from "./messenger.ts";
import { PeopleSync } from "./people.ts";
import { SlackPictures } from "./pictures.ts";
import { PublishPace } from "./publishPace.ts";
import { Socket } from "./socket.ts";
import { Tell } from "./tell.ts";
import { UnderWay } from "./underWay.ts";

export interface SlackDeps {
  readonly config: {
    readonly botToken: string;
    readonly signingSecret: string;
    /** Set: Socket Mode; null: HTTP. */
    readonly appToken: string | null;
    /** Another Web API root, ending in `/`; null: Slack's. */
    readonly apiUrl: string | null;
  };
  readonly engine: Pick<Engine, "run" | "loseRep" | "routeWaiting">;
  readonly leads: LeadStore;
  readonly rules: RulesStore;
  readonly guards: GuardStore;
  readonly mirrors: Pick<MirrorStore, "at">;
  readonly reports: ReportStore;
  readonly overrides: OverrideStore;
  readonly figures: FigureStore;
  readonly alerts: Pick<AlertStore, "answer" | "load" | "openAlerts">;
  readonly people: PeopleStore;
  readonly absences: Absences;
  readonly availability: Pick<AvailabilityStore, "all">;
  readonly homes: Pick<HomeStore, "open">;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether an error says that the database cannot be reached. */
  readonly isDatabaseAway: (error: unknown) => boolean;
  /** Called after a change that no lead's decision made and that leaves mirrors behind. */
  readonly mirrorsBehind: () => void;
  /** A chart as a PNG. */
  readonly draw: (chart: Chart) => Promise<Uint8Array>;
  /** Somebody asked for what their role does not allow; counted by what it was. */
  readonly refused: (reason: string) => void;
}

export interface SlackAdapter {
  /** Puts `POST /slack/events` on the router. */
  mount(router: Hono): void;
  /** Begins to ask Slack who Baton is, to connect, and to look at the people. Resolves at once, Slack or not. */
  start(): void;
  /** Resolves when everything that was answered has been worked off. */
  idle(): Promise<void>;
  /** Takes nothing more and finishes what is under way, within 10 s. */
  stop(): Promise<void>;
  readonly messenger: Messenger;
  readonly pictures: Pictures;
  readonly people: PeopleSync;
  /** Whether Slack has taken the bot token since the start. */
  answered(): boolean;
}

const STOP_WITHIN_MS = 8_000;

export function createSlack(deps: SlackDeps): SlackAdapter {
  const { config, clock } = deps;
  const log = deps.log.child({ part: "slack" });
  const logger = slackLogger(log);
  const api = new SlackApi(config, logger);
  const directMessages = new DirectMessages(api, clock);
  const identity = new Identity(api, config.botToken, log);
  const people = new PeopleSync({ ...deps, api, log });
  const pictures = new SlackPictures({ api, draw: deps.draw, clock, log });
  const messenger = new SlackMessenger({
    api,
    directMessages,
    pictures,
    clock,
    pace: new PublishPace(),
    statusOf: (person) => people.statusOf(person),
  });
  const tell = new Tell({ api, directMessages, pictures, log });
  // Slack stamps its requests with real time, whatever clock Baton's deadlines go by.
  const http = new HttpReceiver({ signingSecret: config.signingSecret, clock: systemClock, log });
  const socket =
    config.appToken === null
      ? null
      : new Socket({ appToken: config.appToken, apiUrl: config.apiUrl, logger, log });
  const underWay = new UnderWay();
  const app = createApp({
    receiver: socket?.receiver ?? http,
    identity,
    logger,
    clientOptions: clientOptions(config.apiUrl, logger),
    desk: { ...deps, log, api, tell, pictures, peopleSync: people },
    underWay,
    isDatabaseAway: deps.isDatabaseAway,
  });
  // With Socket Mode nothing of Slack's comes by HTTP; what claims to be is checked all the same.
  http.init(app);
  return {
    messenger,
    pictures,
    people,
    answered: () => identity.answered(),
    mount: (router) => http.mount(router),
    start: () => {
      void identity.start();
      socket?.start();
      people.start();
    },
    idle: () => underWay.finished(STOP_WITHIN_MS),
    stop: async () => {
      identity.stop();
      await Promise.all([socket?.stop(), people.stop(), underWay.finished(STOP_WITHIN_MS)]);
    },
  };
}
