// Somebody without the role: one line that says who can, a warning in the log, a count.
import { type Guarded, sayNotAllowed } from "../../blocks/answers.ts";
import type { Message } from "../../blocks/assemble.ts";
import type { SlackId } from "../ids.ts";
import type { Team } from "../policy/types.ts";
import type { Desk } from "./desk.ts";

export function notAllowed(what: Guarded, by: SlackId, team: Team, desk: Desk): Message {
  desk.log.warn({ person: by, asked: what }, "somebody asked for what their role does not allow");
  desk.refused(what);
  const { stewards, managers } = team.roles;
  return sayNotAllowed(what, what === "release" || what === "post_mortem" ? stewards : managers);
}
