/** `RulesStore` on the database: policies and teams, each version written once, one of each active. */
import type { RulesStore } from "../app/ports.ts";
import { compilePolicy } from "../policy/compilePolicy.ts";
import { compileTeam } from "../policy/compileTeam.ts";
import type { CompiledPolicy, Problem, Team } from "../policy/types.ts";
import type { Prisma, PrismaClient } from "./generated/client.ts";

/** Who publishes rules waits for who is publishing: a version's number is the next one. Any constant will do. */
const PUBLISHING = 4_201_001;

export function rulesStore(prisma: PrismaClient): RulesStore {
  // Compiled once, kept for good: a hash never stands for other content, and few versions are in use at a time.
  const policies = new Map<string, CompiledPolicy>();
  const teams = new Map<string, Team>();

  /** The policy of a version whose hash is known; its text is only read when it is not compiled yet. */
  async function compiled(version: number, hash: string) {
    let policy = policies.get(hash);
    if (!policy) {
      const { canonical } = await prisma.policyVersion.findUniqueOrThrow({ where: { version } });
      const result = compilePolicy(canonical);
      if (!result.ok) throw unreadable(`policy version ${version}`, result.problems);
      policy = result.policy;
      policies.set(hash, policy);
    }
    return { ref: { version, hash }, policy };
  }

  /** Runs `publish` alone, in one transaction. */
  function publishing<T>(publish: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> {
    return prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PUBLISHING})`;
      return publish(tx);
    });
  }

  return {
    // Asked before every command: a look-up by index, so that a publication counts at once in every instance.
    async activePolicy() {
      const active = await prisma.policyVersion.findFirst({
        where: { status: "active" },
        select: { version: true, hash: true },
      });
      return active && compiled(active.version, active.hash);
    },

    async policy(version) {
      const row = await prisma.policyVersion.findUnique({ where: { version }, select: { hash: true } });
      return row && compiled(version, row.hash);
    },

    async publishPolicy(entry) {
      return publishing(async ({ policyVersion }) => {
        const active = await policyVersion.findFirst({ where: { status: "active" } });
        if (active?.hash === entry.hash) return { version: active.version, same: true };
        const last = await policyVersion.aggregate({ _max: { version: true } });
        const version = (last._max.version ?? 0) + 1;
        await policyVersion.updateMany({ where: { status: "active" }, data: { status: "retired" } });
        await policyVersion.create({ data: { ...entry, version, status: "active" } });
        return { version, same: false };
      });
    },

    async policies() {
      const rows = await prisma.policyVersion.findMany({
        orderBy: { version: "desc" },
        omit: { canonical: true },
      });
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },

    async activeTeam() {
      const active = await prisma.teamVersion.findFirst({
        where: { status: "active" },
        select: { version: true, hash: true },
      });
      if (!active) return null;
      const { version, hash } = active;
      let team = teams.get(hash);
      if (!team) {
        const { canonical } = await prisma.teamVersion.findUniqueOrThrow({ where: { version } });
        const result = compileTeam(canonical);
        if (!result.ok) throw unreadable(`team version ${version}`, result.problems);
        team = result.team;
        teams.set(hash, team);
      }
      return { version, team };
    },

    async applyTeam(entry) {
      return publishing(async ({ teamVersion }) => {
        const active = await teamVersion.findFirst({ where: { status: "active" } });
        if (active?.hash === entry.hash) return { version: active.version, same: true };
        const last = await teamVersion.aggregate({ _max: { version: true } });
        const version = (last._max.version ?? 0) + 1;
        await teamVersion.updateMany({ where: { status: "active" }, data: { status: "retired" } });
        await teamVersion.create({ data: { ...entry, version, status: "active" } });
        return { version, same: false };
      });
    },
  };
}

/** Only what passed the check is stored, so it was another version of Baton, which knew more, that stored it. */
function unreadable(what: string, problems: readonly Problem[]): Error {
  const [first] = problems;
  return new Error(
    `The stored ${what} cannot be read by this version of Baton: ${first?.path}: ${first?.what}`,
  );
}
