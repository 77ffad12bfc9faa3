// Leads that arrive while others are being written are written together: one transaction for many requests.
import type { Arrival, Receive, ReceiveResult } from "../intake/receive.ts";

/** More leads are not put into one transaction, unless a single request brings them. */
const MOST_IN_A_GROUP = 500;

interface Waiting {
  readonly arrivals: readonly Arrival[];
  readonly resolve: (results: ReceiveResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * `receive`, grouped: nobody waits for a timer, only for the transaction before. Where a group fails for a reason that
 * lies in the leads, each request is tried by itself, so that one cannot take the others down.
 */
export function groupCommit(receive: Receive, isDatabaseAway: (error: unknown) => boolean): Receive {
  const queue: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    // One turn of the event loop, so that requests already read come along.
    await new Promise(setImmediate);
    for (let group = takeGroup(queue); group.length > 0; group = takeGroup(queue)) await commit(group);
    running = false;
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await receive(group.flatMap(({ arrivals }) => arrivals));
      let from = 0;
      for (const { arrivals, resolve } of group) {
        resolve(results.slice(from, from + arrivals.length));
        from += arrivals.length;
      }
    } catch (error) {
      if (group.length === 1 || isDatabaseAway(error)) for (const { reject } of group) reject(error);
      else for (const one of group) await commit([one]);
    }
  }

  return (arrivals) =>
    new Promise((resolve, reject) => {
      queue.push({ arrivals, resolve, reject });
      if (!running) void run();
    });
}

function takeGroup(queue: Waiting[]): Waiting[] {
  let leads = 0;
  const end = queue.findIndex(({ arrivals }, index) => {
    leads += arrivals.length;
    return index > 0 && leads > MOST_IN_A_GROUP;
  });
  return queue.splice(0, end < 0 ? queue.length : end);
}
