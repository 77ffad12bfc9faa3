// Going on from kept data: the local Slack keeps nothing, so what still waits for an answer is posted there once more.
import type pg from "pg";
import { POST_LANE } from "../src/domain/mirrors.ts";

/** The last instant on record, in ms since 1970; null in a new database. */
export async function latestInstant(pool: pg.Pool): Promise<number | null> {
  const { rows } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('"LeadEvent"') IS NOT NULL AS there`,
  );
  if (!rows[0]?.there) return null;
  const latest = await pool.query<{ at: Date | null }>(`SELECT max(at) AS at FROM "LeadEvent"`);
  return latest.rows[0]?.at?.getTime() ?? null;
}

/** Every message counts as never posted; those of leads that wait for somebody are due at once. */
export async function postAfresh(pool: pg.Pool, now: number): Promise<void> {
  await pool.query(
    `UPDATE "Mirror" AS mirror SET
       "refChannel" = null, "refTs" = null, lane = $1 || "to", unsure = false, "cutAt" = null, leased = false,
       attempts = 0, "notBefore" = $2, blocked = null,
       shown = CASE WHEN lead.state IN ('offered', 'tank', 'overflow') THEN 0 ELSE wanted END
     FROM "Lead" AS lead WHERE lead.id = mirror."leadId"`,
    [POST_LANE, new Date(now)],
  );
  await pool.query(`DELETE FROM "Lane"`);
}
