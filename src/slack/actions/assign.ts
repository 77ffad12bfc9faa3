// Assign on an overflow card, or on a Home beside one of the leads that wait: to the rep who is picked there.
import { sayPickFirst } from "../../../blocks/answers.ts";
import type { Message } from "../../../blocks/assemble.ts";
import { readTurnValue } from "../../../blocks/ids.ts";
import { readAssignee } from "../../../blocks/overflowCard.ts";
import type { Desk } from "../desk.ts";
import { carryOut } from "../onLead.ts";
import type { Press } from "../payloads.ts";

export async function assign(press: Press, desk: Desk): Promise<Message | null> {
  const rep = readAssignee(press.values, readTurnValue(press.value));
  if (rep === null) return sayPickFirst();
  const carried = await carryOut(press, desk, ({ turn }) => ({ do: "assign", by: press.by, turn, rep }));
  return carried.done ? null : carried.message;
}
