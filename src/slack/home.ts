// Somebody looks at their Home, or has pressed on it: it is published again, as soon as its pace allows.
import { instant } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { Desk } from "./desk.ts";

/** From the first time on their Home is kept up to date. */
export async function refreshHome(person: SlackId, desk: Desk): Promise<void> {
  await desk.homes.open(person, instant(desk.clock.now()));
  desk.mirrorsBehind();
}
