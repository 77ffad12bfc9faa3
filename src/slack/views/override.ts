// The override form, sent. What the form's metadata says of the lead is only what was on the screen: whether it is so, and
// whether whoever sent it may, is decided in the domain.
import { BLOCKS, type OverridePlace, overrideRepBlock, readOverridePlace } from "../../../blocks/ids.ts";
import { sayAsked, sayOverridden } from "../../../blocks/overrideCard.ts";
import { type ReadOverride, readOverride } from "../../../blocks/readOverride.ts";
import type { RefusalCode } from "../../domain/decide/index.ts";
import type { OverrideAct } from "../../domain/overrides.ts";
import { isManager } from "../../domain/roles.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import { refusalOf } from "../onLead.ts";
import { choicesFor } from "../overrideForm.ts";
import type { Submission } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";
import type { Acknowledge } from "./acknowledge.ts";
import { acknowledgeInTime, type Told } from "./inTime.ts";

type Place = NonNullable<OverridePlace["of"]>;
type Read = Extract<ReadOverride, { ok: true }>;

export async function submitOverride(
  submission: Submission,
  desk: Desk,
  acknowledge: Acknowledge,
): Promise<void> {
  const { by, view } = submission;
  const place = readOverridePlace(view.metadata);
  if (!place) {
    desk.log.warn("an override form is about no lead");
    await acknowledge();
    return desk.tell.say(submission, sayNotUnderstood(desk));
  }
  if (!place.of) {
    const { team } = await rulesOf(desk);
    if (!isManager(team, by)) {
      await acknowledge();
      return desk.tell.say(submission, notAllowed("override", by, team, desk));
    }
    return errorsAt(acknowledge, { [BLOCKS.overrideLead]: "Choose the lead first" });
  }
  const may = await desk.engine.run(place.of.lead, { do: "open_override", by });
  if (may.kind === "unknown" || (may.kind === "refused" && may.code === "not_manager")) {
    await acknowledge();
    return desk.tell.say(submission, await refusalOf(may, place.of, by, desk));
  }
  const rules = await rulesOf(desk);
  const [choices, moment] = await Promise.all([
    choicesFor(may.record, rules, desk),
    viewFor(desk, by, rules),
  ]);
  // The features are the cycle's own policy's, which the engine knows.
  const read = readOverride(view.values, { ...choices, recycle: { features: [] } }, moment);
  if (!read.ok) return errorsAt(acknowledge, read.errors);
  return acknowledgeInTime(carryOut(submission, place.of, read, desk), submission, desk, acknowledge);
}

function errorsAt(acknowledge: Acknowledge, errors: Readonly<Record<string, string>>): Promise<void> {
  return acknowledge({ response_action: "errors", errors: { ...errors } });
}

async function carryOut(
  { by, view }: Submission,
  { lead, turn, cycle }: Place,
  { act, reasonCode, justification, evidence }: Read,
  desk: Desk,
): Promise<Told> {
  const outcome = await desk.engine.run(lead, {
    ...{ do: "override", by, turn, cycle, act, reasonCode, justification, evidence },
  });
  if (outcome.kind === "done") {
    const one = outcome.record.lead.overrides.at(-1);
    if (!one) return { field: null, message: sayNotUnderstood(desk) };
    const words = one.standing.is === "asked" ? sayAsked : sayOverridden;
    return { field: null, message: words(one, await viewFor(desk, by, await rulesOf(desk))) };
  }
  const field = outcome.kind === "refused" ? fieldOf(outcome.code, act) : null;
  const message = await refusalOf(outcome, { lead, turn }, by, desk);
  return { field: field !== null && field in view.values ? field : null, message };
}

/** The field at which a refusal is said. */
function fieldOf(code: RefusalCode, act: OverrideAct): string | null {
  switch (code) {
    case "rep_unavailable":
    case "rep_has_it":
      return act.do === "reassign" || act.do === "force_accept" ? overrideRepBlock(act.do) : null;
    case "date_past":
      return BLOCKS.reengageOn;
    case "feature_missing":
      return BLOCKS.feature;
    case "criterion_missing":
      return BLOCKS.criterion;
    case "reason_unknown":
      return BLOCKS.overrideReasonCode;
    case "justification_short":
    case "justification_long":
      return BLOCKS.overrideJustification;
    case "evidence_missing":
    case "evidence_no_link":
      return BLOCKS.overrideEvidence;
    case "extend_too_long":
      return BLOCKS.overrideExtendBy;
    case "override_unfit":
    case "no_approver":
      return BLOCKS.overrideAction;
    default:
      return null;
  }
}
