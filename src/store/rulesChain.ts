/** The rules' own chain of events, beside those of the leads: every change of the rules is on record in it. */
import type { CanaryEnd } from "../app/rulesPorts.ts";
import type { Instant } from "../clock.ts";
import { GENESIS, link } from "../domain/chain.ts";
import { RULES_CHAIN, type RulesEventBody } from "../domain/rulesEvents.ts";
import type { Prisma, PrismaClient } from "./generated/client.ts";
import { eventValues } from "./leads/eventRow.ts";

/** Appends an event. Whoever calls it is alone: two that continued from the same event would break the chain. */
export async function record(
  tx: Prisma.TransactionClient,
  at: Instant,
  actor: string,
  body: RulesEventBody,
): Promise<void> {
  const end = await tx.chain.findUnique({ where: { id: RULES_CHAIN } });
  const [event] = link(RULES_CHAIN, end ?? { seq: 0, head: GENESIS }, at, actor, [body]);
  if (!event) throw new TypeError("one body gave no event");
  const { seq, hash: head } = event;
  await tx.leadEvent.create({ data: eventValues(event) });
  await tx.chain.upsert({
    where: { id: RULES_CHAIN },
    create: { id: RULES_CHAIN, seq, head },
    update: { seq, head },
  });
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
