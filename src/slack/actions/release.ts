// Promote and Roll back on a steward's card about a canary.
import type { Message } from "../../../blocks/assemble.ts";
import { readVersionValue } from "../../../blocks/ids.ts";
import { sayNoCanary, sayUnfit } from "../../../blocks/policyAnswer.ts";
import { promoteCanary, rollBack } from "../../app/releases.ts";
import { isSteward } from "../../domain/roles.ts";
import { type Desk, rulesOf } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export function promote(press: Press, desk: Desk): Promise<Message | null> {
  return carryOut(promoteCanary, press, desk);
}

export function rollBackCanary(press: Press, desk: Desk): Promise<Message | null> {
  return carryOut(rollBack, press, desk);
}

async function carryOut(
  change: typeof promoteCanary | typeof rollBack,
  { by, value, action }: Press,
  desk: Desk,
): Promise<Message | null> {
  const version = readVersionValue(value);
  if (version === null) {
    desk.log.warn({ action }, "a button carries a value that Baton never writes");
    return sayNotUnderstood(desk);
  }
  const { team } = await rulesOf(desk);
  if (!isSteward(team, by)) return notAllowed("release", by, team, desk);
  const released = await change(version, { by, note: "", actor: `slack:${by}` }, desk);
  desk.log.info({ version, person: by, action, outcome: released.kind }, "a canary was decided about");
  switch (released.kind) {
    case "released":
      desk.mirrorsBehind();
      return null;
    case "unfit":
      return sayUnfit(version, released.problems);
    case "same":
    case "refused":
      return sayNoCanary(version, "status" in released ? released.status : null);
    default:
      return released satisfies never;
  }
}
