// `/leads tank`: what is up for a claim, oldest first, without anything personal.
import type { Message } from "../../../blocks/assemble.ts";
import { renderTankList } from "../../../blocks/leadLists.ts";
import { queueStatus } from "../../app/queueStatus.ts";
import { rolesOf } from "../../domain/roles.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import type { Asked } from "./leads.ts";

const SHOWN = 20;

export async function tank({ by }: Asked, desk: Desk): Promise<Message> {
  const rules = await rulesOf(desk);
  if (rolesOf(rules.team, by).length === 0) return notAllowed("tank", by, rules.team, desk);
  const [{ rows, matching }, view] = await Promise.all([
    queueStatus(desk, { filter: { kind: "tank" }, page: 1, pageSize: SHOWN }),
    viewFor(desk, by, rules),
  ]);
  return renderTankList(rows, matching, view);
}
