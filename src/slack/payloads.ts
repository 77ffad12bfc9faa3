// What Slack sends, cut down to what Baton reads. Who pressed and what is taken from the signed payload; whether they
// may is decided in the domain. Ids inside values are checked where they are read.
import { z } from "zod";
import type { StateValues } from "../../blocks/state.ts";
import type { SlackId } from "../ids.ts";
import type { Listener } from "./tell.ts";

const field = z.object({
  type: z.string().optional(),
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string().optional() }).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
});
const state = z.object({ values: z.record(z.string(), z.record(z.string(), field)) });
const view = z.object({
  id: z.string(),
  type: z.string().optional(),
  hash: z.string().optional(),
  private_metadata: z.string().optional(),
  state: state.optional(),
});

const blockActions = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }).optional(),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  state: state.nullish(),
  view: view.optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string().optional() }).nullish(),
        selected_user: z.string().nullish(),
      }),
    )
    .min(1),
});

const submission = z.object({ user: z.object({ id: z.string() }), view });

const messageAction = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  message_ts: z.string(),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
});

const command = z.object({
  user_id: z.string(),
  trigger_id: z.string().optional(),
  channel_id: z.string().optional(),
  response_url: z.string().optional(),
  text: z.string().optional(),
});

/** The modal, or the Home, that something happened in. */
export interface OpenView {
  readonly id: string;
  readonly isHome: boolean;
  readonly hash: string | null;
  readonly metadata: string | undefined;
  readonly values: StateValues;
}

/** A button pressed, an option chosen. */
export interface Press extends Listener {
  readonly action: string;
  /** The button's value, the chosen option's, or whoever was picked. */
  readonly value: string | undefined;
  /** What is filled in on the message, in the modal or on the Home. */
  readonly values: StateValues;
}

export function readPress(body: unknown): Press | null {
  const parsed = blockActions.safeParse(body);
  const action = parsed.data?.actions[0];
  if (!parsed.success || !action) return null;
  const { data } = parsed;
  return {
    by: data.user.id,
    channel: data.channel?.id ?? null,
    responseUrl: data.response_url ?? null,
    action: action.action_id,
    value: action.value ?? action.selected_option?.value ?? action.selected_user ?? undefined,
    values: (data.state?.values ?? data.view?.state?.values ?? {}) as StateValues,
    trigger: data.trigger_id ?? null,
    view: data.view ? viewOf(data.view) : null,
  };
}

export interface Submission extends Listener {
  readonly view: OpenView;
}

export function readSubmission(body: unknown): Submission | null {
  const parsed = submission.safeParse(body);
  if (!parsed.success) return null;
  const { user, view } = parsed.data;
  return { by: user.id, channel: null, responseUrl: null, trigger: null, view: viewOf(view) };
}

export interface Typed extends Listener {
  readonly text: string;
}

/** A shortcut chosen from a message's menu; where the message is, Slack says. */
export interface OnMessage extends Listener {
  readonly message: { readonly channel: string; readonly ts: string };
}

export function readMessageAction(body: unknown): OnMessage | null {
  const parsed = messageAction.safeParse(body);
  if (!parsed.success) return null;
  const { user, channel, message_ts: ts, trigger_id: trigger, response_url: responseUrl } = parsed.data;
  return {
    by: user.id,
    channel: channel.id,
    responseUrl: responseUrl ?? null,
    message: { channel: channel.id, ts },
    trigger: trigger ?? null,
    view: null,
  };
}

export function readCommand(body: unknown): Typed | null {
  const parsed = command.safeParse(body);
  if (!parsed.success) return null;
  const { user_id: by, channel_id: channel, response_url: responseUrl, text, trigger_id } = parsed.data;
  const where = { channel: channel ?? null, responseUrl: responseUrl ?? null };
  return { by, ...where, trigger: trigger_id ?? null, view: null, text: text ?? "" };
}

/** Whoever waits for an answer to a delivery of whatever kind; null where nobody does, as with events. */
export function listenerIn(body: unknown): Listener | null {
  return readPress(body) ?? readMessageAction(body) ?? readSubmission(body) ?? readCommand(body);
}

function viewOf({
  id,
  type,
  hash,
  private_metadata: metadata,
  state: filled,
}: z.infer<typeof view>): OpenView {
  const values = (filled?.values ?? {}) as StateValues;
  return { id, isHome: type === "home", hash: hash ?? null, metadata, values };
}

/** Who somebody is, in an event about a user. */
export const userEvent = z.object({
  user: z.object({
    id: z.string() satisfies z.ZodType<SlackId>,
    deleted: z.boolean().optional(),
    tz: z.string().nullish(),
    real_name: z.string().optional(),
    name: z.string().optional(),
    profile: z
      .object({
        display_name: z.string().optional(),
        status_emoji: z.string().optional(),
        status_expiration: z.number().optional(),
      })
      .optional(),
  }),
});

/** When somebody does not want to be disturbed; times in seconds. */
export const dndEvent = z.object({
  user: z.string() satisfies z.ZodType<SlackId>,
  dnd_status: z.object({
    dnd_enabled: z.boolean().optional(),
    next_dnd_start_ts: z.number().optional(),
    next_dnd_end_ts: z.number().optional(),
    snooze_enabled: z.boolean().optional(),
    snooze_endtime: z.number().optional(),
  }),
});

/** Who opened the app's Home, or its Messages. */
export const homeEvent = z.object({ user: z.string().regex(/^[UW][A-Z0-9]{1,31}$/) });
