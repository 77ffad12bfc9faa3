// The clicks that reps make on the cards they see, as the requests that Slack would send.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { ACTIONS } from "../../blocks/ids.ts";
import { signedHeaders } from "../../sim/delivery/signature.ts";
import type { Sim, SimMessage } from "../../sim/index.ts";
import type { Shot } from "../support/load.ts";

/** Has everybody press Accept on these cards, and catches what is sent instead of delivering it: bodies, unsigned. */
export async function clicksOn(
  sim: Sim,
  cards: readonly { rep: string; card: SimMessage }[],
): Promise<string[]> {
  const caught: string[] = [];
  const catcher = createServer(async (request, response) => {
    caught.push(await text(request));
    response.end();
  }).listen(0, "127.0.0.1");
  await once(catcher, "listening");
  sim.deliverTo(`http://127.0.0.1:${(catcher.address() as AddressInfo).port}`);
  for (const { rep, card } of cards) await sim.user(rep).press(card, { actionId: ACTIONS.accept });
  catcher.close();
  catcher.closeAllConnections();
  return caught;
}

/** The requests with those bodies, signed now. */
export function signed(bodies: readonly string[], url: string, secret: string): Shot[] {
  return bodies.map((body) => ({
    url,
    body,
    headers: { "content-type": "application/x-www-form-urlencoded", ...signedHeaders(secret, body) },
  }));
}
