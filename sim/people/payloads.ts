/** Interaction payloads as Slack builds them. */
import { VERIFICATION_TOKEN } from "../delivery/events.ts";
import { describeMessage } from "../state/describe.ts";
import type { Placed } from "../state/inputs.ts";
import { formatTs } from "../state/timestamps.ts";
import type { User } from "../state/users.ts";
import type { SimMessage, SimView } from "../types.ts";
import type { World } from "../world.ts";

export type Payload = Readonly<Record<string, unknown>> & { readonly type: string };

/** Where somebody pressed or chose: on a version of a message, or in a view. */
export type Surface =
  | { readonly kind: "message"; readonly message: SimMessage }
  | { readonly kind: "view"; readonly view: SimView };

export function blocksOf(surface: Surface): readonly unknown[] {
  return surface.kind === "message" ? surface.message.blocks : surface.view.blocks;
}

/** Under which key `world.inputs` holds what this person has put in there. */
export function inputKey(surface: Surface, user: User): string {
  if (surface.kind === "view") return surface.view.id;
  return `${surface.message.channel}:${surface.message.ts}:${user.id}`;
}

/** A press or choice. `detail`: the element's fields that say what was pressed or chosen. */
export function blockActions(
  world: World,
  user: User,
  surface: Surface,
  { block, element }: Placed,
  detail: Readonly<Record<string, unknown>>,
): Payload {
  const action = {
    type: element.type,
    block_id: block.block_id,
    action_id: element.action_id,
    ...detail,
    action_ts: actionTs(world),
  };
  if (surface.kind === "view") {
    return {
      type: "block_actions",
      ...common(world, user),
      container: { type: "view", view_id: surface.view.id },
      trigger_id: world.triggers.issue(user.id, world.now()),
      view: surface.view,
      actions: [action],
    };
  }
  const { message } = surface;
  const isEphemeral = message.ephemeralTo !== undefined;
  return {
    type: "block_actions",
    ...common(world, user),
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    trigger_id: world.triggers.issue(user.id, world.now()),
    channel: channelOf(world, message.channel),
    // Slack does not keep ephemerals, so it cannot send one along.
    ...(isEphemeral ? {} : { message: describeMessage(world, message) }),
    state: { values: world.inputs.values(inputKey(surface, user), message.blocks) },
    response_url: responseUrl(world, user.id, message.channel, message.ts),
    actions: [action],
  };
}

export function viewSubmission(world: World, user: User, view: SimView): Payload {
  return {
    type: "view_submission",
    ...common(world, user),
    trigger_id: world.triggers.issue(user.id, world.now()),
    view,
    response_urls: [],
  };
}

export function viewClosed(world: World, user: User, view: SimView, isCleared: boolean): Payload {
  return { type: "view_closed", ...common(world, user), view, is_cleared: isCleared };
}

export function messageShortcut(world: World, user: User, message: SimMessage, callbackId: string): Payload {
  return {
    type: "message_action",
    ...common(world, user),
    callback_id: callbackId,
    trigger_id: world.triggers.issue(user.id, world.now()),
    action_ts: actionTs(world),
    message_ts: message.ts,
    channel: channelOf(world, message.channel),
    message: describeMessage(world, message),
    response_url: responseUrl(world, user.id, message.channel, message.ts),
  };
}

export function globalShortcut(world: World, user: User, callbackId: string): Payload {
  return {
    type: "shortcut",
    ...common(world, user),
    callback_id: callbackId,
    trigger_id: world.triggers.issue(user.id, world.now()),
    action_ts: actionTs(world),
  };
}

export function commandFields(
  world: World,
  user: User,
  channelId: string,
  command: string,
  text: string,
): Readonly<Record<string, unknown>> & { readonly command: string } {
  return {
    token: VERIFICATION_TOKEN,
    team_id: world.identity.teamId,
    team_domain: world.identity.teamDomain,
    channel_id: channelId,
    channel_name: channelOf(world, channelId).name,
    user_id: user.id,
    user_name: user.handle,
    command,
    text,
    api_app_id: world.identity.appId,
    is_enterprise_install: "false",
    response_url: responseUrl(world, user.id, channelId),
    trigger_id: world.triggers.issue(user.id, world.now()),
  };
}

function common(world: World, user: User): Readonly<Record<string, unknown>> {
  const { teamId, teamDomain, appId } = world.identity;
  return {
    user: { id: user.id, username: user.handle, name: user.handle, team_id: teamId },
    api_app_id: appId,
    token: VERIFICATION_TOKEN,
    team: { id: teamId, domain: teamDomain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function channelOf(world: World, id: string): { readonly id: string; readonly name: string } {
  const channel = world.channels.get(id);
  return { id, name: channel?.kind === "private" ? "privategroup" : (channel?.name ?? "") };
}

function responseUrl(world: World, user: string, channel: string, ts?: string): string {
  const target = { user, channel, ...(ts === undefined ? {} : { ts }) };
  return world.url() + world.responseUrls.issue(target, world.identity.teamId, world.now());
}

function actionTs(world: World): string {
  return formatTs(Math.floor(world.now()) * 1_000);
}
