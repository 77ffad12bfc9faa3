// Approve and Reject on a review card. Where the hold asks for something to be put on record, its form opens first.
import type { Message } from "../../../blocks/assemble.ts";
import type { ReviewVerb } from "../../../blocks/ids.ts";
import { renderReviewForm } from "../../../blocks/reviewModal.ts";
import { formOf, mayReview } from "../../domain/reviewers.ts";
import { type Desk, policyOf, rulesOf } from "../desk.ts";
import { openModal } from "../modals.ts";
import { carryOut, refusalOf, targetOf } from "../onLead.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export function review(verb: ReviewVerb): (press: Press, desk: Desk) => Promise<Message | null> {
  return async (press, desk) => {
    const ref = targetOf(press, desk);
    if (!ref) return sayNotUnderstood(desk);
    const [record, rules] = await Promise.all([desk.leads.load(ref.lead), rulesOf(desk)]);
    if (!record) return refusalOf({ kind: "unknown" }, ref, press.by, desk);
    const turn = record.lead.turns.find((one) => one.turn === ref.turn);
    if (turn?.review && turn.end === null && mayReview(rules.team, turn, press.by)) {
      const form = formOf(await policyOf(desk, record, rules), turn.review);
      if (form.length > 0) return openModal(press, desk, renderReviewForm(record, ref.turn, verb, form));
    }
    // Also what may not be is for the engine to refuse: it puts that on record.
    const carried = await carryOut(press, desk, (one) => ({
      ...{ do: verb, by: press.by, turn: one.turn, answers: {} },
    }));
    return carried.done ? null : carried.message;
  };
}
