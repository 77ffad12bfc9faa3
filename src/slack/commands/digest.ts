// `/leads digest`: the overrides since the last digest, for stewards and managers.
import type { Message } from "../../../blocks/assemble.ts";
import type { Desk } from "../desk.ts";
import { digestAnswer } from "../digestAnswer.ts";
import type { Asked } from "./leads.ts";

export async function digest({ by }: Asked, desk: Desk): Promise<Message> {
  return (await digestAnswer(by, null, desk)).message;
}
