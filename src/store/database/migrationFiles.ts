/** The migrations that come with this version: `prisma/migrations/<name>/migration.sql`, in the order of their names. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** `checksum`: SHA-256 of the file in hex, as Prisma records it. */
export type Migration = { name: string; sql: string; checksum: string };

const migrationsFolder = fileURLToPath(new URL("../../../prisma/migrations", import.meta.url));

export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}
