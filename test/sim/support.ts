/** A workspace with a real Bolt app or Web API client as its peer, taken down after each test. */
import type { AddressInfo } from "node:net";
import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import { WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import { type Sim, type SimOptions, startSim } from "../../sim/index.ts";

export const ALICE = "U0ALICE";
export const BOB = "U0BOB";
export const MANAGERS = "C0MANAGERS";

export const TRANSPORTS = ["http", "socket"] as const;
export type TransportName = (typeof TRANSPORTS)[number];

/** A clock that stands until it is turned. */
export interface Clock {
  now(): number;
  turn(ms: number): void;
}

export function standingClock(start = Date.UTC(2026, 8, 1, 9)): Clock {
  let at = start;
  return {
    now: () => at,
    turn: (ms) => {
      at += ms;
    },
  };
}

export async function workspace(options: SimOptions = {}): Promise<Sim> {
  const sim = await startSim({
    users: [
      { id: ALICE, name: "Alice", tz: "Europe/London" },
      { id: BOB, name: "Bob", tz: "Europe/Berlin" },
    ],
    channels: [{ id: MANAGERS, name: "managers" }],
    ...options,
  });
  onTestFinished(() => sim.stop());
  return sim;
}

/** The SDK's client, which neither retries nor waits. */
export function clientFor(sim: Sim, token = sim.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: sim.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silent,
  });
}

/** A Bolt app, started and connected; over HTTP the workspace delivers to it. Gives the app's URL. */
export async function boltApp(
  sim: Sim,
  transport: TransportName,
  listen: (app: App) => void = () => undefined,
): Promise<string> {
  const app = new App({
    token: sim.botToken,
    ...(transport === "socket" ? { receiver: socketReceiver(sim) } : { signingSecret: sim.signingSecret }),
    clientOptions: { slackApiUrl: sim.apiUrl, retryConfig: { retries: 0 } },
    logger: silent,
  });
  listen(app);
  const started: unknown = await app.start({ port: 0, host: "127.0.0.1" });
  onTestFinished(async () => {
    await app.stop();
  });
  if (transport === "socket") return "";
  const { port } = (started as { address(): AddressInfo }).address();
  const url = `http://127.0.0.1:${port}/slack/events`;
  sim.deliverTo(url);
  return url;
}

/** Reconnects soon: by default it waits five seconds each time. */
function socketReceiver(sim: Sim): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken: sim.appToken,
    clientPingTimeout: 300,
    installerOptions: { clientOptions: { slackApiUrl: sim.apiUrl, retryConfig: { retries: 0 } } },
    logger: silent,
  });
}

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

export interface Refused {
  readonly error: string;
  readonly errors?: readonly string[];
  readonly response_metadata?: { readonly messages?: readonly string[] };
}

/** What Slack answered to a call that it refuses; fails when it took it. */
export async function refusal(call: Promise<unknown>): Promise<Refused> {
  const outcome = await call.then(
    () => undefined,
    (error: { data?: Refused }) => error.data ?? { error: String(error) },
  );
  if (outcome === undefined) throw new Error("The call was accepted");
  return outcome;
}

export function plain(text: string) {
  return { type: "plain_text" as const, text };
}

export function mrkdwn(text: string) {
  return { type: "mrkdwn" as const, text };
}

export function button(text: string, actionId = text.toLowerCase()) {
  return { type: "button" as const, text: plain(text), action_id: actionId };
}

export function actions(...elements: ReturnType<typeof button>[]): KnownBlock {
  return { type: "actions", elements };
}

export function section(text: string): KnownBlock {
  return { type: "section", text: mrkdwn(text) };
}

export function options(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    text: plain(`Option ${index}`),
    value: String(index),
  }));
}
