// Why me? on an offer card: for the rep whose offer it is or was, and for managers.
import type { Message } from "../../../blocks/assemble.ts";
import { renderWhy } from "../../../blocks/whyMe.ts";
import { explainRouting } from "../../app/explainRouting.ts";
import { isManager } from "../../domain/roles.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import { refusalOf, targetOf } from "../onLead.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function whyMe(press: Press, desk: Desk): Promise<Message | null> {
  const ref = targetOf(press, desk);
  if (!ref) return sayNotUnderstood(desk);
  const [record, rules] = await Promise.all([desk.leads.load(ref.lead), rulesOf(desk)]);
  if (!record) return refusalOf({ kind: "unknown" }, ref, press.by, desk);
  const holder = record.lead.turns.find(({ turn }) => turn === ref.turn)?.holder;
  if (holder !== press.by && !isManager(rules.team, press.by)) {
    return notAllowed("why_other", press.by, rules.team, desk);
  }
  const explained = await explainRouting(desk.leads, ref.lead, ref.turn);
  if (explained.kind !== "chosen") return sayNotUnderstood(desk);
  return renderWhy(record, explained.choice, press.by, await viewFor(desk, press.by, rules));
}
