/** `ExceptionStore` on the database: what was refused at the door, kept whole. */
import type { ExceptionStore } from "../app/ports.ts";
import type { PrismaClient } from "./generated/client.ts";

export function exceptionStore(prisma: PrismaClient): ExceptionStore {
  return {
    /**
     * One statement, for a batch of ten thousand refused leads too. The body goes as bytes: it may hold what no text
     * in the database can, which may be the very reason for its refusal.
     */
    async keep(entries) {
      if (entries.length === 0) return;
      const rows = JSON.stringify(
        entries.map(({ raw, fields, ...entry }) => ({
          ...entry,
          fields: storable(fields),
          raw: Buffer.from(raw, "utf8").toString("base64"),
        })),
      );
      await prisma.$executeRaw`
        INSERT INTO "Exception" (id, source, code, fields, raw, "receivedAt")
        SELECT id, source, code, coalesce(fields, 'null'), decode(raw, 'base64'), "receivedAt"
        FROM jsonb_to_recordset(${rows}::text::jsonb) AS entry(
          id text, source text, code text, fields jsonb, raw text, "receivedAt" timestamptz
        )`;
    },
  };
}

/** The same value without NUL and lone surrogates, which JSON in the database cannot hold. */
function storable(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed().replaceAll("\0", "\uFFFD");
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)]));
}
