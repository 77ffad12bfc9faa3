// Alerts as tests of a whole Baton come to them: leads that cross a line, a look, what is in the channels and on record.
import { createHmac } from "node:crypto";
import { expect } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import { DESK_CHAIN } from "../../src/domain/deskEvents.ts";
import { TEAM } from "./fixtures.ts";
import { MANAGERS, PEOPLE, TANK, type Workspace } from "./workspace.ts";

export const HOUR = 3_600_000;
export const MARKETING = "C0MARKETING";
export const WITH_MARKETING = TEAM.replace("tank: C0TANK", `tank: C0TANK, marketing: ${MARKETING}`);
export const sim = {
  users: PEOPLE.map(([id, name]) => ({ id, name })),
  channels: [
    { id: MANAGERS, name: "managers" },
    { id: TANK, name: "shark-tank" },
    { id: MARKETING, name: "marketing" },
  ],
};
export const HOSTILE = "<!channel> *Autumn* <https://evil.example|x> :skull:";

let posted = 0;

/** So many leads at once, decided at once. France is not the ICP. */
export async function post(space: Workspace, many: number, lead: object): Promise<string[]> {
  const leads = Array.from({ length: many }, () => {
    posted += 1;
    return {
      ...{
        externalId: `alert-${posted}`,
        email: `alert${posted}@acme.example`,
        intent: "demo",
        country: "GB",
      },
      ...{
        firstName: "Jane",
        lastName: `Secretname${posted}`,
        phone: "+442071838750",
        message: "Secretword",
      },
      ...lead,
    };
  });
  const response = await fetch(`${space.baton.url}/v1/leads/batch`, {
    method: "POST",
    headers: { authorization: "Bearer website-token", "content-type": "application/json" },
    body: JSON.stringify(leads),
  });
  const ids = ((await response.json()) as { leadId: string }[]).map(({ leadId }) => leadId);
  await space.settle();
  return ids;
}

export async function look(space: Workspace): Promise<void> {
  await space.baton.watchAlerts();
  // A channel takes one message a second.
  await space.turn(2_000);
}

export const said = (message: SimMessage | undefined) => JSON.stringify([message?.text, message?.blocks]);
export const alertsIn = (space: Workspace, channel: string) =>
  space.sim
    .user("U0MANAGER")
    .messages(channel)
    .filter(({ ephemeralTo, text }) => !ephemeralTo && !text.startsWith("Overdue"));

export const deskEvents = async (space: Workspace) => {
  const [chain] = await space.baton.services.audit.chains([DESK_CHAIN]);
  return (chain?.events ?? []).map(({ actor, body }) => ({ actor, ...body }) as Record<string, unknown>);
};

/** Presses what is on no message: signed as Slack signs, with whatever value. */
export async function forged(
  space: Workspace,
  { user, action, value }: { user: string; action: string; value: string },
): Promise<void> {
  const payload = {
    ...{
      type: "block_actions",
      user: { id: user },
      team: { id: space.sim.teamId },
      channel: { id: MANAGERS },
    },
    actions: [{ type: "button", action_id: action, block_id: "b", value, action_ts: "1.0" }],
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const hmac = createHmac("sha256", space.sim.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  const response = await fetch(`${space.baton.url}/slack/events`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${hmac}`,
    },
  });
  expect(response.status).toBe(200);
  await space.baton.idle();
}
