/** `HomeStore` on the database. Homes are mirrors that no decision on a lead raises. */
import type { Held, HomeStore } from "../../app/homes/ports.ts";
import type { Instant } from "../../clock.ts";
import { homeId, homeOf } from "../../domain/homes.ts";
import { laneOf } from "../../domain/mirrors.ts";
import type { SlackId } from "../../ids.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { QUEUE_RANK } from "../leads/leadRow.ts";
import { readRecords } from "../leads/records.ts";
import { retried } from "../retry.ts";

export function homeStore(prisma: PrismaClient): HomeStore {
  return {
    /** What was given up on is tried again: whoever opens their Home is there to see it. */
    async open(person, at) {
      const { id, kind, leadId, to } = homeOf(person);
      await retried(
        () => prisma.$executeRaw`
          INSERT INTO "Mirror" AS old (id, kind, "leadId", "to", lane, wanted, "notBefore")
          VALUES (${id}, ${kind}::"MirrorKind", ${leadId}, ${to}, ${laneOf({ kind, to }, false)}, 1, ${at}::timestamptz)
          ON CONFLICT (id) DO UPDATE SET
            wanted = old.wanted + 1, blocked = null,
            "notBefore" = CASE WHEN old.leased THEN old."notBefore" ELSE excluded."notBefore" END`,
      );
    },

    raise: (people, at) => retried(() => raiseHomes(prisma, people, at)),

    async raiseAll(at, { atOnce, apartMs }) {
      await retried(
        () => prisma.$executeRaw`
          WITH held AS (
            SELECT id FROM "Mirror" WHERE kind = 'home' ORDER BY id FOR UPDATE
          ), there AS (
            SELECT id, greatest(row_number() OVER (ORDER BY id) - ${atOnce}::int, 0) AS nth FROM held
          )
          UPDATE "Mirror" AS home SET
            wanted = home.wanted + 1,
            "notBefore" = CASE
              WHEN home.wanted > home.shown THEN home."notBefore"
              ELSE ${at}::timestamptz + there.nth * ${apartMs}::int * interval '1 ms'
            END
          FROM there WHERE home.id = there.id`,
      );
    },

    async held(person, as, limit) {
      const mine = heldAs(person, as);
      const order =
        as === "accepted" ? Prisma.sql`since DESC, id DESC` : Prisma.sql`"queueRank", "queueAt", id`;
      const [rows, [{ total }]] = await Promise.all([
        readRecords(
          prisma,
          Prisma.sql`SELECT * FROM "Lead" WHERE ${mine} ORDER BY ${order} LIMIT ${limit}`,
          as === "accepted"
            ? Prisma.sql`lead.since DESC, lead.id DESC`
            : Prisma.sql`lead."queueRank", lead."queueAt", lead.id`,
        ),
        prisma.$queryRaw<[{ total: number }]>`SELECT count(*)::int AS total FROM "Lead" WHERE ${mine}`,
      ]);
      return { records: rows.map(({ record }) => record), total };
    },
  };
}

/**
 * Those of these people's Homes that exist are behind from now on. Also within a transaction that changes what they show.
 * In order of their ids, so that two of these never wait for each other.
 */
export async function raiseHomes(
  tx: Pick<Prisma.TransactionClient, "$executeRaw">,
  people: readonly SlackId[],
  at: Instant,
): Promise<void> {
  if (people.length === 0) return;
  await tx.$executeRaw`
    WITH held AS (
      SELECT id FROM "Mirror" WHERE id = ANY(${people.map(homeId)}::text[]) ORDER BY id FOR UPDATE
    )
    UPDATE "Mirror" AS home SET
      wanted = home.wanted + 1,
      "notBefore" = CASE
        WHEN home.wanted > home.shown AND home.attempts > 0 THEN home."notBefore"
        WHEN home.wanted > home.shown THEN least(home."notBefore", ${at}::timestamptz)
        ELSE ${at}::timestamptz
      END
    FROM held WHERE home.id = held.id`;
}

/** Offered ones whether overdue or not: the overdue have the lower rank, and come first. */
const RANKS: Readonly<Record<Exclude<Held, "accepted">, readonly number[]>> = {
  offered: [QUEUE_RANK.overdue, QUEUE_RANK.offered],
  overflow: [QUEUE_RANK.overflow],
  review: [QUEUE_RANK.review],
};

function heldAs(person: SlackId, as: Held): Prisma.Sql {
  if (as === "accepted") return Prisma.sql`owner = ${person} AND state = 'accepted'`;
  return Prisma.sql`owner = ${person} AND "queueRank" = ANY(${[...RANKS[as]]}::int[])`;
}
