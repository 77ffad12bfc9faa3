// Show the queue on a manager's Home: its first page, in a modal.
import type { Message } from "../../../blocks/assemble.ts";
import type { Desk } from "../desk.ts";
import type { Press } from "../payloads.ts";
import { queueAnswer } from "../queueAnswer.ts";

export async function showQueue({ by }: Press, desk: Desk): Promise<Message> {
  return (await queueAnswer(by, { filter: { kind: "all" }, page: 1 }, desk)).message;
}
