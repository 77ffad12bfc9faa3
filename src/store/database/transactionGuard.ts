/**
 * Turns a silent wait into an error: asking the pool for a connection inside `$transaction` waits for the very
 * transaction that is open (always, with the embedded database's one connection; under load, with PostgreSQL's).
 */
import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import type { PrismaClient } from "../generated/client.ts";
import { OutsideTransaction } from "./errors.ts";

/** `open` ends with the callback: what the callback started and left running may use the pool afterwards. */
const transaction = new AsyncLocalStorage<{ readonly pool: pg.Pool; open: boolean }>();

type Checkout = Parameters<pg.Pool["connect"]>[0];

/** A pool that hands out no connection to code running inside a transaction's callback. */
export class GuardedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Checkout): void;
  override connect(callback?: Checkout): Promise<pg.PoolClient> | undefined {
    const current = transaction.getStore();
    if (current?.open && current.pool === this) {
      const error = new OutsideTransaction();
      if (!callback) return Promise.reject(error);
      process.nextTick(callback, error, undefined, () => {});
      return;
    }
    if (!callback) return super.connect();
    super.connect(callback);
  }
}

/** Makes the transactions of a client on `pool` mark the time their callback runs. Changes the client in place. */
export function guardTransactions(prisma: PrismaClient, pool: GuardedPool): void {
  const run = prisma.$transaction.bind(prisma) as (work: unknown, options: unknown) => Promise<unknown>;
  const guarded = (work: unknown, options: unknown) => {
    if (typeof work !== "function") return run(work, options);
    return run((client: unknown) => {
      const mark = { pool, open: true };
      return transaction.run(mark, async () => {
        try {
          return await work(client);
        } finally {
          mark.open = false;
        }
      });
    }, options);
  };
  Object.defineProperty(prisma, "$transaction", { value: guarded });
}
