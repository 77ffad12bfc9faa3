// Override, from the menu of any message of Baton's that is about a lead. Which lead that is, its mirror says: nothing that
// the message carries is trusted to.
import type { Message } from "../../../blocks/assemble.ts";
import { isManager } from "../../domain/roles.ts";
import { isLeadId } from "../../ids.ts";
import { type Desk, rulesOf } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import { bundleOf, openBundle, openOverride } from "../overrideForm.ts";
import type { OnMessage } from "../payloads.ts";
import { sayAboutNoLead } from "../sentences.ts";

export async function overrideShortcut(asked: OnMessage, desk: Desk): Promise<Message | null> {
  const mirror = await desk.mirrors.at(asked.message);
  if (mirror?.kind === "notice") {
    const { records } = await bundleOf(mirror.id, desk);
    const [only] = records;
    if (records.length === 1 && only) return openOverride(asked, only.lead.id, desk);
    const { team } = await rulesOf(desk);
    if (!isManager(team, asked.by)) return notAllowed("override", asked.by, team, desk);
    return openBundle(asked, mirror.id, desk);
  }
  if (!mirror || !isLeadId(mirror.leadId)) {
    const { team } = await rulesOf(desk);
    return isManager(team, asked.by) ? sayAboutNoLead() : notAllowed("override", asked.by, team, desk);
  }
  return openOverride(asked, mirror.leadId, desk);
}
