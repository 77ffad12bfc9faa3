// `/leads mine`: what is in a rep's own hands.
import type { Message } from "../../../blocks/assemble.ts";
import { renderMine } from "../../../blocks/leadLists.ts";
import { repOf } from "../../domain/roles.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import type { Asked } from "./leads.ts";

/** What one message can show; a rep with more has other troubles. */
const MOST = 40;

export async function mine({ by }: Asked, desk: Desk): Promise<Message> {
  const rules = await rulesOf(desk);
  if (!repOf(rules.team, by)) return notAllowed("mine", by, rules.team, desk);
  const [records, view] = await Promise.all([desk.leads.mine(by, MOST), viewFor(desk, by, rules)]);
  return renderMine(records, view);
}
