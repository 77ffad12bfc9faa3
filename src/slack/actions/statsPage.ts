// Every button under numbers: other numbers in the place of these.
import type { Message } from "../../../blocks/assemble.ts";
import { readStatsValue } from "../../../blocks/ids.ts";
import type { Desk } from "../desk.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";
import { statsAnswer } from "../statsAnswer.ts";

export async function statsPage(press: Press, desk: Desk): Promise<Message | null> {
  const place = readStatsValue(press.value);
  if (!place) return sayNotUnderstood(desk);
  const answer = await statsAnswer(press.by, place, desk);
  if (!answer.may) return answer.message;
  await desk.tell.replace(press, answer.message);
  return null;
}
