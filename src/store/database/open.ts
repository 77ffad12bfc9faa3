/**
 * The database of a running Baton: Prisma on PostgreSQL, or on the PostgreSQL embedded in this process. From here
 * on nobody needs to know which.
 */
import { PrismaPg } from "@prisma/adapter-pg";
import type { Logger } from "pino";
import { PrismaClient } from "../generated/client.ts";
import { openEmbedded } from "./embedded.ts";
import { describeAddress, openPostgres, type Patience } from "./postgres.ts";
import { checkSession } from "./session.ts";
import { statementNames } from "./statementNames.ts";
import { type GuardedPool, guardTransactions } from "./transactionGuard.ts";

export type DatabaseOptions = {
  /** DATABASE_URL; the embedded database without it. */
  url?: string | undefined;
  /** BATON_DATA_DIR: the embedded database's folder, or `memory`. */
  dataDir: string | "memory";
  log: Pick<Logger, "warn">;
  /** Connections to PostgreSQL at most, 10 by default. The embedded database has one. */
  poolSize?: number | undefined;
  /** How long a PostgreSQL server is waited for. */
  patience?: Patience;
  /** What a new embedded database begins with: a dumped data directory. */
  dump?: Blob | undefined;
};

export type Database = {
  prisma: PrismaClient;
  /** For SQL that Prisma cannot send. There is no other way to the same database. */
  pool: GuardedPool;
  kind: "postgres" | "embedded";
  /** Where the data is, as a person may read it, without a password: `host:port/name`, a folder, or `memory`. */
  where: string;
  /** Ends all connections. What uses them must have stopped. May be called again. */
  close(): Promise<void>;
};

/**
 * Opens the database and makes sure that it can be used; applies no migrations.
 * @throws DatabaseUnreachable, DatabaseUnsuitable, DatabaseLocked: each a line for the person who starts Baton.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, log } = options;
  const embedded = url ? undefined : await openEmbedded(options);
  const pool = embedded?.pool ?? openPostgres({ ...options, url: url as string });
  const where = embedded?.folder ?? describeAddress(url as string);
  // A connection lost while nobody uses it is replaced when next needed; without a listener it would end the process.
  pool.on("error", (error) => log.warn({ err: error }, "Lost an idle connection to the database"));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: statementNames() }),
    errorFormat: "minimal",
    transactionOptions: { maxWait: 30_000, timeout: 15_000 },
  });
  guardTransactions(prisma, pool);
  const close = once(async () => {
    // In this order: Prisma does not end a pool it was given, and PGlite must outlive its last connection.
    await prisma.$disconnect();
    await pool.end();
    await embedded?.close();
  });
  try {
    await checkSession(pool, where);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    prisma,
    pool,
    kind: embedded ? "embedded" : "postgres",
    where,
    close,
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
