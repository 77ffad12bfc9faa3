// `/leads why ID [@rep]`: why a lead went to its rep, or why not to another. Managers may ask about anybody, a rep about
// themselves, also about a lead they never had.
import { sayUsage } from "../../../blocks/answers.ts";
import type { Message } from "../../../blocks/assemble.ts";
import { renderWhy, renderWhyNot } from "../../../blocks/whyMe.ts";
import { explainRouting } from "../../app/explainRouting.ts";
import { isManager, overflowManager, repOf } from "../../domain/roles.ts";
import type { SlackId } from "../../ids.ts";
import type { Team } from "../../policy/types.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import { sayNobodyCould } from "../sentences.ts";
import type { Asked } from "./leads.ts";
import { leadMeant } from "./meant.ts";
import { repCalled, sayNotCalled } from "./reps.ts";

export async function why({ by, words }: Asked, desk: Desk): Promise<Message> {
  const rules = await rulesOf(desk);
  const { team } = rules;
  const anybody = isManager(team, by) || team.roles.overflow === by;
  if (!anybody && !repOf(team, by)) return notAllowed("why_other", by, team, desk);
  const [id, ...who] = words;
  if (id === undefined) return sayUsage("why ID [@rep]");
  const about = aboutWhom(team, who, anybody ? null : by);
  if (about === "nobody") return sayNotCalled(team, who);
  if (!anybody && about !== by) return notAllowed("why_other", by, team, desk);
  const meant = await leadMeant(id, desk);
  if (meant.kind === "answer") return meant.message;
  const { record } = meant;
  const [explained, view] = await Promise.all([
    explainRouting(desk.leads, record.lead.id, null),
    viewFor(desk, by, rules),
  ]);
  switch (explained.kind) {
    case "not_routed":
      return renderWhyNot(record, null, about ?? overflowManager(team), by, view);
    case "nobody":
      return about === null
        ? sayNobodyCould(record, explained, view)
        : renderWhyNot(record, { ...NO_CHOICE, rep: overflowManager(team), ...explained }, about, by, view);
    case "chosen": {
      const { choice } = explained;
      return about === null || about === choice.rep
        ? renderWhy(record, choice, by, view)
        : renderWhyNot(record, choice, about, by, view);
    }
  }
}

/** Nobody was chosen, so the Overflow Manager is next; everybody considered was left out. */
const NO_CHOICE = { how: "share", by: null, skipped: [] } as const;

/** The rep asked about; `otherwise` where none is named. */
function aboutWhom<Otherwise>(
  team: Team,
  words: readonly string[],
  otherwise: Otherwise,
): SlackId | Otherwise | "nobody" {
  if (words.length === 0) return otherwise;
  return repCalled(team, words)?.slack ?? "nobody";
}
