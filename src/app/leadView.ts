// A lead as the outside reads it: `GET /v1/leads/:id`, `lead show`, `lead replay`.
import { type Instant, instant } from "../clock.ts";
import type { LeadEvent } from "../domain/events.ts";
import { replay } from "../domain/evolve.ts";
import { isOverdue, type Lead, nextStep, ownerOf, type TimerVerb } from "../domain/lead.ts";
import type { Why } from "../domain/trace.ts";
import type { LeadId, SlackId } from "../ids.ts";
import type { Team } from "../policy/types.ts";
import type { LeadRecord, SlackPerson } from "./ports.ts";

/** What follows from events alone. */
export interface LeadStateView {
  readonly leadId: string;
  readonly source: string;
  readonly state: Lead["state"];
  readonly overdue: boolean;
  readonly cycle: number;
  readonly owner: { readonly slack: SlackId; readonly name: string } | null;
  readonly tier: string | null;
  readonly score: number | null;
  readonly nextDeadline: { readonly at: Instant; readonly does: TimerVerb } | null;
  readonly policyVersion: number;
  /** Of a merged lead: the one that goes on in its place. */
  readonly mergedInto?: LeadId;
}

export interface LeadView extends LeadStateView {
  readonly externalId: string;
  readonly why: readonly Why[];
}

/** People's names: the roster's, else Slack's, else the id. */
export function namesOf(
  team: Team | null,
  people: ReadonlyMap<SlackId, SlackPerson>,
): ReadonlyMap<SlackId, string> {
  const names = new Map([...people.values()].map(({ slack, name }) => [slack, name]));
  for (const { slack, name } of team?.reps ?? []) names.set(slack, name);
  return names;
}

export function stateView(lead: Lead, names: ReadonlyMap<SlackId, string>): LeadStateView {
  const owner = ownerOf(lead);
  const next = nextStep(lead);
  return {
    leadId: lead.id,
    source: lead.source,
    state: lead.state,
    overdue: isOverdue(lead),
    cycle: lead.cycle,
    owner: owner === null ? null : { slack: owner, name: names.get(owner) ?? owner },
    tier: lead.tier,
    score: lead.score,
    nextDeadline: next && { at: next.at, does: next.do },
    policyVersion: lead.policy.version,
    ...(lead.state === "merged" && { mergedInto: lead.into }),
  };
}

/** `why` belongs to the present cycle: empty while it has not been qualified. */
export function leadView({ lead, person, trace }: LeadRecord, names: ReadonlyMap<SlackId, string>): LeadView {
  const why = trace?.cycle === lead.cycle ? trace.why : [];
  return { ...stateView(lead, names), externalId: person.externalId, why };
}

/** The state that the events up to and including `at` give; null when the lead had not arrived by then. */
export function replayUntil(events: readonly LeadEvent[], at: Instant | null): Lead | null {
  const until = at === null ? events : events.filter((event) => event.at <= at);
  return until.length === 0 ? null : replay(until);
}

/** Reads a time that a person typed: an RFC 3339 instant or date; null when it is neither. */
export function readInstant(text: string): Instant | null {
  const ms = /^\d{4}-\d{2}-\d{2}(T.+(Z|[+-]\d{2}:?\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : instant(ms);
}
