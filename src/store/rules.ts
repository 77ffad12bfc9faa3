/** `RulesStore` on the database: policies and teams, each version written once, one of each active, one policy a canary. */
import type { PublishedPolicy, RulesStore } from "../app/ports.ts";
import { compilePolicy } from "../policy/compilePolicy.ts";
import { compileTeam } from "../policy/compileTeam.ts";
import type { CompiledPolicy, Problem, Team } from "../policy/types.ts";
import type { PolicyVersion, PrismaClient } from "./generated/client.ts";
import { canaryEnds } from "./ownChains.ts";
import { releases } from "./releases.ts";

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

  // Asked before every command: a look-up by index, so that a publication counts at once in every instance.
  async function inForce() {
    const rows = await prisma.policyVersion.findMany({
      where: { status: { in: ["active", "canary"] } },
      omit: { canonical: true, by: true, note: true },
    });
    const active = rows.find(({ status }) => status === "active");
    const canary = rows.find(({ status }) => status === "canary");
    return {
      active: active ? await compiled(active.version, active.hash) : null,
      canary: canary ? { ...(await compiled(canary.version, canary.hash)), ...canaryOf(canary) } : null,
    };
  }

  return {
    ...releases(prisma),
    inForce,

    async activePolicy() {
      return (await inForce()).active;
    },

    async policy(version) {
      const row = await prisma.policyVersion.findUnique({ where: { version }, select: { hash: true } });
      return row && compiled(version, row.hash);
    },

    async policies() {
      const [rows, ends] = await Promise.all([
        prisma.policyVersion.findMany({ orderBy: { version: "desc" }, omit: { canonical: true } }),
        canaryEnds(prisma),
      ]);
      return rows.map(({ version, hash, status, by, note, at, share, control, endsAt }): PublishedPolicy => {
        const ended = ends.get(version) ?? null;
        const canary =
          share === null || control === null || endsAt === null
            ? null
            : { share, control, until: endsAt.toISOString(), ended };
        return { version, hash, status, by, note, at: at.toISOString(), canary };
      });
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
  };
}

function canaryOf(row: Pick<PolicyVersion, "at" | "share" | "control" | "endsAt">) {
  const { at, share, control, endsAt } = row;
  if (share === null || control === null || endsAt === null) {
    throw new TypeError("a canary without its share, its control or its end");
  }
  return { share, control, since: at.toISOString(), until: endsAt.toISOString() };
}

/** Only what passed the check is stored, so it was another version of Baton, which knew more, that stored it. */
function unreadable(what: string, problems: readonly Problem[]): Error {
  const [first] = problems;
  return new Error(
    `The stored ${what} cannot be read by this version of Baton: ${first?.path}: ${first?.what}`,
  );
}
