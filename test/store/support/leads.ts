/** Leads whose state is what their events come to, as the use cases make them. */
import type { Commit, LeadStore, NewLead } from "../../../src/app/ports.ts";
import { type Instant, instant } from "../../../src/clock.ts";
import { commitTo, GENESIS, link } from "../../../src/domain/chain.ts";
import type { EventBody } from "../../../src/domain/events.ts";
import { evolve, replay } from "../../../src/domain/evolve.ts";
import type { Lead, Timer } from "../../../src/domain/lead.ts";
import { identitiesOf, newPerson, type Submission } from "../../../src/domain/person.ts";
import { type LeadId, newCommitmentKey, newLeadId } from "../../../src/ids.ts";

export const T0 = Date.parse("2026-11-23T09:00:00.000Z");

/** The instant `minutes` after the beginning of every test. */
export function at(minutes: number): Instant {
  return instant(T0 + minutes * 60_000);
}

export const policy = { version: 1, hash: "ab".repeat(32) };

/** A lead that arrives at `minutes`, its buffer ending five minutes later. */
export function newLead(
  externalId: string,
  submission: Submission = { email: `${externalId.toLowerCase()}@example.com` },
  { source = "website", minutes = 0, id = newLeadId() as LeadId } = {},
): NewLead {
  const key = newCommitmentKey();
  const timer = timerOf("buffer", [["qualify", minutes + 5]]);
  const events = link(id, { seq: 0, head: GENESIS }, at(minutes), `source:${source}`, [
    { type: "received", source, person: commitTo(key, submission), policy, lane: null, timer },
  ]);
  return {
    lead: replay(events),
    person: newPerson(externalId, submission, key),
    identities: identitiesOf(submission),
    matchKeys: [],
    events,
    enrich: null,
  };
}

export function timerOf(
  ladder: Timer["ladder"],
  steps: readonly (readonly [Timer["steps"][number]["do"], number])[],
): { ladder: Timer["ladder"]; steps: { do: Timer["steps"][number]["do"]; at: Instant }[]; next: number } {
  return { ladder, steps: steps.map(([verb, minutes]) => ({ do: verb, at: at(minutes) })), next: 0 };
}

/** The decision by which `bodies` happen to a lead at `minutes`. */
export function decided(
  lead: Lead,
  minutes: number,
  bodies: readonly EventBody[],
  more: Partial<Commit> = {},
): Commit {
  const events = link(lead.id, lead, at(minutes), "clock", bodies);
  const after = events.reduce<Lead>((state, event) => evolve(state, event), lead);
  return { lead: after, expected: lead.seq, events, raise: [], ledgers: [], ...more };
}

export const qualified: EventBody = {
  type: "qualified",
  decision: "route",
  score: 72.5,
  tier: "1",
  rules: ["demo", "size"],
  trace: "cd".repeat(32),
  lateMs: 0,
};

export function offered(rep: string, turn = 1): EventBody {
  return { type: "offered", turn, rep, how: "share", considered: [], skipped: [] };
}

export function cardPosted(turn: number, minutes: number): EventBody {
  const timer = timerOf("offer", [
    ["overdue", minutes + 120],
    ["tank", minutes + 240],
  ]);
  return { type: "card_posted", turn, channel: "D1", ts: "1764.0001", timer };
}

export function refused(by: string): EventBody {
  return { type: "refused", attempt: "accept", by, code: "not_yours" };
}

/** Puts a lead into the database and gives it as it is there. */
export async function insertOne(leads: LeadStore, lead: NewLead): Promise<Lead> {
  await leads.insert([lead]);
  return lead.lead;
}

/** Commits and gives the lead as it is afterwards; fails the test when the commit is lost. */
export async function won(leads: LeadStore, commit: Commit): Promise<Lead> {
  const result = await leads.commit(commit);
  if (result !== "won") throw new Error(`the commit on ${commit.lead.id} was lost`);
  return commit.lead;
}
