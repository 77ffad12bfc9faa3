/** What a person does outside of a modal: presses, chooses, writes, runs commands. Failures are said in the page. */
import type { CommandResult, Delivered, MessageRef, SimMessage } from "../../types.ts";
import type { Place } from "../surface.ts";
import { type Answer, get, post } from "./api.ts";
import { commandFailure, deliveryFailure, refusal, unknownCommand } from "./failures.ts";
import type { Session } from "./session.ts";

/** A message and the number of updates that the person has seen of it, or with null the Home tab. */
export type Where = (MessageRef & { readonly seen: number }) | null;

export interface Actions {
  press(where: Where, place: Place, value?: string): Promise<void>;
  choose(where: Where, place: Place, value: string | readonly string[]): Promise<void>;
  /** Sends what was typed: a message, or a slash command. False: it did not go out. */
  send(channel: string, typed: string): Promise<boolean>;
  runShortcut(message: MessageRef, callbackId: string): Promise<void>;
  openHome(): Promise<void>;
  markRead(channel: string, ts: string): Promise<void>;
}

/** Who answers for Slack itself, as in Slack. */
export const SLACKBOT = "USLACKBOT";

export function createActions(session: Session, say: (sentence: string) => void): Actions {
  const { user } = session;
  let answers = 0;
  /** Up to where each channel is read, while the server is being told: a burst of messages is one more call. */
  const toRead = new Map<string, string>();

  const report = (answer: Answer<Delivered | null>, what: string): void => {
    const sentence = answer.ok
      ? answer.value === null
        ? undefined
        : deliveryFailure(answer.value, session.appName.peek())
      : refusal(answer, what);
    if (sentence !== undefined) say(sentence);
  };

  const at = (where: Where) => (where === null ? {} : { channel: where.channel, ts: where.ts });

  /** Slackbot's words after the latest message, for this window only. */
  const answerAsSlackbot = async (channel: string, text: string): Promise<void> => {
    const time = await get<{ readonly now: number }>("/time");
    const now = ((time.ok ? time.value.now : session.clock.now.peek()) / 1_000).toFixed(6);
    const log = session.log(channel);
    const last = log.messages.peek().at(-1)?.ts ?? "";
    answers += 1;
    const message: SimMessage = {
      channel,
      // Never the `ts` of a real message, and sorted right after the one before.
      ts: `${last > now ? last : now}~${String(answers).padStart(4, "0")}`,
      user: SLACKBOT,
      text,
      blocks: [],
      ephemeralTo: user,
      updates: 0,
      deleted: false,
    };
    log.apply(message);
  };

  const runCommand = async (channel: string, text: string): Promise<boolean> => {
    const [command = text] = text.split(/\s/);
    const known = session.workspace.peek()?.commands ?? [];
    if (known.length > 0 && !known.some((each) => each.command === command)) {
      await answerAsSlackbot(channel, unknownCommand(command));
      return true;
    }
    const answer = await post<CommandResult>("/command", { user, channel, text });
    if (!answer.ok) {
      say(refusal(answer, "command"));
      return false;
    }
    const failure = commandFailure(command, answer.value, session.appName.peek());
    if (failure !== undefined) await answerAsSlackbot(channel, failure);
    return true;
  };

  return {
    press: async (where, { blockId, actionId }, value) => {
      const target = { blockId, actionId, ...(value === undefined ? {} : { value }) };
      // An update may overtake the press: what the person had before them is what they have pressed.
      const seen = where === null ? {} : { seen: where.seen };
      report(await post("/press", { user, ...at(where), ...seen, target }), "button");
    },
    choose: async (where, { blockId, actionId }, value) => {
      report(await post("/choose", { user, ...at(where), target: { blockId, actionId }, value }), "menu");
    },
    send: async (channel, typed) => {
      if (typed.startsWith("/")) return runCommand(channel, typed.trim());
      const answer = await post("/say", { user, channel, text: encode(session, typed.trim()) });
      if (!answer.ok) say(refusal(answer, "channel"));
      return answer.ok;
    },
    runShortcut: async ({ channel, ts }, callbackId) => {
      report(await post("/shortcut", { user, channel, ts, callbackId }), "shortcut");
    },
    openHome: async () => report(await post("/home/open", { user }), "tab"),
    markRead: async (channel, ts) => {
      const isUnderWay = toRead.has(channel);
      toRead.set(channel, ts);
      if (isUnderWay) return;
      // Nothing depends on the answer: the next message that is read says it again.
      for (let upTo: string | undefined = ts; upTo !== undefined; upTo = toRead.get(channel)) {
        await post("/read", { user, channel, ts: upTo });
        if (toRead.get(channel) === upTo) toRead.delete(channel);
      }
    },
  };
}

/** Typed text as Slack's client sends it: control characters escaped, `@handle` as a mention. */
function encode(session: Session, text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const byHandle = new Map(session.workspace.peek()?.people.map(({ handle, id }) => [handle, id]));
  return escaped.replace(/(?<!\w)@([\p{L}\p{N}._-]+)/gu, (written, handle: string) => {
    const id = byHandle.get(handle);
    return id === undefined ? written : `<@${id}>`;
  });
}
