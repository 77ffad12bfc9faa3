// Open on a notice, in the queue, or from a bundle's menu: one lead and its story.
import type { Message } from "../../../blocks/assemble.ts";
import { renderLead } from "../../../blocks/leadStory.ts";
import { maySee } from "../../app/showLead.ts";
import { type Desk, rulesOf, storyViewFor } from "../desk.ts";
import { openModal } from "../modals.ts";
import { notAllowed } from "../notAllowed.ts";
import { refusalOf, targetOf } from "../onLead.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function open(press: Press, desk: Desk): Promise<Message | null> {
  const ref = targetOf(press, desk);
  if (!ref) return sayNotUnderstood(desk);
  const [record, rules] = await Promise.all([desk.leads.load(ref.lead), rulesOf(desk)]);
  if (!record) return refusalOf({ kind: "unknown" }, ref, press.by, desk);
  const may = maySee(rules.team, record, press.by);
  if (may === "none") return notAllowed("show", press.by, rules.team, desk);
  return openModal(press, desk, renderLead(record, may, await storyViewFor(desk, press.by, record, rules)));
}
