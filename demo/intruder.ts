// Somebody with the database's password, who changes what is on record: past the triggers that forbid it.
import type pg from "pg";
import type { Tampering } from "./botMessages.ts";
import type { TamperChange } from "./protocol.ts";

/** Changes the payload of one event, and nothing else: its hash stays what it was. */
export async function tamper(pool: pg.Pool, { leadId, eventId }: TamperChange): Promise<Tampering> {
  const { rows } = await pool.query<{ payload: string }>(
    `SELECT payload::text AS payload FROM "LeadEvent" WHERE "leadId" = $1 AND id = $2`,
    [leadId, eventId],
  );
  const payload = rows[0]?.payload;
  if (payload === undefined) return { ok: false, problem: `No event ${eventId} of ${leadId} is on record.` };
  await write(pool, { leadId, eventId }, JSON.stringify(falsified(JSON.parse(payload))));
  return { ok: true, payload };
}

/** As it was, to the letter. */
export async function putBack(pool: pg.Pool, event: TamperChange, payload: string): Promise<null> {
  await write(pool, event, payload);
  return null;
}

/**
 * The same with its first number one higher: a score, a turn, a delay. Without a number another source, or one fewer who
 * was asked; without any of them something more in it.
 */
function falsified(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { source, providers } = payload;
  const number = Object.entries(payload).find(([, value]) => typeof value === "number");
  if (number !== undefined) return { ...payload, [number[0]]: Number(number[1]) + 1 };
  if (typeof source === "string") return { ...payload, source: `not ${source}` };
  if (Array.isArray(providers)) return { ...payload, providers: providers.slice(0, -1) };
  return { ...payload, note: "nothing to see here" };
}

async function write(pool: pg.Pool, { leadId, eventId }: TamperChange, payload: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN; SET LOCAL session_replication_role = replica");
    await client.query(`UPDATE "LeadEvent" SET payload = $3 WHERE "leadId" = $1 AND id = $2`, [
      leadId,
      eventId,
      payload,
    ]);
    await client.query("COMMIT");
  } finally {
    // Destroyed rather than returned: what did not end well ends with it.
    client.release(true);
  }
}
