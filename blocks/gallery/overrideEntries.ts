// The gallery's chapter of overrides.
import { renderLeadAnswer } from "../leadStory.ts";
import { renderNotice } from "../overdueNotice.ts";
import {
  renderOverrideCard,
  renderOverrideDetails,
  renderOverrideOutcome,
  renderOverrideReminder,
  sayAsked,
  sayOverridden,
} from "../overrideCard.ts";
import { type OverrideChosen, renderOverride } from "../overrideModal.ts";
import { sayRefusal } from "../refusals.ts";
import type { Chapter, Entry } from "./entries.ts";
import * as of from "./overrideSamples.ts";
import * as sample from "./samples.ts";

const { view } = sample;
const record = sample.overdue(12);
const reassign = of.override({ do: "reassign", rep: sample.BOB }, of.STANDINGS.asked);
const asked = of.withOverrides(record, [reassign]);

const form = (title: string, chosen: Partial<OverrideChosen>): Entry => ({
  title,
  made: renderOverride(
    { record, choices: of.choices, chosen: { verb: null, recycleReason: null, ...chosen } },
    null,
    view,
  ),
});
const bundle = {
  notice: sample.NOTICE,
  records: [1, 2, 3].map((number) => sample.overdue(number, { number })),
};
const card = (title: string, standing: keyof typeof of.STANDINGS): Entry => {
  const one = of.override({ do: "reassign", rep: sample.BOB }, of.STANDINGS[standing]);
  return { title, made: renderOverrideCard(of.withOverrides(record, [one]), one, view) };
};
const approved = of.override({ do: "extend", byMs: 3_600_000 }, of.STANDINGS.approved);

export const overrideChapter: Chapter = {
  title: "Override",
  where: "managers: /leads override, Reassign, the message shortcut; a second one in the managers' channel",
  entries: [
    form("Before an action is chosen", {}),
    form("Reassign", { verb: "reassign" }),
    form("Force accept", { verb: "force_accept" }),
    form("Force recycle", { verb: "force_recycle", recycleReason: "timing" }),
    form("Extend, with a second manager and evidence", { verb: "extend" }),
    { title: "A bundle asks for the lead", made: renderOverride(null, bundle, view) },
    card("A second manager is asked", "asked"),
    { title: "Reminded of", made: renderOverrideReminder(asked, reassign, view) },
    card("Somebody approved it", "approved"),
    card("Somebody rejected it", "rejected"),
    card("Nobody answered", "expired"),
    card("Approved too late", "movedOn"),
    {
      title: "What was written, for managers",
      made: renderOverrideDetails(
        asked,
        reassign,
        { justification: of.JUSTIFICATION, evidence: of.EVIDENCE },
        view,
      ),
    },
    {
      title: "What came of it, for whoever asked",
      made: renderOverrideOutcome(of.withOverrides(record, [approved]), approved, view),
    },
    { title: "Sent, and waiting", made: sayAsked(reassign, view) },
    { title: "Sent, and done", made: sayOverridden(approved, view) },
    {
      title: "The overdue notice after more time was given",
      made: renderNotice(sample.NOTICE, [entryOf(of.extended())], view),
    },
    {
      title: "In the lead's story",
      made: renderLeadAnswer(of.withOverrides(record, [approved, { ...reassign, no: 2 }]), "full", view),
    },
    {
      title: "For somebody who is no manager",
      made: sayRefusal({
        ...{ code: "not_manager", by: sample.CAROL, turn: 0, view },
        ...{ lead: record.lead, ask: [sample.MORGAN] },
      }),
    },
    {
      title: "No second manager",
      made: sayRefusal({ code: "no_approver", by: sample.MORGAN, lead: record.lead, turn: 0, view }),
    },
  ],
};

function entryOf(one: typeof record) {
  return { record: one, turn: sample.turnOf(one, 1) };
}
