/** Changes of the rules: each with its event and the cards that show it, in one transaction, one at a time. */
import type { RulesStore } from "../app/ports.ts";
import { instant, toMs } from "../clock.ts";
import { type PolicyCardStage, policyCardPrefix, policyCards } from "../domain/policyCards.ts";
import { decideRelease, type Release, type Version } from "../domain/releases.ts";
import { RULES_CHAIN } from "../domain/rulesEvents.ts";
import type { SlackId } from "../ids.ts";
import type { PolicyVersion, Prisma, PrismaClient } from "./generated/client.ts";
import { raiseHomes } from "./mirrors/homes.ts";
import { raiseMirrors } from "./mirrors/raise.ts";
import { appendingTo, record } from "./ownChains.ts";

/** Who changes the rules waits for who is changing them: a version's number is the next one. */
function changing<T>(prisma: PrismaClient, change: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> {
  return appendingTo(prisma, RULES_CHAIN, change);
}

export function releases(prisma: PrismaClient): Pick<RulesStore, "release" | "refreshCards" | "applyTeam"> {
  return {
    async release({ command, canonical, by, note, actor, at, stewards }) {
      return changing(prisma, async (tx) => {
        const rows = await tx.policyVersion.findMany({ omit: { canonical: true } });
        const release = decideRelease(rows.map(versionOf), command, { by, note }, at);
        if (release.kind !== "released") return release;
        await writeStatus(tx, release);
        const { version, hash } = release.version;
        if (release.event.type === "policy_published") {
          const { canary } = release.event;
          if (canonical === null) throw new TypeError("a publication without content");
          const tried = canary && {
            share: canary.share,
            control: canary.control.version,
            endsAt: canary.until,
            cardsAt: at,
          };
          const status = tried ? "canary" : "active";
          await tx.policyVersion.create({
            data: { version, hash, canonical, by, note, at, status, ...tried },
          });
        }
        await record(tx, RULES_CHAIN, at, actor, release.event);
        await raiseCards(tx, version, stagesOf(release), stewards, at);
        return release;
      });
    },

    async refreshCards(version, stewards, now, everyMs) {
      return prisma.$transaction(async (tx) => {
        const before = instant(toMs(now) - everyMs);
        // Of two instances that ask at once the second waits for the first, and then finds it done.
        const [row] = await tx.$queryRaw<{ over: boolean }[]>`
          UPDATE "PolicyVersion" SET "cardsAt" = ${now}::timestamptz
          WHERE version = ${version} AND status = 'canary' AND (
            "cardsAt" <= ${before}::timestamptz OR ("cardsAt" < "endsAt" AND "endsAt" <= ${now}::timestamptz)
          ) RETURNING "endsAt" <= ${now}::timestamptz AS over`;
        if (!row) return false;
        await raiseCards(tx, version, row.over ? ["begun", "over"] : ["begun"], stewards, now);
        return true;
      });
    },

    async applyTeam(entry) {
      return changing(prisma, async (tx) => {
        const { teamVersion } = tx;
        const active = await teamVersion.findFirst({ where: { status: "active" } });
        if (active?.hash === entry.hash) return { version: active.version, same: true };
        const last = await teamVersion.aggregate({ _max: { version: true } });
        const version = (last._max.version ?? 0) + 1;
        await teamVersion.updateMany({ where: { status: "active" }, data: { status: "retired" } });
        await teamVersion.create({ data: { ...entry, version, status: "active" } });
        const { hash, by, at } = entry;
        await record(tx, RULES_CHAIN, at, "command", { type: "team_applied", team: { version, hash }, by });
        return { version, same: false };
      });
    },
  };
}

/** What is active makes room first: there is never more than one. */
async function writeStatus(
  tx: Prisma.TransactionClient,
  { status }: Extract<Release, { kind: "released" }>,
): Promise<void> {
  const changes = [...status].toSorted(([, a], [, b]) => Number(a === "active") - Number(b === "active"));
  for (const [version, status] of changes) {
    await tx.policyVersion.updateMany({ where: { version }, data: { status } });
  }
}

/** Where somebody should look now. A publication in full, or a return to the version before, has no card. */
function stagesOf({ event }: Extract<Release, { kind: "released" }>): PolicyCardStage[] {
  if (event.type === "policy_published") return event.canary ? ["begun"] : [];
  return event.type === "policy_rolled_back" && event.because ? ["guard"] : [];
}

/** These cards, all that there are about the version, and what stewards see of it on their Homes. */
async function raiseCards(
  tx: Prisma.TransactionClient,
  version: number,
  stages: readonly PolicyCardStage[],
  stewards: readonly SlackId[],
  at: string,
): Promise<void> {
  const there = await tx.mirror.findMany({
    where: { kind: "policy", id: { startsWith: policyCardPrefix(version) } },
    select: { id: true, kind: true, leadId: true, to: true },
  });
  const cards = new Map([...there, ...policyCards(version, stages, stewards)].map((card) => [card.id, card]));
  await raiseMirrors(tx, [...cards.values()], at);
  await raiseHomes(tx, stewards, at);
}

/** A version as decisions about it see it. */
function versionOf({ version, hash, status, share, endsAt }: Omit<PolicyVersion, "canonical">): Version {
  const canary = share !== null && endsAt !== null ? { share, until: endsAt.toISOString() } : null;
  return { version, hash, status, canary };
}
