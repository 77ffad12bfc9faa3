// Every button of the queue, and its picker of people: another view of the queue in the place of this one.
import type { Message } from "../../../blocks/assemble.ts";
import { type QueuePlace, readQueueValue } from "../../../blocks/ids.ts";
import type { Desk } from "../desk.ts";
import type { Press } from "../payloads.ts";
import { queueAnswer } from "../queueAnswer.ts";
import { sayNotUnderstood } from "../sentences.ts";

export function queuePage(press: Press, desk: Desk): Promise<Message | null> {
  return shown(readQueueValue(press.value), press, desk);
}

/** What somebody holds, be it a rep, the Overflow Manager or a reviewer. */
export function queueOf(press: Press, desk: Desk): Promise<Message | null> {
  const person = /^[A-Z0-9]{1,32}$/.exec(press.value ?? "")?.[0];
  const place: QueuePlace | null = person ? { filter: { kind: "rep", rep: person }, page: 1 } : null;
  return shown(place, press, desk);
}

async function shown(place: QueuePlace | null, press: Press, desk: Desk): Promise<Message | null> {
  if (!place) return sayNotUnderstood(desk);
  const answer = await queueAnswer(press.by, place, desk);
  if (!answer.may) return answer.message;
  await desk.tell.replace(press, answer.message);
  return null;
}
