/** The chains of events that are no lead's, beside those of the leads: what changes there is on record in them. */
import type { CanaryEnd } from "../app/rulesPorts.ts";
import type { Instant } from "../clock.ts";
import { GENESIS, link } from "../domain/chain.ts";
import type { OwnChain, OwnEvents } from "../domain/ownChains.ts";
import { RULES_CHAIN } from "../domain/rulesEvents.ts";
import type { Prisma, PrismaClient } from "./generated/client.ts";
import { eventValues } from "./leads/eventRow.ts";

/**
 * What transactions that append to a chain wait for each other by. Any constants will do, as long as they stay and nothing
 * else waits by them (`audit/append.ts`).
 */
const LOCKS: Readonly<Record<OwnChain, number>> = { rules: 4_201_001, desk: 4_201_003 };

/** Runs `change` in one transaction, alone among those that append to the chain. */
export function appendingTo<T>(
  prisma: PrismaClient,
  chain: OwnChain,
  change: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS[chain]})`;
    return change(tx);
  });
}

/** Appends an event. Only within `appendingTo`: two that continued from the same event would break the chain. */
export async function record<Chain extends OwnChain>(
  tx: Prisma.TransactionClient,
  chain: Chain,
  at: Instant,
  actor: string,
  body: OwnEvents[Chain],
): Promise<void> {
  const end = await tx.chain.findUnique({ where: { id: chain } });
  const [event] = link(chain, end ?? { seq: 0, head: GENESIS }, at, actor, [body]);
  if (!event) throw new TypeError("one body gave no event");
  const { seq, hash: head } = event;
  await tx.leadEvent.create({ data: eventValues(event) });
  await tx.chain.upsert({ where: { id: chain }, create: { id: chain, seq, head }, update: { seq, head } });
}

/** What came of each canary that is over, by its version. */
export async function canaryEnds(prisma: PrismaClient): Promise<Map<number, CanaryEnd>> {
  const rows = await prisma.leadEvent.findMany({
    where: { leadId: RULES_CHAIN, type: { in: ["policy_promoted", "policy_rolled_back"] } },
    orderBy: { seq: "asc" },
    select: { at: true, actor: true, type: true, payload: true },
  });
  const ends = rows.map(({ at, actor, type, payload }): CanaryEnd => {
    const body = { type, ...(payload as object) } as CanaryEnd["body"];
    return { at: at.toISOString(), actor, body };
  });
  return new Map(
    ends
      .filter(({ body }) => body.type === "policy_promoted" || body.canary)
      .map((end) => [end.body.policy.version, end]),
  );
}
