// One rep out of the team: a select by seniority, or Slack's own picker of people where the team is larger than a select holds.
import type { StaticSelect, UsersSelect } from "@slack/types";
import type { SlackId } from "../src/ids.ts";
import type { Rep } from "../src/policy/types.ts";
import { option, plainText, select } from "./build.ts";
import { LIMITS } from "./limits.ts";

/** `away`: they are listed because nobody is here. */
export type PickableRep = Pick<Rep, "slack" | "name" | "seniority"> & { readonly away?: true };

/** `reps`: not empty, Slack refuses a select of nothing. `chosen`: who is picked to begin with; `most`: how many go into a list. */
export function repPicker(
  actionId: string,
  reps: readonly PickableRep[],
  { chosen = null, most = LIMITS.options }: { chosen?: SlackId | null; most?: number } = {},
): StaticSelect | UsersSelect {
  const placeholder = "Pick a rep";
  if (reps.length > most) {
    return {
      type: "users_select",
      action_id: actionId,
      placeholder: plainText(placeholder, LIMITS.placeholder),
      ...(chosen === null ? {} : { initial_user: chosen }),
    };
  }
  const groups = bySeniority(reps);
  const initial = groups.flatMap(({ options }) => options).find(({ value }) => value === chosen);
  return {
    ...select(actionId, placeholder, { groups }),
    ...(initial ? { initial_option: initial } : {}),
  };
}

function bySeniority(reps: readonly PickableRep[]) {
  const sorted = [...reps].sort((a, b) => a.name.localeCompare(b.name, "en"));
  const groups = Map.groupBy(sorted, (rep) => rep.seniority ?? "");
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .map(([seniority, members]) => ({
      label: plainText(seniority || "Reps", LIMITS.option),
      options: members.map((rep) => option(rep.away ? `${rep.name} (away)` : rep.name, rep.slack)),
    }));
}
