/**
 * The one way a decision is written: a single call of the function `commit_leads` (in the migrations), which is one
 * transaction and one round trip. What the function locks, and in which order, stands there.
 */
import type { Commit, CommitResult, LeadStore } from "../../app/ports.ts";
import { nextDue } from "../../domain/lead.ts";
import type { LedgerChange } from "../../domain/ledgers.ts";
import { laneOf } from "../../domain/mirrors.ts";
import type { LeadId } from "../../ids.ts";
import type { Database } from "../database/open.ts";
import { retried } from "../retry.ts";
import { deadlineValues } from "./deadlineRow.ts";
import { eventValues } from "./eventRow.ts";
import { leadValues } from "./leadRow.ts";

/** By `pg` itself: Prisma's way to the same prepared statement adds a fifth to the time of a commit. */
const statement = {
  name: "commit_leads",
  text: "SELECT commit_leads($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS lost",
};

export function commits({ pool }: Pick<Database, "pool">): Pick<LeadStore, "commit" | "commitMany"> {
  /** All or nothing: the leads that have moved on, or `ledger`; none when everything was written. */
  async function write(
    commits: readonly Commit[],
    ledgers: readonly LedgerChange[],
  ): Promise<"ledger" | readonly LeadId[]> {
    const values = changeOf(commits, ledgers);
    const { rows } = await retried(() => pool.query<{ lost: LeadId[] | null }>({ ...statement, values }));
    const [{ lost } = { lost: [] }] = rows;
    return lost ?? "ledger";
  }

  return {
    async commit(commit: Commit): Promise<CommitResult> {
      const lost = await write([commit], commit.ledgers);
      return lost.length === 0 ? "won" : "lost";
    },

    async commitMany(commits, ledgers) {
      const losers: LeadId[] = [];
      let left = commits;
      while (left.length > 0) {
        const lost = await write(left, ledgers);
        if (lost === "ledger") return { lost };
        losers.push(...lost);
        if (lost.length === 0 || ledgers.length > 0) break;
        // The losers have lost for good; without a ledger between them the others do not depend on them.
        left = left.filter(({ lead }) => !lost.includes(lead.id));
      }
      return { lost: losers };
    },
  };
}

/** The parameters of `commit_leads`, in their order. What is empty is null, and costs nothing there. */
function changeOf(commits: readonly Commit[], ledgers: readonly LedgerChange[]) {
  const ended = commits.flatMap(({ lead }) => (nextDue(lead) ? [] : lead.id));
  const enriched = commits.flatMap(({ lead, enrichment }) => (enrichment === "over" ? lead.id : []));
  const lifted = commits.flatMap((commit) => commit.lifted ?? []);
  return [
    json(commits.map(({ lead, expected }) => ({ ...leadValues(lead), expected }))),
    json(commits.flatMap(({ events }) => events.map(eventValues))),
    json(commits.flatMap(({ lead }) => deadlineValues(lead) ?? [])),
    ended.length > 0 ? ended : null,
    json(commits.flatMap(mirrorValues)),
    json(
      commits.flatMap(({ lead, notice }) =>
        notice ? { noticeId: notice.id, leadId: lead.id, turn: notice.turn } : [],
      ),
    ),
    json(commits.flatMap(({ lead, trace }) => (trace ? { leadId: lead.id, cycle: trace.cycle, trace } : []))),
    json(commits.flatMap(({ lead, note }) => (note ? { leadId: lead.id, ...note } : []))),
    json(commits.flatMap(suppressionValues)),
    lifted.length > 0 ? lifted : null,
    json(commits.flatMap(({ lead, person }) => (person ? { leadId: lead.id, ...person } : []))),
    json(commits.flatMap(enrichmentValues)),
    enriched.length > 0 ? enriched : null,
    json(ledgers),
  ];
}

function json(rows: readonly object[]): string | null {
  return rows.length > 0 ? JSON.stringify(rows) : null;
}

/** `notBefore`: as soon as there is something to show. */
function mirrorValues({ lead, events, raise }: Commit) {
  const notBefore = events.at(-1)?.at ?? lead.since;
  return raise.map((mirror) => ({ ...mirror, lane: laneOf(mirror, false), notBefore }));
}

function enrichmentValues({ lead, enrichment }: Commit) {
  if (enrichment === undefined || enrichment === "over") return [];
  return [{ leadId: lead.id, cycle: lead.cycle, since: lead.since, ...enrichment }];
}

function suppressionValues({ lead, suppression }: Commit) {
  if (!suppression) return [];
  const { identities, until, because } = suppression;
  return identities.map((identity) => ({ identity, until, because, leadId: lead.id }));
}
