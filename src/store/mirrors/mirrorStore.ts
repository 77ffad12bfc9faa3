/**
 * `MirrorStore` on the database. A mirror is leased, read, delivered, and reported on; whoever reports with a lease
 * that is no longer the row's has been given up on, and changes nothing.
 */
import type { LeasedMirror, MirrorStore } from "../../app/ports.ts";
import { POST_LANE, UPDATE_LANE } from "../../domain/mirrors.ts";
import type { PrismaClient } from "../generated/client.ts";
import { retried } from "../retry.ts";
import { leasing } from "./lease.ts";

export function mirrorStore(prisma: PrismaClient): MirrorStore {
  return {
    ...leasing(prisma),

    async at({ channel, ts }) {
      const row = await prisma.mirror.findFirst({
        where: { refChannel: channel, refTs: ts },
        select: { id: true, kind: true, leadId: true, to: true },
      });
      return row;
    },

    /** `wanted` is read here and not by the lease: the lead, loaded after this, is then at least as new. */
    async read(id, lease): Promise<LeasedMirror | null> {
      const row = await prisma.mirror.findFirst({ where: { id, lease, leased: true } });
      if (!row) return null;
      const { kind, leadId, to, lane, wanted, refChannel, refTs, attempts, unsure, cutAt } = row;
      const ref = refChannel !== null && refTs !== null ? { channel: refChannel, ts: refTs } : null;
      const mirror = { id, kind, leadId, to };
      return { mirror, lease, lane, wanted, ref, attempts, unsure, cutAt: cutAt?.toISOString() ?? null };
    },

    /**
     * By hand to do it in one statement with the lanes: a message that exists is paced as an update from now on, and a
     * lane without bursts counts its second from the delivery, not from the lease.
     */
    async shown(id, lease, wanted, ref, now, confirmAt) {
      await retried(
        () => prisma.$executeRaw`
          WITH mirror AS (
            UPDATE "Mirror" AS mirror SET
              shown = ${wanted} - ${confirmAt ? 1 : 0}::int, "refChannel" = ${ref.channel}, "refTs" = ${ref.ts}, attempts = 0,
              lane = CASE WHEN mirror.kind = 'home' THEN mirror.lane ELSE ${UPDATE_LANE} END,
              unsure = ${confirmAt !== undefined} AND mirror.wanted > ${wanted}, "cutAt" = null, leased = false,
              "notBefore" = CASE
                WHEN mirror.wanted > ${wanted} THEN ${now}::timestamptz ELSE ${confirmAt ?? now}::timestamptz
              END,
              "lastError" = null
            FROM "Mirror" AS before
            WHERE mirror.id = ${id} AND mirror.lease = ${lease} AND before.id = mirror.id
            RETURNING before.lane
          )
          UPDATE "Lane" AS lane
          SET "nextAt" = greatest("nextAt", ${now}::timestamptz + "everyMs" * interval '1 ms')
          FROM mirror WHERE lane.id = mirror.lane AND lane."burstMs" = 0`,
      );
    },

    async failed(id, lease, { notBefore, error, unsure, cutAt = null, ref = null, forgetRef = false }) {
      await retried(
        () => prisma.$executeRaw`
          UPDATE "Mirror" SET
            "refChannel" = CASE WHEN NOT ${forgetRef} THEN coalesce(${ref?.channel ?? null}, "refChannel") END,
            "refTs" = CASE WHEN NOT ${forgetRef} THEN coalesce(${ref?.ts ?? null}, "refTs") END,
            lane = CASE
              WHEN kind = 'home' THEN lane WHEN ${forgetRef} THEN ${POST_LANE} || "to"
              WHEN ${ref !== null} THEN ${UPDATE_LANE} ELSE lane
            END,
            unsure = ${unsure}, "cutAt" = CASE WHEN ${unsure} THEN coalesce(${cutAt}::timestamptz, "cutAt") END,
            leased = false, "notBefore" = ${notBefore}::timestamptz, "lastError" = ${error}
          WHERE id = ${id} AND lease = ${lease}`,
      );
    },

    async block(id, lease, error) {
      await prisma.mirror.updateMany({
        where: { id, lease },
        data: { blocked: error, lastError: error, leased: false },
      });
    },

    async holdLane(lane, until) {
      await prisma.lane.updateMany({ where: { id: lane, nextAt: { lt: until } }, data: { nextAt: until } });
    },

    async behind() {
      const [{ behind }] = await prisma.$queryRaw<[{ behind: number }]>`
        SELECT count(*)::int AS behind FROM "Mirror" WHERE wanted > shown AND blocked IS NULL`;
      return behind;
    },
  };
}
