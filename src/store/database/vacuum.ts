import type { Database } from "./open.ts";

/**
 * Clears dead rows out of the tables and refreshes the planner's statistics. The embedded database has nothing that
 * does so by itself; PostgreSQL has its autovacuum and is left alone.
 */
export async function vacuum(
  { kind, pool }: Pick<Database, "kind" | "pool">,
  tables: readonly string[],
): Promise<void> {
  if (kind !== "embedded") return;
  // A table at a time: the embedded database works on this thread, and others' queries get their turn in between.
  for (const table of tables) {
    await pool.query(`VACUUM (ANALYZE) "${table.replaceAll('"', '""')}"`);
  }
}

/**
 * Takes what was written since into summaries (BRIN indexes), whose new stretches are read as a whole until then. By
 * themselves they are taken in by PostgreSQL's autovacuum only. Costs as much as was written.
 */
export async function summarise(
  { kind, pool }: Pick<Database, "kind" | "pool">,
  indexes: readonly string[],
): Promise<void> {
  if (kind !== "embedded") return;
  for (const index of indexes) {
    await pool.query("SELECT brin_summarize_new_values(quote_ident($1)::regclass)", [index]);
  }
}
