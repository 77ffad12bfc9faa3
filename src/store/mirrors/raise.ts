/** Mirrors that fall behind outside a decision on a lead. `commit_leads` does the same for those within. */
import type { Instant } from "../../clock.ts";
import { laneOf, type MirrorRef } from "../../domain/mirrors.ts";
import type { Prisma } from "../generated/client.ts";

/** As soon as `at` each has something new to show. One that is backing off, or being delivered, keeps its time. */
export async function raiseMirrors(
  tx: Prisma.TransactionClient,
  mirrors: readonly MirrorRef[],
  at: Instant,
): Promise<void> {
  if (mirrors.length === 0) return;
  const rows = mirrors.map((mirror) => ({ ...mirror, lane: laneOf(mirror, false), notBefore: at }));
  await tx.$executeRaw`
    INSERT INTO "Mirror" AS old (id, kind, "leadId", "to", lane, wanted, "notBefore")
    SELECT id, kind, "leadId", "to", lane, 1, "notBefore"
    FROM jsonb_populate_recordset(null::"Mirror", ${JSON.stringify(rows)}::text::jsonb)
    ORDER BY id
    ON CONFLICT (id) DO UPDATE SET
      wanted = old.wanted + 1,
      "notBefore" = CASE
        WHEN old.wanted > old.shown AND old.attempts > 0 THEN old."notBefore"
        WHEN old.wanted > old.shown THEN least(old."notBefore", excluded."notBefore")
        ELSE excluded."notBefore"
      END`;
}
