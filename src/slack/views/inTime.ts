// A form's fields are checked without the database; what only the engine knows, and a field can show, comes with the
// acknowledgement too. So the engine is asked before it, but not for long: a busy database must not make Slack give the
// form up, and what comes later is told to whoever sent it.
import type { Message } from "../../../blocks/assemble.ts";
import { unmarked } from "../../../blocks/text.ts";
import type { Desk } from "../desk.ts";
import type { Submission } from "../payloads.ts";
import type { Acknowledge } from "./acknowledge.ts";

/** A third of what Slack gives: what is typed is lost once the form has closed. */
const ENGINE_BEFORE_ACK_MS = 1_000;

/** What came of a form that is not the lead's new state. */
export interface Told {
  /** The block that it is an error of, where it is about one that the form shows. */
  readonly field: string | null;
  readonly message: Message;
}

/** `carrying` null: there is nothing to say. */
export async function acknowledgeInTime(
  carrying: Promise<Told | null>,
  submission: Submission,
  desk: Desk,
  acknowledge: Acknowledge,
): Promise<void> {
  const early = await soon(carrying);
  if (early?.field) {
    return acknowledge({
      response_action: "errors",
      errors: { [early.field]: unmarked(early.message.text) },
    });
  }
  await acknowledge();
  const told = await carrying;
  if (told) await desk.tell.say(submission, told.message);
}

/** What work has come to by now, or null. A failure is left to whoever awaits the work itself. */
async function soon<Result>(work: Promise<Result>): Promise<Result | null> {
  const waited = Promise.withResolvers<null>();
  const timer = setTimeout(() => waited.resolve(null), ENGINE_BEFORE_ACK_MS);
  try {
    return await Promise.race([work.catch(() => null), waited.promise]);
  } finally {
    clearTimeout(timer);
  }
}
