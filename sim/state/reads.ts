/** How far everybody has read, and how much of each channel they have not. */
import type { SimMessage } from "../types.ts";
import type { Changes } from "./changes.ts";
import type { Channels } from "./channels.ts";
import type { Messages } from "./messages.ts";
import { newestSeen } from "./screen.ts";
import { isFor } from "./seeing.ts";

interface ReadsOptions {
  readonly channels: Channels;
  readonly messages: Messages;
  readonly changes: Changes;
}

export class Reads {
  readonly #options: ReadsOptions;
  /** Person → channel → `ts` of the last message read. */
  readonly #marks = new Map<string, Map<string, string>>();
  /** Person → channel → how many are unread. Counted when first asked for, then kept up with every change. */
  readonly #counts = new Map<string, Map<string, number>>();

  constructor(options: ReadsOptions) {
    this.#options = options;
    options.changes.watch((change) => {
      if (change.type === "message") this.#recount(change.message, change.before);
    });
  }

  /** Everything in the channel up to `ts` is read. A mark never goes back: another window may have read on. */
  mark(user: string, channel: string, ts: string): void {
    const marks = of(this.#marks, user);
    if (ts <= (marks.get(channel) ?? "")) return;
    marks.set(channel, ts);
    this.#counts.get(user)?.delete(channel);
    this.#options.changes.tell({ type: "read", user });
  }

  /** Unread messages of a channel: not the person's own, not deleted, no replies in threads. */
  unread(user: string, channel: string): number {
    const counts = of(this.#counts, user);
    const known = counts.get(channel);
    if (known !== undefined) return known;
    let count = 0;
    for (const message of newestSeen(this.#options, user, channel)) {
      if (message.ts <= this.#markOf(user, channel)) break;
      if (this.#isUnread(user, message)) count += 1;
    }
    counts.set(channel, count);
    return count;
  }

  #recount(message: SimMessage, before: SimMessage | undefined): void {
    for (const [user, counts] of this.#counts) {
      const count = counts.get(message.channel);
      if (count === undefined) continue;
      const was = before !== undefined && this.#isUnread(user, before) ? 1 : 0;
      const is = this.#isUnread(user, message) ? 1 : 0;
      counts.set(message.channel, count + is - was);
    }
  }

  #isUnread(user: string, message: SimMessage): boolean {
    const isReply = message.threadTs !== undefined && message.threadTs !== message.ts;
    return (
      !message.deleted &&
      !isReply &&
      message.user !== user &&
      message.ts > this.#markOf(user, message.channel) &&
      isFor(this.#options.channels.get(message.channel), message, user)
    );
  }

  #markOf(user: string, channel: string): string {
    return this.#marks.get(user)?.get(channel) ?? "";
  }
}

function of<T>(all: Map<string, Map<string, T>>, user: string): Map<string, T> {
  const known = all.get(user) ?? new Map<string, T>();
  all.set(user, known);
  return known;
}
