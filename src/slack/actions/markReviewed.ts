// Mark reviewed: the form shows a steward what the manager wrote. Whoever may not review it is refused by the domain before
// anything is shown, and that goes on record.
import type { Message } from "../../../blocks/assemble.ts";
import { readOverrideValue } from "../../../blocks/ids.ts";
import { sayReviewed } from "../../../blocks/overrideDigest.ts";
import { renderReviewOverride } from "../../../blocks/reviewOverrideModal.ts";
import { isSteward } from "../../domain/roles.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { openModal } from "../modals.ts";
import { refusalOf, sayWhy } from "../onLead.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function markReviewed(press: Press, desk: Desk): Promise<Message | null> {
  const ref = readOverrideValue(press.value);
  if (!ref) {
    desk.log.warn({ action: press.action }, "a button carries a value that Baton never writes");
    return sayNotUnderstood(desk);
  }
  const { by } = press;
  const [record, rules] = await Promise.all([desk.leads.load(ref.lead), rulesOf(desk)]);
  const one = record?.lead.overrides.find(({ no }) => no === ref.no);
  const view = await viewFor(desk, by, rules);
  if (!record || !one || !isSteward(rules.team, by) || one.by === by) {
    const outcome = await desk.engine.run(ref.lead, { do: "review_override", by, no: ref.no, note: null });
    if (outcome.kind === "done") return null;
    const about = { lead: ref.lead, turn: 0 };
    return outcome.kind === "refused"
      ? sayWhy(outcome.code, outcome.record, about, by, desk, ref.no)
      : refusalOf(outcome, about, by, desk);
  }
  if (one.reviewed) return sayReviewed(one.reviewed, by, view);
  const texts = record.person.overrides.find(({ no }) => no === ref.no) ?? null;
  return openModal(press, desk, renderReviewOverride(record, one, texts, view));
}
