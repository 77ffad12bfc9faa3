// What each mirror shows: the lead as it is when asked, through the card of its kind.
import type { Message } from "../../blocks/assemble.ts";
import { renderHome } from "../../blocks/home/index.ts";
import { renderOffer } from "../../blocks/offerCard.ts";
import { renderNotice } from "../../blocks/overdueNotice.ts";
import { renderOverflow } from "../../blocks/overflowCard.ts";
import { renderReturned } from "../../blocks/returnedMessage.ts";
import { renderReview } from "../../blocks/reviewCard.ts";
import { renderStep } from "../../blocks/stepMessage.ts";
import { renderTank } from "../../blocks/tankCard.ts";
import type { View } from "../../blocks/view.ts";
import type { AlertStore } from "../app/alertPorts.ts";
import type { AvailabilityStore } from "../app/availability/ports.ts";
import type { HomeStore } from "../app/homes/ports.ts";
import { namesOf } from "../app/leadView.ts";
import type { OverrideStore } from "../app/overridePorts.ts";
import type { GuardStore, LeadRecord, LeadStore, PeopleStore, RulesStore } from "../app/ports.ts";
import { peopleGone, type Rules, rulesInForce } from "../app/session.ts";
import { type Clock, instant, toMs } from "../clock.ts";
import { pickable } from "../domain/availability.ts";
import { partnersOf } from "../domain/facts.ts";
import { startLadder } from "../domain/ladder.ts";
import type { Turn } from "../domain/lead.ts";
import { type MirrorRef, partsOf } from "../domain/mirrors.ts";
import { formOf, holdOf } from "../domain/reviewers.ts";
import type { CompiledPolicy } from "../policy/types.ts";
import { homeFacts } from "./homeFacts.ts";
import { renderAlertOf } from "./renderAlert.ts";
import { isOverride, renderOverrideOf } from "./renderOverride.ts";
import { renderPolicyOf } from "./renderPolicy.ts";
import type { ReportDeps } from "./reports/registry.ts";
import { renderReportOf } from "./reports/renderReport.ts";
import type { RenderedMessage } from "./types.ts";

export interface RenderDeps extends ReportDeps {
  readonly leads: LeadStore;
  readonly rules: RulesStore;
  readonly guards: GuardStore;
  readonly alerts: Pick<AlertStore, "load" | "moveTo" | "openAlerts">;
  readonly people: PeopleStore;
  readonly homes: Pick<HomeStore, "held">;
  readonly availability: Pick<AvailabilityStore, "all">;
  readonly overrides: OverrideStore;
  readonly clock: Clock;
}

interface Moment {
  readonly rules: Rules;
  readonly view: View;
}

/** Renders a mirror as of now; null when its lead or turn is unknown. */
export async function renderMirror(mirror: MirrorRef, deps: RenderDeps): Promise<RenderedMessage | null> {
  const [rules, people] = await Promise.all([rulesInForce(deps.rules), deps.people.all()]);
  const timezone = people.get(mirror.to)?.timezone ?? zoneOf(rules, mirror.to);
  const view: View = { now: deps.clock.now(), names: namesOf(rules.team, people), timezone };
  if (mirror.kind === "notice") return renderNoticeOf(mirror, view, deps);
  if (mirror.kind === "policy") return renderPolicyOf(mirror, view, deps);
  if (mirror.kind === "report") return renderReportOf(mirror, view, deps);
  if (mirror.kind === "alert") return renderAlertOf(mirror, view, rules.active.policy, deps);
  if (mirror.kind === "home") return renderHome(await homeFacts(mirror.to, rules, deps), view);
  const { turn: number } = partsOf(mirror.id);
  const record = await deps.leads.load(mirror.leadId);
  if (isOverride(mirror)) return record && renderOverrideOf(mirror, record, view);
  if (mirror.kind === "returned") return record && renderReturnOf(mirror, record, view, rules, deps);
  const turn = record?.lead.turns.find((one) => one.turn === number);
  return record && turn ? renderTurn(mirror, record, turn, { rules, view }, deps) : null;
}

/** A rep's own zone from the roster, else the team's. */
function zoneOf({ team }: Rules, person: string): string {
  return team.reps.find(({ slack }) => slack === person)?.timezone ?? team.timezone;
}

