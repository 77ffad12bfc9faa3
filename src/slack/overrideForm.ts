// The override form, from wherever somebody asks for it: what may be chosen for the lead as it is, by the rules in force.
import type { ModalView } from "@slack/types";
import type { Message } from "../../blocks/assemble.ts";
import {
  type Bundle,
  type OverrideAbout,
  type OverrideChoices,
  type OverrideChosen,
  renderOverride,
} from "../../blocks/overrideModal.ts";
import type { LeadRecord } from "../app/ports.ts";
import { peopleGone, type Rules } from "../app/session.ts";
import { instant } from "../clock.ts";
import { versionFor } from "../domain/canary.ts";
import { fitting, isDemanded, type OverrideVerb } from "../domain/overrides.ts";
import { identitiesOf } from "../domain/person.ts";
import type { LeadId, SlackId } from "../ids.ts";
import { type Desk, policyOf, rulesOf, viewFor } from "./desk.ts";
import { openModal } from "./modals.ts";
import { refusalOf, sayWhy } from "./onLead.ts";
import { recycleChoices } from "./recycleChoices.ts";
import type { Listener } from "./tell.ts";

type AskedToOverride = Pick<Listener, "by" | "trigger" | "view">;

const NOTHING_CHOSEN: OverrideChosen = { verb: null, recycleReason: null };

/**
 * Opens the form about a lead for whoever may; anybody else is told, and it is on record. `verb`: what is chosen to begin
 * with, where it fits. `turn`: the turn that it was asked on; null: the lead as it is.
 */
export async function openOverride(
  asked: AskedToOverride,
  lead: LeadId,
  desk: Desk,
  { verb = null, turn = null }: { readonly verb?: OverrideVerb | null; readonly turn?: number | null } = {},
): Promise<Message | null> {
  const outcome = await desk.engine.run(lead, { do: "open_override", by: asked.by });
  const ref = { lead, turn: turn ?? 0 };
  if (outcome.kind !== "done") return refusalOf(outcome, ref, asked.by, desk);
  const { record } = outcome;
  const asSeen = record.lead.turns.find((one) => one.turn === turn);
  if (asSeen && asSeen.end !== null) return sayWhy("moved_on", record, ref, asked.by, desk);
  return openModal(asked, desk, await formAbout(record, { ...NOTHING_CHOSEN, verb }, null, asked.by, desk));
}

/** Asks for the lead first. */
export async function openBundle(
  asked: AskedToOverride,
  notice: string,
  desk: Desk,
): Promise<Message | null> {
  const view = await viewFor(desk, asked.by, await rulesOf(desk));
  return openModal(asked, desk, renderOverride(null, await bundleOf(notice, desk), view));
}

/** The leads that a notice tells of; none where there is no such notice. */
export async function bundleOf(notice: string, desk: Desk): Promise<Bundle> {
  const joined = await desk.leads.noticeLeads(notice);
  const records = new Map(joined.map(({ record }) => [record.lead.id, record]));
  return { notice, records: [...records.values()] };
}

/** The form as it stands once this has been chosen. */
export async function formAbout(
  record: LeadRecord,
  chosen: OverrideChosen,
  bundle: Bundle | null,
  by: SlackId,
  desk: Desk,
): Promise<ModalView> {
  const rules = await rulesOf(desk);
  const [view, choices] = await Promise.all([viewFor(desk, by, rules), choicesFor(record, rules, desk)]);
  const fits = chosen.verb !== null && choices.verbs.includes(chosen.verb);
  const about: OverrideAbout = { record, choices, chosen: fits ? chosen : NOTHING_CHOSEN };
  return renderOverride(about, bundle, view);
}

/** The form with a lead chosen about which nothing can be decided: `why` says so. */
export async function formAgainst(
  record: LeadRecord,
  why: Message,
  bundle: Bundle,
  by: SlackId,
  desk: Desk,
): Promise<ModalView> {
  const view = await viewFor(desk, by, await rulesOf(desk));
  return renderOverride({ record, not: why.blocks }, bundle, view);
}

/** What the rules that the next cycle would get let a manager choose; what a recycle asks for, the cycle's own say. */
export async function choicesFor(record: LeadRecord, rules: Rules, desk: Desk): Promise<OverrideChoices> {
  const { lead, person } = record;
  const now = instant(desk.clock.now());
  const { overrides } = versionFor(lead.id, rules).policy;
  const [own, { gone }, [suppressed]] = await Promise.all([
    policyOf(desk, record, rules),
    peopleGone(desk, now),
    desk.leads.suppressions([identitiesOf(person.submission)]),
  ]);
  const isSuppressed = Boolean(suppressed && (suppressed.until === null || suppressed.until > now));
  const verbs = fitting(lead);
  const demanded = (named: readonly OverrideVerb[]) =>
    verbs.filter((verb) => isDemanded(named, lead, verb, isSuppressed));
  return {
    verbs,
    reasonCodes: overrides.reasonCodes,
    reps: rules.team.reps.filter(({ slack }) => !gone.has(slack)),
    recycle: recycleChoices(own),
    secondApprover: demanded(overrides.secondApprover),
    evidence: demanded(overrides.evidence),
  };
}
