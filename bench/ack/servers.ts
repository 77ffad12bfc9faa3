// The two sides, each in a process of its own: Baton as it runs, and a Bolt app whose one listener only acknowledges.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { BotConfig } from "../../src/config.ts";

export type Order =
  | { readonly side: "baton"; readonly config: BotConfig }
  | { readonly side: "bolt"; readonly signingSecret: string; readonly apiUrl: string };

const SIDES = {
  baton: new URL("./baton.ts", import.meta.url),
  bolt: new URL("./bolt.ts", import.meta.url),
} as const;

export interface Running extends AsyncDisposable {
  /** Where clicks go. */
  readonly clicks: string;
  /** Where leads go; Baton's alone. */
  readonly leads: string;
}

/** Starts a side; it ends with this process at the latest. */
export async function start(order: Order): Promise<Running> {
  const child = fork(SIDES[order.side], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  child.send(order);
  const url = await Promise.race([urlOf(child), died(child)]);
  return {
    clicks: `${url}/slack/events`,
    leads: `${url}/v1/leads`,
    async [Symbol.asyncDispose]() {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}

async function urlOf(child: ChildProcess): Promise<string> {
  const [url] = (await once(child, "message")) as [string];
  return url;
}

async function died(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, "exit")) as [number | null];
  throw new Error(`the server ended with ${code} before it listened`);
}
