// SQL that a benchmark fills a database with: a part at a time, however long each takes.
import type pg from "pg";
import type { World } from "./world.ts";

/** So many rows a statement: the embedded database does nothing else meanwhile. */
const AT_A_TIME = 50_000;
/** A statement may take far longer than one that somebody waits for. */
const PATIENCE_MS = 600_000;

export type Run = (text: string, values?: readonly unknown[]) => Promise<void>;

export async function inBulk({ database }: World, work: (run: Run) => Promise<void>): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    await work(async (text, values = []) => {
      await client.query({ text, values: [...values], query_timeout: PATIENCE_MS } as pg.QueryConfig);
    });
  } finally {
    client.release(true);
  }
}

/** 1 to `count` in parts, first and last included. */
export function ranges(count: number): [number, number][] {
  return Array.from({ length: Math.ceil(count / AT_A_TIME) }, (_, index) => [
    index * AT_A_TIME + 1,
    Math.min(count, (index + 1) * AT_A_TIME),
  ]);
}
