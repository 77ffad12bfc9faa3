// `/leads override ID`: a manager decides against the rules. The form opens; whoever may not, or has nothing to decide, is
// told.
import { sayUsage } from "../../../blocks/answers.ts";
import type { Message } from "../../../blocks/assemble.ts";
import { isManager } from "../../domain/roles.ts";
import { type Desk, rulesOf } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import { openOverride } from "../overrideForm.ts";
import type { Asked } from "./leads.ts";
import { leadMeant } from "./meant.ts";

export async function override(asked: Asked, desk: Desk): Promise<Message | null> {
  const { by, words } = asked;
  const { team } = await rulesOf(desk);
  const [id] = words;
  // Which lead is meant decides what goes on record; whether it exists is no business of everybody's.
  const meant = id === undefined ? null : await leadMeant(id, desk);
  if (meant?.kind === "lead") return openOverride(asked, meant.record.lead.id, desk);
  if (!isManager(team, by)) return notAllowed("override", by, team, desk);
  return meant?.message ?? sayUsage("override ID");
}
