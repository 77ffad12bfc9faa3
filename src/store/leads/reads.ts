/** Looking leads up, with what is kept about them. */
import type { LeadStore } from "../../app/ports.ts";
import { EMPTY_LEDGER, type LedgerData, type LedgerKind } from "../../domain/ledgers.ts";
import type { LeadId } from "../../ids.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { type EventRow, eventOf } from "./eventRow.ts";
import { QUEUE_RANK } from "./leadRow.ts";
import { readRecords } from "./records.ts";

type Reads = Pick<
  LeadStore,
  | "load"
  | "loadMany"
  | "events"
  | "notes"
  | "noticeLeads"
  | "ledger"
  | "suppressions"
  | "openOffers"
  | "askedReviewers"
  | "heldBy"
>;

/** With the rep and not overdue yet, or overdue: both are `offered`. */
const OFFERED: number[] = [QUEUE_RANK.offered, QUEUE_RANK.overdue];
/** Offered, overdue or not, with the Overflow Manager, or with a reviewer. */
const HELD: number[] = [...OFFERED, QUEUE_RANK.overflow, QUEUE_RANK.review];

export function reads(prisma: PrismaClient): Reads {
  return {
    async load(id) {
      const rows = await readRecords(prisma, Prisma.sql`SELECT * FROM "Lead" WHERE id = ${id}`);
      return rows[0]?.record ?? null;
    },

    async loadMany(ids) {
      if (ids.length === 0) return new Map();
      const rows = await readRecords(
        prisma,
        Prisma.sql`SELECT * FROM "Lead" WHERE id = ANY(${[...ids]}::text[])`,
      );
      return new Map(rows.map(({ record }): [LeadId, typeof record] => [record.lead.id, record]));
    },

    async events(id) {
      const rows = await prisma.leadEvent.findMany({ where: { leadId: id }, orderBy: { seq: "asc" } });
      return rows.map((row) => eventOf(row as EventRow));
    },

    async notes(id) {
      return prisma.note.findMany({
        where: { leadId: id },
        orderBy: { no: "asc" },
        select: { turn: true, by: true, text: true },
      });
    },

    async noticeLeads(noticeId) {
      const rows = await readRecords<{ no: bigint; turn: number }>(
        prisma,
        Prisma.sql`
          SELECT one.*, joined.no, joined.turn FROM "NoticeTurn" AS joined
          JOIN "Lead" AS one ON one.id = joined."leadId" WHERE joined."noticeId" = ${noticeId}`,
        Prisma.sql`no`,
      );
      return rows.map(({ record, row }) => ({ record, turn: row.turn }));
    },

    async ledger<K extends LedgerKind>(kind: K, id: string) {
      const row = await prisma.ledger.findUnique({ where: { id } });
      // Version 0 only reserves the row, see commit_leads.
      if (!row || row.version === 0) return { id, version: 0, data: EMPTY_LEDGER[kind] };
      return { id, version: row.version, data: row.data as unknown as LedgerData[K] };
    },

    async suppressions(identities) {
      const asked = [...new Set(identities.flat())];
      if (asked.length === 0) return identities.map(() => null);
      const rows = await prisma.$queryRaw<{ identity: string; until: Date | null; because: string }[]>`
        SELECT identity, until, because FROM "Suppression" WHERE identity = ANY(${asked}::text[])`;
      const byIdentity = new Map(
        rows.map(({ identity, until, because }) => [
          identity,
          { until: until?.toISOString() ?? null, because },
        ]),
      );
      return identities.map((own) => longest(own.flatMap((identity) => byIdentity.get(identity) ?? [])));
    },

    async openOffers() {
      const rows = await prisma.lead.groupBy({
        by: ["owner"],
        where: { queueRank: { in: OFFERED }, owner: { not: null } },
        _count: true,
      });
      return new Map(rows.map(({ owner, _count }) => [owner as string, _count]));
    },

    async askedReviewers() {
      const rows = await prisma.lead.groupBy({
        by: ["owner"],
        where: { queueRank: QUEUE_RANK.review, owner: { not: null } },
      });
      return rows.map(({ owner }) => owner as string);
    },

    async heldBy(person) {
      const rows = await prisma.lead.findMany({
        where: { owner: person, queueRank: { in: HELD } },
        orderBy: { id: "asc" },
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
  };
}

/** The suppression that ends last; one without an end beats all. */
function longest<S extends { until: string | null }>(suppressions: readonly S[]): S | null {
  return suppressions.reduce<S | null>(
    (best, one) =>
      best && (best.until === null || (one.until !== null && one.until <= best.until)) ? best : one,
    null,
  );
}
