// Which mirrors a change leaves behind: every card whose turn is not what it was, the overdue notice that tells of it,
// and the messages of the steps that were taken meanwhile.
import type { SlackId } from "../ids.ts";
import type { CompiledPolicy, Team } from "../policy/types.ts";
import type { EventBody } from "./events.ts";
import type { Lead, Turn } from "./lead.ts";
import { cardId, type MirrorRef, stepMessageId } from "./mirrors.ts";
import { overflowManager } from "./roles.ts";

function channelOf(team: Team, name: string): string {
  const channel = team.channels.get(name);
  if (channel === undefined) throw new TypeError(`a team without a ${name} channel was applied`);
  return channel;
}

function cardOf(lead: Lead, turn: Turn, team: Team): MirrorRef {
  const to = turn.review ? channelOf(team, turn.review.queue) : (turn.holder ?? channelOf(team, "tank"));
  return { id: cardId(turn.kind, lead.id, turn.turn), kind: turn.kind, leadId: lead.id, to };
}

/** The tank card says nothing about the person: whoever claimed the lead gets a card of their own. */
function claimedCard(lead: Lead, turn: number, by: SlackId): MirrorRef {
  return { id: cardId("offer", lead.id, turn), kind: "offer", leadId: lead.id, to: by };
}

function stepMessage(
  lead: Lead,
  turn: Turn,
  verb: "remind" | "escalate",
  step: number,
  team: Team,
): MirrorRef {
  const kind = verb === "remind" ? "reminder" : "escalation";
  const holder = turn.kind === "tank" ? channelOf(team, "tank") : (turn.holder ?? overflowManager(team));
  const to = verb === "remind" ? holder : channelOf(team, "managers");
  return { id: stepMessageId(kind, lead.id, turn.turn, step), kind, leadId: lead.id, to };
}

/** The messages of a ladder's steps that were sent before `lead` left `turn`. */
function sentSteps(lead: Lead, turn: Turn, policy: CompiledPolicy, team: Team): MirrorRef[] {
  if (turn.kind === "offer" || turn.kind === "review" || !("timer" in lead)) return [];
  const { steps } = policy.ladders[turn.kind];
  const taken = lead.timer === null ? steps.length : lead.timer.next;
  return steps
    .slice(0, taken)
    .flatMap(({ do: verb }, step) =>
      verb === "remind" || verb === "escalate" ? [stepMessage(lead, turn, verb, step, team)] : [],
    );
}

/** A card that Slack has just confirmed shows what it should already. */
function onlyConfirmed(events: readonly EventBody[]): boolean {
  return events.every(({ type }) => type === "card_posted" || type === "refused");
}

/** The mirrors that are behind once `events` have made `before` into `after`; each at most once. */
export function raisedBy(
  before: Lead | null,
  after: Lead,
  events: readonly EventBody[],
  policy: CompiledPolicy,
  team: Team,
): MirrorRef[] {
  if (onlyConfirmed(events)) return [];
  const raised = new Map<string, MirrorRef>();
  const raise = (mirror: MirrorRef) => raised.set(mirror.id, mirror);
  const known = new Map(before?.turns.map((turn) => [turn.turn, turn]));
  for (const turn of after.turns) {
    const was = known.get(turn.turn);
    if (was !== turn) {
      raise(cardOf(after, turn, team));
      if (turn.end?.how === "claimed") raise(claimedCard(after, turn.turn, turn.end.by));
    }
    if (before && was && was.end === null && turn.end !== null) {
      for (const message of sentSteps(before, turn, policy, team)) raise(message);
    }
    if (turn.overdue && turn.cycle === after.cycle) {
      const [, opener] = turn.overdue.notice.split(":");
      const leadId = opener ?? after.id;
      raise({ id: turn.overdue.notice, kind: "notice", leadId, to: channelOf(team, "managers") });
    }
  }
  for (const event of events) {
    if (event.type !== "reminded" && event.type !== "escalated") continue;
    const turn = after.turns.find((one) => one.turn === event.turn);
    const verb = event.type === "reminded" ? "remind" : "escalate";
    if (turn) raise(stepMessage(after, turn, verb, event.step, team));
  }
  return [...raised.values()];
}
