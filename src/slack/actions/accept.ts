// Accept on an offer card.
import type { Message } from "../../../blocks/assemble.ts";
import type { Desk } from "../desk.ts";
import { carryOut } from "../onLead.ts";
import type { Press } from "../payloads.ts";

export async function accept(press: Press, desk: Desk): Promise<Message | null> {
  const carried = await carryOut(press, desk, ({ turn }) => ({ do: "accept", by: press.by, turn }));
  return carried.done ? null : carried.message;
}