async function renderNoticeOf(mirror: MirrorRef, view: View, deps: RenderDeps): Promise<Message | null> {
  const joined = await deps.leads.noticeLeads(mirror.id);
  const entries = joined.flatMap(({ record, turn: number }) => {
    const turn = record.lead.turns.find((one) => one.turn === number);
    return turn ? [{ record, turn }] : [];
  });
  return entries.length === 0 ? null : renderNotice(mirror.id, entries, view);
}

/** The lead may have moved on to yet another cycle: what brought it back then is in the event. */
async function renderReturnOf(
  { id, to }: MirrorRef,
  record: LeadRecord,
  view: View,
  { team }: Rules,
  deps: RenderDeps,
): Promise<Message | null> {
  const { turn: cycle } = partsOf(id);
  for (const { at, body } of await deps.leads.events(record.lead.id)) {
    if (body.type !== "re_engaged" || body.cycle !== cycle || body.back?.by !== "page_visit") continue;
    const rep = team.reps.some(({ slack }) => slack === to) ? to : null;
    return renderReturned(record, { ...view, page: body.back.page, at, to: rep });
  }
  return null;
}

async function renderTurn(
  mirror: MirrorRef,
  record: LeadRecord,
  turn: Turn,
  moment: Moment,
  deps: RenderDeps,
): Promise<Message> {
  const { view } = moment;
  switch (mirror.kind) {
    case "offer":
      return renderOffer(record, turn, { ...view, ...(await offerFacts(record, turn, moment, deps)) });
    case "tank":
      return renderTank(record, turn, view);
    case "overflow":
      return renderOverflow(record, turn, { ...view, ...(await overflowFacts(record, turn, moment, deps)) });
    case "review":
      return renderReview(record, turn, { ...view, ...(await reviewFacts(record, turn, moment, deps)) });
    case "reminder":
    case "escalation":
      return renderStep(mirror.kind, record, turn, view);
    default:
      throw new TypeError(`a ${mirror.kind} is not about one turn`);
  }
}

async function pinnedPolicy(
  record: LeadRecord,
  { rules }: Moment,
  deps: RenderDeps,
): Promise<CompiledPolicy> {
  const { version, hash } = record.lead.policy;
  const { active } = rules;
  const pinned = hash === active.ref.hash ? active : await deps.rules.policy(version);
  if (!pinned) throw new TypeError(`policy version ${version} of ${record.lead.id} is not in the database`);
  return pinned.policy;
}

/** The accept window as it would be if its clock began now: what the card says until Slack has confirmed it. */
async function offerFacts(record: LeadRecord, turn: Turn, moment: Moment, deps: RenderDeps) {
  const { lead } = record;
  const policy = await pinnedPolicy(record, moment, deps);
  const now = instant(moment.view.now);
  const timer = startLadder(policy, moment.rules.team, "offer", lead.tier, now, turn.holder);
  const end = timer?.steps.find((step) => step.do === "overdue") ?? timer?.steps[0];
  const window = end ? { ms: toMs(end.at) - toMs(now), endsAt: end.at } : null;
  return { window, partners: claimants(record, policy) };
}

function claimants({ lead, person }: LeadRecord, policy: CompiledPolicy): string[] {
  return partnersOf(policy, { ...lead, submission: person.submission });
}

/** What the rules that decide this cycle say about the review. */
async function reviewFacts(record: LeadRecord, { review }: Turn, moment: Moment, deps: RenderDeps) {
  const policy = await pinnedPolicy(record, moment, deps);
  return {
    hold: (review && holdOf(policy, review)?.label) ?? null,
    triage: policy.triage,
    form: review ? formOf(policy, review) : [],
    partners: claimants(record, policy),
  };
}

/** Why the lead came to the Overflow Manager, and whom it may be given to. */
async function overflowFacts(record: LeadRecord, turn: Turn, { rules, view }: Moment, deps: RenderDeps) {
  const { gone } = await peopleGone(deps, instant(view.now));
  const reps = pickable(rules.team.reps, gone);
  for (const { body } of await deps.leads.events(record.lead.id)) {
    if (body.type === "overflowed" && body.turn === turn.turn) {
      return { because: body.because, considered: body.considered, reps };
    }
  }
  throw new TypeError(`${record.lead.id}: turn ${turn.turn} came from no event`);
}
