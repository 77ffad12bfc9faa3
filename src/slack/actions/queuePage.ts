// Previous and Next under the queue: another page in the place of this one.
import type { Message } from "../../../blocks/assemble.ts";
import { readQueueValue } from "../../../blocks/ids.ts";
import type { Desk } from "../desk.ts";
import type { Press } from "../payloads.ts";
import { queueAnswer } from "../queueAnswer.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function queuePage(press: Press, desk: Desk): Promise<Message | null> {
  const place = readQueueValue(press.value);
  if (!place) return sayNotUnderstood();
  await desk.tell.replace(press, await queueAnswer(press.by, place, desk));
  return null;
}
