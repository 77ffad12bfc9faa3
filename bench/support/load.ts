// A load of HTTP requests, sent from a thread of its own: whatever else this process does must not look like latency.
import { once } from "node:events";
import { Worker } from "node:worker_threads";

export interface Shot {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  /** From sending the request to the end of the answer. */
  readonly ms: number;
}

export interface Load {
  readonly shots: readonly Shot[];
  /** So many connections stay open; each sends its next request when the one before is answered. */
  readonly connections: number;
}

/** Sends them all; the answers, in the order of the shots. */
export async function fire(load: Load): Promise<Answer[]> {
  const worker = new Worker(new URL("./loadThread.ts", import.meta.url), { workerData: load });
  const exited = once(worker, "exit");
  const [answers] = (await once(worker, "message")) as [Answer[]];
  await exited;
  return answers;
}
