// Deliveries as Slack would sign them, of whatever somebody has put into them: other ids, other values, other people.
import { signedHeaders } from "../../sim/delivery/signature.ts";
import type { Workspace } from "./workspace.ts";

const COMMON = {
  team: { id: "T0SIM", domain: "sim" },
  enterprise: null,
  is_enterprise_install: false,
  token: "x",
};

export interface Forged {
  readonly by: string;
  readonly channel: string;
}

async function deliver(space: Workspace, fields: Record<string, string>): Promise<unknown> {
  const body = new URLSearchParams(fields).toString();
  const response = await fetch(`${space.baton.url}/slack/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...signedHeaders(space.config.slack.signingSecret, body),
    },
    body,
  });
  const answer = await response.text();
  await space.settle();
  return answer === "" ? null : JSON.parse(answer);
}

const interaction = (space: Workspace, payload: object) =>
  deliver(space, { payload: JSON.stringify({ ...COMMON, ...payload }) });

/** A button pressed, in a modal where `metadata` is given; `values`: what else is filled in there. */
export function press(
  space: Workspace,
  { by, channel }: Forged,
  action: string,
  value: string,
  { metadata, values = {} }: { readonly metadata?: string | undefined; readonly values?: object } = {},
): Promise<unknown> {
  const view = { id: "V0FORGED", type: "modal", private_metadata: metadata, state: { values } };
  return interaction(space, {
    type: "block_actions",
    user: { id: by },
    trigger_id: "1.2.forged",
    ...(metadata === undefined ? { channel: { id: channel }, state: { values } } : { view }),
    actions: [{ type: "button", action_id: action, block_id: "b", value }],
  });
}

/** A form sent; the answer is what the acknowledgement carries. */
export function submit(
  space: Workspace,
  by: string,
  callback: string,
  metadata: string,
  values: object = {},
): Promise<unknown> {
  const view = {
    id: "V0FORGED",
    type: "modal",
    callback_id: callback,
    private_metadata: metadata,
    state: { values },
  };
  return interaction(space, { type: "view_submission", user: { id: by }, trigger_id: "1.2.forged", view });
}

export function shortcut(
  space: Workspace,
  { by, channel }: Forged,
  callback: string,
  ts: string,
): Promise<unknown> {
  return interaction(space, {
    type: "message_action",
    callback_id: callback,
    user: { id: by },
    channel: { id: channel },
    message_ts: ts,
    message: { ts },
    trigger_id: "1.2.forged",
  });
}

export function command(space: Workspace, { by, channel }: Forged, text: string): Promise<unknown> {
  return deliver(space, {
    ...{
      command: "/leads",
      text,
      user_id: by,
      channel_id: channel,
      team_id: "T0SIM",
      trigger_id: "1.2.forged",
    },
  });
}

/** How many attempts have been counted as refused. */
export async function refusedTotal(space: Workspace): Promise<number> {
  const response = await fetch(`${space.baton.url}/metrics`, {
    headers: { authorization: "Bearer admin-token" },
  });
  const counts = (await response.text()).matchAll(/^baton_refused_total\{[^}]*\} (\d+)/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}
