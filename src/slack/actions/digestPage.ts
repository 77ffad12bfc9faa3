// Previous and Next under the digest so far: another page of it in the place of this one, as it was when it was asked for.
import type { Message } from "../../../blocks/assemble.ts";
import { readDigestValue } from "../../../blocks/digestPlace.ts";
import type { Desk } from "../desk.ts";
import { digestAnswer } from "../digestAnswer.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function digestPageTurned(press: Press, desk: Desk): Promise<Message | null> {
  const place = readDigestValue(press.value);
  if (!place) {
    desk.log.warn({ action: press.action }, "a button carries a value that Baton never writes");
    return sayNotUnderstood(desk);
  }
  const answer = await digestAnswer(press.by, place, desk);
  if (!answer.may) return answer.message;
  await desk.tell.replace(press, answer.message);
  return null;
}
