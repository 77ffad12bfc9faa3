// Another lead, action or recycle reason chosen in the override form: it shows the fields that go with it.
import type { Message } from "../../../blocks/assemble.ts";
import { ACTIONS, BLOCKS, readOverridePlace, readTurnValue } from "../../../blocks/ids.ts";
import { type OverrideChosen, readVerb } from "../../../blocks/overrideModal.ts";
import { readReason } from "../../../blocks/recycleFields.ts";
import { filledIn, type StateValues } from "../../../blocks/state.ts";
import type { Desk } from "../desk.ts";
import { updateModal } from "../modals.ts";
import { refusalOf } from "../onLead.ts";
import { bundleOf, formAbout, formAgainst } from "../overrideForm.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function overrideChanged(press: Press, desk: Desk): Promise<Message | null> {
  const place = readOverridePlace(press.view?.metadata);
  const isLead = press.action === ACTIONS.overrideLead;
  const ref = isLead ? readTurnValue(press.value) : (place?.of ?? null);
  if (!place || !press.view || !ref || (isLead && place.notice === null)) return sayNotUnderstood(desk);
  const outcome = await desk.engine.run(ref.lead, { do: "open_override", by: press.by });
  if (outcome.kind === "unknown" || (outcome.kind === "refused" && outcome.code === "not_manager")) {
    return refusalOf(outcome, ref, press.by, desk);
  }
  const bundle = place.notice === null ? null : await bundleOf(place.notice, desk);
  const { record } = outcome;
  if (outcome.kind === "refused") {
    const why = await refusalOf(outcome, ref, press.by, desk);
    if (!bundle) return why;
    await updateModal(press.view, desk, await formAgainst(record, why, bundle, press.by, desk));
    return null;
  }
  const chosen = isLead
    ? ({ verb: "reassign", recycleReason: null } as const)
    : chosenIn(press, press.view.values);
  await updateModal(press.view, desk, await formAbout(record, chosen, bundle, press.by, desk));
  return null;
}

/** What has just been chosen is in the press; what was chosen before, in the form. */
function chosenIn({ action, value }: Press, values: StateValues): OverrideChosen {
  const chosen = (field: string, block: string) =>
    action === field ? value : (filledIn(values, block, field) ?? undefined);
  return {
    verb: readVerb(chosen(ACTIONS.overrideAction, BLOCKS.overrideAction)),
    recycleReason: readReason(chosen(ACTIONS.overrideRecycleReason, BLOCKS.overrideRecycleReason)),
  };
}
