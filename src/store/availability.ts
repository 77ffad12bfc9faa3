/** `AvailabilityStore` on the database. */
import type { AvailabilityStore } from "../app/availability/ports.ts";
import {
  type AvailabilityKnown,
  type Away,
  decideAvailability,
  SLACK_SAYS_NOTHING,
  type SlackSays,
} from "../domain/availability.ts";
import { DESK_CHAIN } from "../domain/deskEvents.ts";
import { EMPTY_LEDGER, type LedgerData } from "../domain/ledgers.ts";
import type { SlackId } from "../ids.ts";
import type { Availability, Heard, Prisma, PrismaClient } from "./generated/client.ts";
import { appendingTo, record } from "./ownChains.ts";

export function availabilityStore(prisma: PrismaClient): AvailabilityStore {
  return {
    async all(now) {
      const rows = await prisma.availability.findMany({
        where: { OR: [{ until: null }, { until: { gt: now } }] },
      });
      return new Map(rows.map((row) => [row.slack, awayOf(row)]));
    },

    async known(people) {
      const where = { slack: { in: [...people] } };
      const [away, heard] = await Promise.all([
        prisma.availability.findMany({ where }),
        prisma.heard.findMany({ where }),
      ]);
      const aways = new Map(away.map((row) => [row.slack, row]));
      const heards = new Map(heard.map((row) => [row.slack, row]));
      const those = people.filter((person) => aways.has(person) || heards.has(person));
      return new Map(those.map((person) => [person, knownOf(aways.get(person), heards.get(person))]));
    },

    async returning(now) {
      const rows = await prisma.availability.findMany({
        where: { until: { lte: now } },
        orderBy: { slack: "asc" },
        select: { slack: true },
      });
      return rows.map(({ slack }) => slack);
    },

    async change({ person, command, actor, at }) {
      return appendingTo(prisma, DESK_CHAIN, async (tx) => {
        const where = { slack: person };
        const away = await tx.availability.findUnique({ where });
        const heard = await tx.heard.findUnique({ where });
        const decision = decideAvailability(person, knownOf(away, heard), command, at);
        if (!decision.ok) return { kind: "refused", why: decision.refused };
        const { events, known } = decision;
        if (command.do === "hear") await writeHeard(tx, person, known.heard);
        if (events.length === 0) return { kind: "done", changed: false, known };
        await disturbLedgers(tx, person);
        await writeAway(tx, person, known.away);
        for (const event of events) await record(tx, DESK_CHAIN, at, actor, event);
        return { kind: "done", changed: true, known };
      });
    },
  };
}

/**
 * Makes whoever is deciding on these ledgers decide again, with what this transaction writes in sight. Locked in the
 * order of `commit_leads`: by id. By hand, because a row and its version must come to be in one statement.
 */
async function disturbLedgers(tx: Prisma.TransactionClient, person: SlackId): Promise<void> {
  const ledgers: readonly [id: string, empty: LedgerData[keyof LedgerData]][] = [
    [`claims:${person}`, EMPTY_LEDGER.claims],
    ["share", EMPTY_LEDGER.share],
  ];
  for (const [id, empty] of ledgers) {
    await tx.$executeRaw`
      INSERT INTO "Ledger" AS ledger (id, version, data) VALUES (${id}, 1, ${JSON.stringify(empty)}::jsonb)
      ON CONFLICT (id) DO UPDATE SET
        version = ledger.version + 1,
        data = CASE WHEN ledger.version = 0 THEN excluded.data ELSE ledger.data END`;
  }
}

async function writeAway(tx: Prisma.TransactionClient, slack: SlackId, away: Away | null): Promise<void> {
  if (away === null) await tx.availability.deleteMany({ where: { slack } });
  else await tx.availability.upsert({ where: { slack }, create: { slack, ...away }, update: away });
}

async function writeHeard(
  tx: Prisma.TransactionClient,
  slack: SlackId,
  { doNotDisturb, status }: SlackSays,
): Promise<void> {
  const row = {
    doNotDisturbUntil: doNotDisturb?.until ?? null,
    statusSet: status !== null,
    statusUntil: status?.until ?? null,
  };
  await tx.heard.upsert({ where: { slack }, create: { slack, ...row }, update: row });
}

function awayOf({ since, until, by, because }: Availability): Away {
  return { since: since.toISOString(), until: until?.toISOString() ?? null, by, because };
}

function knownOf(away: Availability | null | undefined, heard: Heard | null | undefined): AvailabilityKnown {
  return { away: away ? awayOf(away) : null, heard: heard ? heardOf(heard) : SLACK_SAYS_NOTHING };
}

function heardOf({ doNotDisturbUntil, statusSet, statusUntil }: Heard): SlackSays {
  return {
    doNotDisturb: doNotDisturbUntil && { until: doNotDisturbUntil.toISOString() },
    status: statusSet ? { until: statusUntil?.toISOString() ?? null } : null,
  };
}
