// Another reason chosen in the recycle form: it shows the fields that this reason needs.
import type { Message } from "../../../blocks/assemble.ts";
import { readReason } from "../../../blocks/recycleFields.ts";
import { readRecycleTarget, renderRecycle } from "../../../blocks/recycleModal.ts";
import { type Desk, policyOf, rulesOf, viewFor } from "../desk.ts";
import { updateModal } from "../modals.ts";
import type { Press } from "../payloads.ts";
import { recycleChoices } from "../recycleChoices.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function recycleReason(press: Press, desk: Desk): Promise<Message | null> {
  const ref = readRecycleTarget(press.view?.metadata);
  const record = ref && (await desk.leads.load(ref.lead));
  if (!ref || !record || !press.view) return sayNotUnderstood(desk);
  if (record.lead.turns.find(({ turn }) => turn === ref.turn)?.holder !== press.by)
    return sayNotUnderstood(desk);
  const rules = await rulesOf(desk);
  const [policy, view] = await Promise.all([policyOf(desk, record, rules), viewFor(desk, press.by, rules)]);
  const reason = readReason(press.value);
  const modal = renderRecycle(record, ref.turn, reason, recycleChoices(policy), view);
  await updateModal(press.view, desk, modal);
  return null;
}
