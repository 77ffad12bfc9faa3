/** `ReportStore` on the database: which slots of the reports have been taken. */
import type { ReportStore } from "../app/reportPorts.ts";
import type { Instant } from "../clock.ts";
import { DESK_CHAIN } from "../domain/deskEvents.ts";
import { type ReportSlot, reportId, reportMirror, type SchedulesInForce } from "../domain/reports.ts";
import { reportSchedules } from "../policy/compileTeam.ts";
import type { Prisma, PrismaClient } from "./generated/client.ts";
import { raiseMirrors } from "./mirrors/raise.ts";
import { appendingTo, record } from "./ownChains.ts";

type StoredReports = Parameters<typeof reportSchedules>[0];

const keyOf = ({ name, slot }: ReportSlot) => ({ name_slotAt: { name, slotAt: slot } });

export function reportStore(prisma: PrismaClient): ReportStore {
  // A version never changes: each is read once, newest last.
  const known: { readonly version: number; readonly schedules: SchedulesInForce }[] = [];

  return {
    /** By hand, because Prisma would bring the whole roster along with each team's schedules. */
    async schedules() {
      const after = known.at(-1)?.version ?? 0;
      const rows = await prisma.$queryRaw<
        { version: number; at: Date; timezone: string; reports: StoredReports | null }[]
      >`
        SELECT version, at, canonical::jsonb ->> 'timezone' AS timezone, canonical::jsonb -> 'reports' AS reports
        FROM "TeamVersion" WHERE version > ${after} ORDER BY version`;
      for (const { version, at, timezone, reports } of rows) {
        // Another look may have been under way.
        if (version <= (known.at(-1)?.version ?? 0)) continue;
        const schedules = {
          from: at.toISOString(),
          timezone,
          reports: reportSchedules(reports ?? undefined),
        };
        known.push({ version, schedules });
      }
      return known.map(({ schedules }) => schedules).reverse();
    },

    async latestTaken() {
      const rows = await prisma.report.groupBy({ by: ["name"], _max: { slotAt: true } });
      return new Map(
        rows.flatMap(({ name, _max }) => (_max.slotAt ? [[name, _max.slotAt.toISOString()]] : [])),
      );
    },

    async take(slot, { from, to }, channel, at) {
      return appendingTo(prisma, DESK_CHAIN, async (tx) => {
        const { name, slot: slotAt } = slot;
        if (await tx.report.findFirst({ where: { name, slotAt: { gte: slotAt } } })) return false;
        await tx.report.create({ data: { name, slotAt, coversFrom: from, coversTo: to } });
        await record(tx, DESK_CHAIN, at, "clock", {
          type: "report_posted",
          report: name,
          slot: slotAt,
          from,
          to,
        });
        await raiseMirrors(tx, [reportMirror(slot, channel)], at);
        return true;
      });
    },

    async taken(slot) {
      const row = await prisma.report.findUnique({ where: keyOf(slot) });
      if (!row) return null;
      return {
        ...slot,
        from: row.coversFrom.toISOString(),
        to: row.coversTo.toISOString(),
        page: row.page,
        picture: row.picture,
      };
    },

    /** By hand: one statement is one snapshot. A digest that has been taken has its mirror: both are written at once. */
    async digestsOf(at) {
      const rows = await prisma.$queryRaw<{ slotAt: Date; to: string }[]>`
        SELECT report."slotAt", mirror."to" FROM "Report" AS report
        JOIN "Mirror" AS mirror ON mirror.id = 'report:override_digest:' || to_char(
          report."slotAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        WHERE report.name = 'override_digest' AND (
          (report."coversFrom" <= ${at}::timestamptz AND report."coversTo" > ${at}::timestamptz)
          OR report."slotAt" = (SELECT max("slotAt") FROM "Report" WHERE name = 'override_digest')
        )`;
      return rows.map(({ slotAt, to }) =>
        reportMirror({ name: "override_digest", slot: slotAt.toISOString() }, to),
      );
    },

    /** The first time counts: a message that had to be posted anew is the same report. */
    async posted({ name, slot }, at) {
      await prisma.report.updateMany({
        where: { name, slotAt: slot, postedAt: null },
        data: { postedAt: at },
      });
    },

    async pictured({ name, slot }, picture) {
      await prisma.report.updateMany({ where: { name, slotAt: slot }, data: { picture } });
    },

    async turnTo(slot, page, at) {
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.report.updateMany({
          where: { name: slot.name, slotAt: slot.slot, NOT: { page } },
          data: { page },
        });
        if (count === 0) return (await tx.report.findUnique({ where: keyOf(slot) })) !== null;
        return showReportAgain(tx, slot, at);
      });
    },
  };
}

/** A report's message is rendered again as soon as `at`. Gives whether it has one. */
async function showReportAgain(
  tx: Prisma.TransactionClient,
  slot: ReportSlot,
  at: Instant,
): Promise<boolean> {
  const mirror = await tx.mirror.findUnique({ where: { id: reportId(slot) }, select: { to: true } });
  if (mirror) await raiseMirrors(tx, [reportMirror(slot, mirror.to)], at);
  return mirror !== null;
}
