// `/leads help`: what this person can type.
import type { Message } from "../../../blocks/assemble.ts";
import { type HelpRole, renderHelp } from "../../../blocks/help.ts";
import { rolesOf } from "../../domain/roles.ts";
import type { SlackId } from "../../ids.ts";
import type { Team } from "../../policy/types.ts";
import { type Desk, rulesOf } from "../desk.ts";
import type { Asked } from "./leads.ts";

export async function help({ by }: Asked, desk: Desk): Promise<Message> {
  return renderHelp(helpRolesOf((await rulesOf(desk)).team, by));
}

export function helpRolesOf(team: Team, person: SlackId): HelpRole[] {
  const roles = rolesOf(team, person);
  return roles.length > 0 ? roles : ["other"];
}
