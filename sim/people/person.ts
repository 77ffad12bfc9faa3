/** A person at the keyboard: sees, presses, chooses, types. */

import type { Placed } from "../state/inputs.ts";
import { post } from "../state/posting.ts";
import { newestSeen } from "../state/screen.ts";
import { isShownTo, seesChannel } from "../state/seeing.ts";
import type { User } from "../state/users.ts";
import type { Delivered, MessageRef, Person, SimMessage, SimView } from "../types.ts";
import type { World } from "../world.ts";
import { setStatus, snooze } from "./account.ts";
import { chosen } from "./choosing.ts";
import { runCommand } from "./commands.ts";
import { findInput, findPressable } from "./finding.ts";
import { Lapse } from "./lapse.ts";
import {
  blockActions,
  blocksOf,
  globalShortcut,
  inputKey,
  messageShortcut,
  type Surface,
  viewClosed,
} from "./payloads.ts";
import { submit } from "./submitting.ts";

const CONFIRM_REFUSED: Delivered = { ok: true, ackMs: 0, status: 0 };

export function createPerson(world: World, id: string): Person {
  /** Read anew each time: people change, and a deactivated one can do nothing any more. */
  const me = (): User => {
    const user = world.users.get(id);
    if (user === undefined) throw new Error(`No user ${id} in this workspace`);
    if (user.deleted)
      throw new Lapse("deactivated", `${user.name} (${id}) is deactivated and cannot do anything`);
    return user;
  };
  const dm = (): string => world.channels.dmWith(id, world.now()).id;

  /** The same channel, where the person can write in it. */
  const writable = (channelId: string): string => {
    const channel = world.channels.get(channelId);
    if (!seesChannel(channel, id)) throw new Error(`${me().name} is not in ${channelId}`);
    if (channel.archived) throw new Lapse("archived", `#${channel.name} is archived`);
    return channelId;
  };

  /** The same text, where Slack's client would let it be sent. */
  const typed = (text: string): string => {
    const { typedText } = world.limits;
    if (text.length <= typedText) return text;
    throw new Lapse("too_long", `${text.length} characters are too many: at most ${typedText} can be typed`);
  };

  /** What is on the screen now, or with `stale` what was there when `shown` was. */
  const look = (shown: MessageRef | SimView, stale: boolean): Surface => {
    if ("id" in shown) {
      const view = world.views.get(shown.id);
      if (view === undefined && !stale) throw new Lapse("view_gone", `The view ${shown.id} is closed`);
      return { kind: "view", view: stale ? shown : (view ?? shown) };
    }
    if (!seesChannel(world.channels.get(shown.channel), id))
      throw new Error(`${me().name} is not in ${shown.channel}`);
    const current = world.messages.get(shown.channel, shown.ts);
    if (stale && "blocks" in shown && isShownTo(shown as SimMessage, id))
      return { kind: "message", message: shown as SimMessage };
    if (current === undefined || current.deleted)
      throw new Lapse("message_gone", `There is no message ${shown.ts} in ${shown.channel}`);
    if (!isShownTo(current, id)) {
      throw new Error(`Only ${current.ephemeralTo} sees the message ${shown.ts}`);
    }
    return { kind: "message", message: current };
  };

  const act = (
    surface: Surface,
    placed: Placed,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<Delivered> => world.deliveries.interaction(blockActions(world, me(), surface, placed, detail));

  const choose: Person["choose"] = async (shown, target, value) => {
    const surface = look(shown, false);
    const placed = findInput(blocksOf(surface), target);
    const state = chosen(placed.element, value);
    world.inputs.set(inputKey(surface, me()), placed, state);
    world.changes.notify();
    const isQuietInput = placed.block.type === "input" && placed.block.dispatch_action !== true;
    if (isQuietInput) return null;
    const { type: _type, ...selected } = state;
    // The payload carries the view with what has just been chosen.
    return act(look(shown, false), placed, selected);
  };

  const topModal = (): SimView => {
    const view = world.views.top(id);
    if (view === undefined) throw new Lapse("view_gone", `${me().name} has no modal open`);
    return view;
  };

  return {
    id,
    dm,
    messages: (channel = dm()) => [...newestSeen(world, id, channel)].reverse(),
    find: (predicate, channel = dm()) => {
      for (const message of newestSeen(world, id, channel)) if (predicate(message)) return message;
      return undefined;
    },
    press: async (shown, target, { stale = false, confirm = true } = {}) => {
      const surface = look(shown, stale);
      const { option, ...placed } = findPressable(blocksOf(surface), target);
      const { element } = placed;
      if (element.confirm !== undefined && !confirm) return CONFIRM_REFUSED;
      if (option !== undefined) return act(surface, placed, { selected_option: option });
      const { text, value, style, url } = element;
      const detail = Object.entries({ text, value, style, url }).filter(([, field]) => field !== undefined);
      return act(surface, placed, Object.fromEntries(detail));
    },
    choose,
    command: async (text, { channel = dm() } = {}) => runCommand(world, me(), writable(channel), typed(text)),
    say: async (text, channel = dm()) => {
      writable(channel);
      const content = { text: typed(text), blocks: undefined, attachments: undefined, metadata: undefined };
      return post(world, { channel }, content, me().id);
    },
    modal: () => world.views.top(id) ?? null,
    fill: async (target, value) => choose(topModal(), target, value),
    submit: async () => submit(world, me()),
    close: async () => {
      const view = topModal();
      const user = me();
      if (view.clear_on_close) world.views.clear(id);
      else world.views.pop(id);
      if (!view.notify_on_close) return null;
      return world.deliveries.interaction(viewClosed(world, user, view, view.clear_on_close));
    },
    openHome: async () => {
      const user = me();
      const view = world.views.home(id);
      return world.deliveries.event({
        type: "app_home_opened",
        user: user.id,
        channel: dm(),
        tab: "home",
        event_ts: (world.now() / 1_000).toFixed(6),
        ...(view === undefined ? {} : { view }),
      });
    },
    snooze: (minutes) => snooze(world, me().id, minutes),
    endSnooze: () => snooze(world, me().id, 0),
    setStatus: (status) => setStatus(world, me().id, status),
    home: () => world.views.home(id) ?? null,
    shortcut: async (shown, callbackId) => {
      const surface = look(shown, false);
      if (surface.kind === "view") throw new Error("A message shortcut starts from a message");
      return world.deliveries.interaction(messageShortcut(world, me(), surface.message, callbackId));
    },
    globalShortcut: async (callbackId) =>
      world.deliveries.interaction(globalShortcut(world, me(), callbackId)),
  };
}
