// `/leads show ID`: one lead and its story.
import { sayUsage } from "../../../blocks/answers.ts";
import type { Message } from "../../../blocks/assemble.ts";
import { renderLeadAnswer } from "../../../blocks/leadStory.ts";
import { maySee } from "../../app/showLead.ts";
import { rolesOf } from "../../domain/roles.ts";
import { type Desk, rulesOf, storyViewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import type { Asked } from "./leads.ts";
import { leadMeant } from "./meant.ts";

export async function show({ by, words }: Asked, desk: Desk): Promise<Message> {
  const rules = await rulesOf(desk);
  if (rolesOf(rules.team, by).length === 0) return notAllowed("show", by, rules.team, desk);
  const [id] = words;
  if (id === undefined) return sayUsage("show ID");
  const meant = await leadMeant(id, desk);
  if (meant.kind === "answer") return meant.message;
  const may = maySee(rules.team, meant.record, by);
  if (may === "none") return notAllowed("show", by, rules.team, desk);
  return renderLeadAnswer(meant.record, may, await storyViewFor(desk, by, meant.record, rules));
}
