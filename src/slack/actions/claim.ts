// Claim on a tank card, or in the list of `/leads tank`. The first click wins; the card shows nothing of the person, so
// whoever won is told whom they have.
import type { Message } from "../../../blocks/assemble.ts";
import { renderLeadAnswer } from "../../../blocks/leadStory.ts";
import { type Desk, rulesOf, storyViewFor } from "../desk.ts";
import { carryOut } from "../onLead.ts";
import type { Press } from "../payloads.ts";

export async function claim(press: Press, desk: Desk): Promise<Message | null> {
  const carried = await carryOut(press, desk, ({ turn }) => ({ do: "claim", by: press.by, turn }));
  if (!carried.done) return carried.message;
  if (!carried.changed) return null;
  return renderLeadAnswer(
    carried.record,
    "full",
    await storyViewFor(desk, press.by, carried.record, await rulesOf(desk)),
  );
}
