// Reassign on an overdue notice: opens the override form, on a bundle with the question which lead.
import type { Message } from "../../../blocks/assemble.ts";
import { readNotice } from "../../../blocks/ids.ts";
import { isManager } from "../../domain/roles.ts";
import { type Desk, rulesOf } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import { targetOf } from "../onLead.ts";
import { openBundle, openOverride } from "../overrideForm.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function override(press: Press, desk: Desk): Promise<Message | null> {
  const ref = targetOf(press, desk);
  if (!ref) return sayNotUnderstood(desk);
  return openOverride(press, ref.lead, desk, { verb: "reassign", turn: ref.turn });
}

export async function overrideBundle(press: Press, desk: Desk): Promise<Message | null> {
  const { team } = await rulesOf(desk);
  if (!isManager(team, press.by)) return notAllowed("override", press.by, team, desk);
  const notice = readNotice(press.value);
  if (notice === null) {
    desk.log.warn({ action: press.action }, "a button carries a value that Baton never writes");
    return sayNotUnderstood(desk);
  }
  return openBundle(press, notice, desk);
}
