// The database with every store on it: what the bot and the command line both stand on.
import type { Logger } from "pino";
import { CannotRun } from "./app/audit/files.ts";
import type { Clock } from "./clock.ts";
import { DatabaseStartError } from "./store/database/errors.ts";
import { isDatabaseAway } from "./store/database/failures.ts";
import { migrate } from "./store/database/migrate.ts";
import { type Database, openDatabase } from "./store/database/open.ts";
import { summarise, vacuum } from "./store/database/vacuum.ts";
import { createStores, type Stores } from "./store/index.ts";

export interface ServicesOptions {
  /** PostgreSQL; null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  /** The embedded database's folder, or `memory`. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Pick<Logger, "warn">;
}

export interface Services extends Stores {
  readonly kind: Database["kind"];
  /** Where the data is, as a person may read it, without a password. */
  readonly where: string;
  readonly clock: Clock;
  /** The names of the migrations that opening applied. */
  readonly migrated: readonly string[];
  /** Whether what a store threw means that the database cannot be reached at the moment. */
  readonly isDatabaseAway: (error: unknown) => boolean;
  /** Clears out dead rows where the database does not do so by itself. */
  tidy(): Promise<void>;
  /** Ends all connections; what uses the stores must have stopped. May be called again. */
  close(): Promise<void>;
}

/** The tables whose rows are rewritten again and again. */
const BUSY_TABLES = ["Lead", "Deadline", "Mirror", "Lane", "Ledger", "Enrichment"];
/** Of tables that are only added to, and not worth clearing out. */
const SUMMARIES = ["LeadEvent_at_idx"];

/**
 * Opens the database and brings it up to date.
 * @throws DatabaseStartError or CannotRun, either with a line for the person who starts Baton; DatabaseLocked among them
 *   when another process has the embedded database.
 */
export async function openServices({ databaseUrl, dataDir, clock, log }: ServicesOptions): Promise<Services> {
  const database = await openDatabase({ url: databaseUrl ?? undefined, dataDir, log }).catch((error) => {
    throw databaseUrl === null ? folderTrouble(error, dataDir) : error;
  });
  return servicesOn(database, clock);
}

/** Every store on an open database, which is brought up to date, and closed again when it cannot be. */
export async function servicesOn(database: Database, clock: Clock): Promise<Services> {
  try {
    const migrated = await migrate(database.pool);
    const { kind, where, close } = database;
    const tidy = async () => {
      await vacuum(database, BUSY_TABLES);
      await summarise(database, SUMMARIES);
    };
    return { ...createStores(database), kind, where, clock, migrated, isDatabaseAway, tidy, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What the file system or the lock says of a folder that cannot hold a database, in a line. */
function folderTrouble(error: unknown, dataDir: string): unknown {
  if (error instanceof DatabaseStartError || !(error instanceof Error) || !("code" in error)) return error;
  return new CannotRun(
    `BATON_DATA_DIR: ${dataDir} cannot hold the database (${error.message}); name a folder that can be written`,
    { cause: error },
  );
}
