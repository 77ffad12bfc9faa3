/** A pool of connections to a PostgreSQL server, which never waits for ever and always speaks UTC. */
import pg from "pg";
import { DatabaseUnsuitable } from "./errors.ts";
import { GuardedPool } from "./transactionGuard.ts";

/** All in milliseconds. A server that is there answers in a few; these bound how long a dead one is waited for. */
export type Patience = {
  /** To open a connection. */
  connect: number;
  /** For a free connection of the pool, under load. */
  queue: number;
  /** For a statement: cancelled by the server after this, given up by us a second later. */
  statement: number;
};

export const defaultPatience: Patience = { connect: 5_000, queue: 10_000, statement: 5_000 };

type PostgresOptions = { url: string; poolSize?: number | undefined; patience?: Patience };

/**
 * Makes the pool; nothing connects before the first query.
 * @throws DatabaseUnsuitable when `url` is not an address of a PostgreSQL database.
 */
export function openPostgres({
  url,
  poolSize = 10,
  patience = defaultPatience,
}: PostgresOptions): GuardedPool {
  describeAddress(url);
  return new GuardedPool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: patience.queue,
    query_timeout: patience.statement + 1_000,
    keepAlive: true,
    Client: connectingWithin(patience.connect),
    onConnect: async (client) => {
      // The query under way reports a lost connection, if there is one; without a listener it would end the process.
      client.on("error", () => {});
      endWhenUnanswered(client);
      // The driver drops the offset of a timestamp, so every session must be in UTC, whatever server, role or
      // `options=` in the address say. Set here rather than at start-up, where poolers in between refuse it.
      await client.query(`SET TIME ZONE 'UTC'; SET statement_timeout = ${patience.statement}`);
    },
  });
}

/**
 * Says which database an address means, without the password: `host:port/name`.
 * @throws DatabaseUnsuitable when it is not an address of a PostgreSQL database.
 */
export function describeAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new DatabaseUnsuitable(
      "DATABASE_URL is not the address of a PostgreSQL database. It reads postgres://user:password@host:5432/name, " +
        "with special characters in the password percent-encoded.",
    );
  }
  const host = parsed.hostname || parsed.searchParams.get("host") || "localhost";
  return `${host}:${parsed.port || 5432}${parsed.pathname}`;
}

/** The pool's own time-out also covers waiting for a free connection, which under load may rightly take longer. */
function connectingWithin(connectionTimeoutMillis: number): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(typeof config === "object" ? { ...config, connectionTimeoutMillis } : config);
    }
  };
}

/** A connection whose query was never answered is dead: end it, so that a transaction's ROLLBACK does not wait too. */
function endWhenUnanswered(client: pg.ClientBase): void {
  const send = client.query.bind(client) as (...query: unknown[]) => unknown;
  const query = (...args: unknown[]) => {
    const result = send(...args);
    if (result instanceof Promise) {
      result.catch((error: Error) => {
        if (error.message === "Query read timeout" && client instanceof pg.Client) client.end(() => {});
      });
    }
    return result;
  };
  client.query = query as typeof client.query;
}
