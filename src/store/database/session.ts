/** What a session must be like before Baton trusts its data to it. */
import type pg from "pg";
import { DatabaseUnreachable, DatabaseUnsuitable } from "./errors.ts";
import { isDatabaseAway, reasonOf } from "./failures.ts";

const OLDEST = 14;

type Session = { zone: string; version: number; readOnly: boolean };

const read = `SELECT current_setting('TimeZone') AS zone,
  current_setting('server_version_num')::int AS version,
  current_setting('transaction_read_only')::bool AS "readOnly"`;

/**
 * Asks the database whether it can be used.
 * @param where the address as a person may read it: no password.
 * @throws DatabaseUnreachable, DatabaseUnsuitable
 */
export async function checkSession(pool: pg.Pool, where: string): Promise<void> {
  const { zone, version, readOnly } = await ask(pool, where);
  const major = Math.floor(version / 10_000);
  if (major < OLDEST) {
    throw new DatabaseUnsuitable(
      `PostgreSQL at ${where} is version ${major}: Baton needs ${OLDEST} or newer.`,
    );
  }
  if (!/^(Etc\/)?UTC$/i.test(zone)) {
    throw new DatabaseUnsuitable(
      `PostgreSQL at ${where} runs our sessions in the time zone ${zone}, and times would be stored wrongly: ` +
        "let sessions set their own, or set the server, database or pooler to UTC.",
    );
  }
  if (readOnly) {
    throw new DatabaseUnsuitable(
      `PostgreSQL at ${where} is read-only: DATABASE_URL must name the primary server.`,
    );
  }
}

async function ask(pool: pg.Pool, where: string): Promise<Session> {
  try {
    const { rows } = await pool.query<Session>(read);
    return rows[0] as Session;
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    throw new DatabaseUnreachable(
      `PostgreSQL at ${where} cannot be reached: ${reasonOf(error)}. Check DATABASE_URL and that the server runs.`,
      { cause: error },
    );
  }
}
