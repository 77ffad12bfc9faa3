// `/leads queue [overdue|tank|@rep]`: every open lead, for managers.
import type { Message } from "../../../blocks/assemble.ts";
import type { QueueFilterValue } from "../../../blocks/ids.ts";
import { hasPlace, isManager } from "../../domain/roles.ts";
import { nearest } from "../../policy/nearest.ts";
import type { Team } from "../../policy/types.ts";
import { type Desk, rulesOf } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import { queueAnswer } from "../queueAnswer.ts";
import type { Asked } from "./leads.ts";
import { personPicked, repCalled, sayNotCalled } from "./reps.ts";

export async function queue({ by, words }: Asked, desk: Desk): Promise<Message> {
  const { team } = await rulesOf(desk);
  if (!isManager(team, by)) return notAllowed("queue", by, team, desk);
  const filter = filterOf(words, team);
  if (!filter) return sayNotCalled(team, words, meantBy(words));
  return (await queueAnswer(by, { filter, page: 1 }, desk)).message;
}

/** The words for states that the queue can be filtered by. */
const STATES = ["overdue", "tank"] as const;

/** What somebody who mistyped a state meant; null where no state is near, or `@` says that a rep was meant. */
function meantBy(words: readonly string[]): string | null {
  const state = nearest(words.join(" "), STATES);
  return state === null || words[0]?.startsWith("@") ? null : `/leads queue ${state}`;
}

function filterOf(words: readonly string[], team: Team): QueueFilterValue | null {
  const word = words.join(" ").toLowerCase();
  if (word === "" || word === "all") return { kind: "all" };
  const state = STATES.find((one) => one === word);
  if (state) return { kind: state };
  const rep = repCalled(team, words);
  if (rep) return { kind: "rep", rep: rep.slack };
  // Leads are with the Overflow Manager and with reviewers, too.
  const picked = personPicked(words);
  return picked !== null && hasPlace(team, picked) ? { kind: "rep", rep: picked } : null;
}
