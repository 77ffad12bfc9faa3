/** The driver's types: what a test, a simulation or a page calls and gets back. */
import type { KnownBlock, MessageAttachment } from "@slack/types";
import type { Limits } from "./limits.ts";
import type { ChannelSpec, UserSpec } from "./options.ts";
import type { CommandResult, Delivered, SubmitResult } from "./outcomes.ts";
import type { SimFile } from "./state/files.ts";
import type { Status } from "./state/users.ts";

export type { CommandResult, Delivered, Lapsed, SubmitResult } from "./outcomes.ts";

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

/** One version of a message. Never mutated: an update puts another object in its place. */
export interface SimMessage {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly botId?: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly attachments?: readonly MessageAttachment[];
  readonly metadata?: Metadata;
  readonly threadTs?: string;
  /** Set on an ephemeral: the only person who sees it. */
  readonly ephemeralTo?: string;
  /** The `ts` of the last edit. */
  readonly edited?: string;
  readonly updates: number;
  readonly deleted: boolean;
  readonly reactions?: Readonly<Record<string, readonly string[]>>;
}

/** A message, or enough to find its current version. */
export type MessageRef = Pick<SimMessage, "channel" | "ts">;

/** A modal or Home tab as Slack stores and sends it. */
export interface SimView {
  readonly id: string;
  readonly team_id: string;
  readonly type: "modal" | "home";
  readonly title: TextObject | null;
  readonly submit: TextObject | null;
  readonly close: TextObject | null;
  readonly blocks: readonly KnownBlock[];
  readonly private_metadata: string;
  readonly callback_id: string;
  readonly external_id: string;
  readonly state: { readonly values: StateValues };
  readonly hash: string;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
  readonly app_id: string;
  readonly app_installed_team_id: string;
  readonly bot_id: string;
}

export interface TextObject {
  readonly type: "plain_text" | "mrkdwn";
  readonly text: string;
  readonly emoji?: boolean;
}

/** `state.values`: block id → action id → what the element holds. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, ElementState>>>>;
export type ElementState = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Which button, menu or input on a surface. A plain string is the visible text, or the action id. */
export type Target =
  | string
  | {
      readonly text?: string;
      readonly actionId?: string;
      readonly blockId?: string;
      readonly value?: string;
      /** Text in the same block or the nearest block above: tells rows of a list apart. */
      readonly near?: string;
      /** Among several that fit, the n-th from 0. */
      readonly nth?: number;
    };

export interface PressOptions {
  /** Press what this version of the message shows, though it has been updated or deleted since. */
  readonly stale?: boolean;
  /** Answer of the person to a confirm dialog; `true` by default. */
  readonly confirm?: boolean;
}

/** A person at the keyboard. Everything is done by what they can see, and delivered as Slack would. */
export interface Person {
  readonly id: string;
  /** Their DM with the bot, opened if need be: its channel id. */
  dm(): string;
  /** What they see in a channel, oldest first: no deleted messages, only their own ephemerals. */
  messages(channel?: string): readonly SimMessage[];
  /** The last message they see in a channel (their DM by default) that fits. */
  find(predicate: (message: SimMessage) => boolean, channel?: string): SimMessage | undefined;
  /** Presses a button or an overflow entry. Throws when there is nothing of that kind to press. */
  press(surface: MessageRef | SimView, target: Target, options?: PressOptions): Promise<Delivered>;
  /**
   * Chooses in a menu, picker, checkbox or radio group, by the option's visible text or value, user id,
   * `YYYY-MM-DD`, `HH:mm`, or a list of these. Resolves with `null` when nothing is sent, as in a modal's input.
   */
  choose(
    surface: MessageRef | SimView,
    target: Target,
    value: string | readonly string[],
  ): Promise<Delivered | null>;
  /** Types a slash command. `@name` becomes an escaped mention, as with `should_escape`. */
  command(text: string, options?: { readonly channel?: string }): Promise<CommandResult>;
  /** Writes a message in a channel, by default the DM with the bot. */
  say(text: string, channel?: string): Promise<SimMessage>;
  /** The modal on top, or null. */
  modal(): SimView | null;
  /** Fills an input of the modal on top, found by label or action id. */
  fill(target: Target, value: string | readonly string[]): Promise<Delivered | null>;
  submit(): Promise<SubmitResult>;
  /** Closes the modal on top. */
  close(): Promise<Delivered | null>;
  /** Opens the Home tab: `app_home_opened`. */
  openHome(): Promise<Delivered>;
  /** The Home tab as published for them, or null. */
  home(): SimView | null;
  /** Pauses their notifications for so many minutes from now: do not disturb. */
  snooze(minutes: number): void;
  endSnooze(): void;
  /** The status beside their name; what is left out is empty, `expiration` in epoch seconds. */
  setStatus(status: Partial<Status>): void;
  /** A message shortcut. */
  shortcut(message: MessageRef, callbackId: string): Promise<Delivered>;
  /** A global shortcut. */
  globalShortcut(callbackId: string): Promise<Delivered>;
}

export interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** `now` at arrival. */
  readonly at: number;
  readonly ok: boolean;
  /** Slack's error code, or the fault that struck. */
  readonly error?: string;
  readonly status: number;
  /** Whether a fault of ours, not the bot, is the reason. */
  readonly fault?: FaultKind;
  /** Real milliseconds spent. */
  readonly ms: number;
}

export type ViolationKind =
  | "blocks"
  | "view"
  | "text"
  | "arguments"
  | "metadata"
  | "rate_limit"
  | "late_ack"
  | "ack"
  | "trigger"
  | "response_url"
  | "scope";

/** Something the bot did that real Slack would refuse, or that a person would see as an error. */
export interface Violation {
  readonly kind: ViolationKind;
  /** Method, or the delivery concerned. */
  readonly where: string;
  /** Slack's code. */
  readonly code: string;
  readonly detail: string;
  readonly at: number;
}

export type FaultKind = "drop_before" | "drop_after" | "http_500" | "slow" | "ratelimited" | "error";

export interface FaultSpec {
  readonly kind: FaultKind;
  /** Method name, `response_url`, or a pattern; by default every method. */
  readonly method?: string | RegExp;
  /** Channel id, or the user id of a DM. */
  readonly channel?: string;
  /** How many calls it strikes; by default until cleared. */
  readonly times?: number;
  /** For `error`. */
  readonly code?: string;
  /** Seconds, for `ratelimited`. */
  readonly retryAfter?: number;
  /** Real milliseconds, for `slow`. */
  readonly delayMs?: number;
  /** For `drop_after`: cut at once and apply this many real milliseconds later. */
  readonly applyAfterMs?: number;
  /** From 0 to 1, drawn with `random`. */
  readonly probability?: number;
  readonly random?: () => number;
}

export interface FaultHandle {
  /** How many calls it has struck. */
  readonly struck: number;
  clear(): void;
}

export interface WaitOptions {
  readonly timeoutMs?: number;
  /** What is waited for, for the error's words. */
  readonly what?: string;
}

/** A running local Slack. */
export interface Sim {
  /** `http://127.0.0.1:PORT/api/`, for `SLACK_API_URL`. */
  readonly apiUrl: string;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly teamId: string;
  readonly appId: string;
  readonly limits: Readonly<Limits>;
  /** Sends everything as signed requests to this URL; `null` goes back to Socket Mode. */
  deliverTo(url: string | null): void;
  user(id: string): Person;
  /** Every message of a channel (or of a person's DM), oldest first, deleted ones included, ephemerals not. */
  messages(channel: string): readonly SimMessage[];
  /** The current version of a message. */
  message(ref: MessageRef): SimMessage | undefined;
  /** The last message anywhere that fits, newest channel activity first. */
  find(predicate: (message: SimMessage) => boolean, channel?: string): SimMessage | undefined;
  /** Resolves with the first truthy value; looks again whenever something happens here. */
  waitFor<T>(probe: () => T | null | undefined | false, options?: WaitOptions): Promise<T>;
  /** Resolves when no delivery is under way. Later repetitions of an event do not count. */
  settled(options?: WaitOptions): Promise<void>;
  /** The latest Web API calls, oldest first; at most `callLog`. */
  readonly calls: readonly Call[];
  /** Calls ever made, by method; `ok` and refused together. */
  readonly callCounts: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
  /** The latest calls that were refused, whether by the bot's fault, a state of things, or a fault on demand. */
  readonly refusals: readonly Call[];
  /** Open Socket Mode connections. */
  readonly connections: number;
  /** Open windows of the page. */
  readonly windows: number;
  addUser(spec: UserSpec): void;
  addChannel(spec: ChannelSpec): void;
  deactivate(userId: string): void;
  reactivate(userId: string): void;
  changeUserTz(userId: string, tz: string): void;
  setPresence(userId: string, presence: "active" | "away"): void;
  archive(channelId: string): void;
  /** Takes the bot out of a channel. */
  kickBot(channelId: string): void;
  /** Deletes a message as a person would, behind the bot's back. */
  deleteMessage(channel: string, ts: string): void;
  /** A file that the bot has announced, with its bytes once they are there. */
  file(id: string): SimFile | undefined;
  /** Deletes a file as an administrator would: messages that show it can be posted no more. */
  deleteFile(id: string): void;
  /** From now on `chat.update` answers `edit_window_closed` (or another code) for it. */
  expireEditWindow(channel: string, ts: string, code?: string): void;
  fault(spec: FaultSpec): FaultHandle;
  clearFaults(): void;
  /** Delivers every event and interaction this many more times (`true`: once more). */
  duplicateDeliveries(times: number | boolean): void;
  /** Cuts every Socket Mode connection. Silent: it stays open and says nothing more. */
  dropSockets(options?: { readonly silent?: boolean }): void;
  /** Asks every connection to reconnect, as Slack does every few hours. */
  refreshSockets(): void;
  /** Delivers an event of any type, wrapped as Slack wraps it. */
  emitEvent(event: Readonly<Record<string, unknown>> & { readonly type: string }): Promise<Delivered>;
  /** Says something of the host's own to every open window of the page: a `note` frame. Must be JSON. */
  tell(note: unknown): void;
  stop(): Promise<void>;
}
