// How leads are at this moment, by what is on record.
import type pg from "pg";
import type { LeadStates } from "./botMessages.ts";

export async function leadStates(pool: pg.Pool, ids: readonly string[]): Promise<LeadStates> {
  const { rows } = await pool.query<{ id: string; state: string }>(
    `SELECT id, state::text AS state FROM "Lead" WHERE id = ANY($1)`,
    [ids],
  );
  return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
}
