// Which mirrors a change leaves behind: every card whose turn is not what it was, the overdue notice that tells of it,
// and the messages of the steps that were taken meanwhile.
import type { SlackId } from "../ids.ts";
import type { CompiledPolicy, Team } from "../policy/types.ts";
import type { EventBody } from "./events.ts";
import { type Lead, lastTurn, openTurn, type Turn } from "./lead.ts";
import { cardId, type MirrorRef, overrideId, returnedId, stepMessageId } from "./mirrors.ts";
import { reviewersOf } from "./reviewers.ts";
import { overflowManager, repOf } from "./roles.ts";

function channelOf(team: Team, name: string): string {
  const channel = team.channels.get(name);
  if (channel === undefined) throw new TypeError(`a team without a ${name} channel was applied`);
  return channel;
}

/**
 * Where a review is asked: its queue's channel; in the DM of whoever has it for want of a reviewer, or of a channel, which
 * only rules have that are older than the team.
 */
function placeOfReview({ holder, review }: Turn, team: Team): string {
  const queue = review?.queue ?? "";
  const person = holder ?? overflowManager(team);
  return reviewersOf(team, queue).includes(person) ? (team.channels.get(queue) ?? person) : person;
}

function cardOf(lead: Lead, turn: Turn, team: Team): MirrorRef {
  const to = turn.review ? placeOfReview(turn, team) : (turn.holder ?? channelOf(team, "tank"));
  return { id: cardId(turn.kind, lead.id, turn.turn), kind: turn.kind, leadId: lead.id, to };
}

/** The tank card says nothing about the person: whoever claimed the lead gets a card of their own. */
function claimedCard(lead: Lead, turn: number, by: SlackId): MirrorRef {
  return { id: cardId("offer", lead.id, turn), kind: "offer", leadId: lead.id, to: by };
}

/** Where whoever has it is reminded. */
function placeOfReminder(turn: Turn, team: Team): string {
  if (turn.review) return placeOfReview(turn, team);
  return turn.kind === "tank" ? channelOf(team, "tank") : (turn.holder ?? overflowManager(team));
}

/** `handedOn`: a review is the secondary's now, who is told where it is asked; any other escalation is for the managers. */
function stepMessage(
  lead: Lead,
  turn: Turn,
  verb: "remind" | "escalate",
  step: number,
  team: Team,
  handedOn = false,
): MirrorRef {
  const kind = verb === "remind" ? "reminder" : "escalation";
  const to = verb === "escalate" && !handedOn ? channelOf(team, "managers") : placeOfReminder(turn, team);
  return { id: stepMessageId(kind, lead.id, turn.turn, step), kind, leadId: lead.id, to };
}

/** The messages of a ladder's steps that were sent before `lead` left `turn`. */
function sentSteps(lead: Lead, turn: Turn, policy: CompiledPolicy, team: Team): MirrorRef[] {
  if (turn.kind === "offer" || !("timer" in lead)) return [];
  const steps = turn.review
    ? (policy.ladders.reviews.get(turn.review.queue)?.steps ?? [])
    : policy.ladders[turn.kind === "tank" ? "tank" : "overflow"].steps;
  const taken = lead.timer === null ? steps.length : lead.timer.next;
  return steps
    .slice(0, taken)
    .flatMap(({ do: verb }, step) =>
      verb === "remind" || verb === "escalate" ? [stepMessage(lead, turn, verb, step, team)] : [],
    );
}

/**
 * What shows an override that needed a second manager: the card they are asked on, the reminders about it, and once it is
 * over a word to whoever asked.
 */
function aboutOverrides(before: Lead | null, after: Lead, team: Team): MirrorRef[] {
  const known = new Map(before?.overrides.map((one) => [one.no, one]));
  return after.overrides.flatMap((one) => {
    const was = known.get(one.no);
    if (was === one || (was ?? one).standing.is !== "asked") return [];
    const managers = channelOf(team, "managers");
    const about = { leadId: after.id, to: managers } as const;
    const card: MirrorRef = { ...about, id: overrideId("override", after.id, one.no), kind: "override" };
    const timer = was?.standing.is === "asked" ? was.standing.timer : null;
    const now = one.standing.is === "asked" ? one.standing.timer : null;
    const reminded = (now ?? timer)?.next ?? 0;
    const reminders = (now ?? timer)?.steps.slice(0, reminded).flatMap(({ do: verb }, step): MirrorRef[] => {
      const id = overrideId("override_reminder", after.id, one.no, step);
      return verb === "remind" ? [{ ...about, id, kind: "override_reminder" }] : [];
    });
    const id = overrideId("override_outcome", after.id, one.no);
    const outcome: MirrorRef[] = now ? [] : [{ id, kind: "override_outcome", leadId: after.id, to: one.by }];
    return [card, ...(reminders ?? []), ...outcome];
  });
}

/** Told to who had the lead last; they may have left meanwhile. */
function returned(lead: Lead, team: Team): MirrorRef {
  const had = lastTurn(lead)?.holder ?? null;
  const to = had !== null && repOf(team, had) ? had : channelOf(team, "managers");
  return { id: returnedId(lead.id, lead.cycle), kind: "returned", leadId: lead.id, to };
}

/** A card that Slack has just confirmed shows what it should already. */
function onlyConfirmed(events: readonly EventBody[]): boolean {
  return events.every(({ type }) => type === "card_posted" || type === "refused");
}

/** The digests that show an override, once something has come of it: an answer, or a review. */
export function digestsBehind(
  events: readonly EventBody[],
  digests: readonly MirrorRef[],
): readonly MirrorRef[] {
  const came = events.some(
    (event) =>
      event.type === "override_reviewed" ||
      event.type === "override_rejected" ||
      (event.type === "overridden" && event.approvedBy !== null),
  );
  return came ? digests : [];
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
    // Those that said so before it was extended say that it was, and what has become of it since.
    const notices = [...(turn.told ?? []), ...(turn.overdue ? [turn.overdue.notice] : [])];
    for (const notice of turn.cycle === after.cycle ? notices : []) {
      const [, opener] = notice.split(":");
      const leadId = opener ?? after.id;
      raise({ id: notice, kind: "notice", leadId, to: channelOf(team, "managers") });
    }
  }
  for (const mirror of aboutOverrides(before, after, team)) raise(mirror);
  // An open card says that the person came again.
  const open = openTurn(after);
  if (open && after.touches !== before?.touches) raise(cardOf(after, open, team));
  for (const event of events) {
    if (event.type === "re_engaged" && event.back?.by === "page_visit") raise(returned(after, team));
    if (event.type !== "reminded" && event.type !== "escalated") continue;
    const turn = after.turns.find((one) => one.turn === event.turn);
    const verb = event.type === "reminded" ? "remind" : "escalate";
    const handedOn = event.type === "escalated" && event.to !== undefined;
    if (turn) raise(stepMessage(after, turn, verb, event.step, team, handedOn));
  }
  return [...raised.values()];
}
