/** The messages of one channel as far as they are known here: the latest ones, older ones on demand. */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { History } from "../../live/frames.ts";
import type { SimMessage } from "../../types.ts";
import { get } from "./api.ts";

const PAGE = 60;

export interface Log {
  /** Oldest first, without deleted ones; replies in threads included. */
  readonly messages: ReadonlySignal<readonly SimMessage[]>;
  readonly state: ReadonlySignal<"empty" | "loading" | "ready" | "failed">;
  readonly hasMore: ReadonlySignal<boolean>;
  /** Puts a message, another version of one, or a deletion in its place. */
  apply(message: SimMessage): void;
  /** Fetches the latest page in place of what is known; what is applied meanwhile is kept. */
  load(): Promise<void>;
  loadOlder(): Promise<void>;
}

export function createLog(channel: string, user: string): Log {
  const messages = signal<readonly SimMessage[]>([]);
  const state = signal<"empty" | "loading" | "ready" | "failed">("empty");
  const hasMore = signal(false);
  /** Heard while a page was on its way: newer than the page. */
  let meanwhile: SimMessage[] = [];
  let loads = 0;
  let older: Promise<void> | null = null;

  const page = (before?: string) => {
    const query = new URLSearchParams({
      user,
      limit: String(PAGE),
      ...(before === undefined ? {} : { before }),
    });
    return get<History>(`/history/${encodeURIComponent(channel)}?${query}`);
  };

  const load = async (): Promise<void> => {
    const mine = ++loads;
    meanwhile = [];
    state.value = "loading";
    const answer = await page();
    if (mine !== loads) return;
    batch(() => {
      if (answer.ok) {
        messages.value = meanwhile.reduce(put, answer.value.messages);
        hasMore.value = answer.value.hasMore;
      }
      state.value = answer.ok ? "ready" : "failed";
    });
  };

  const fetchOlder = async (): Promise<void> => {
    const at = loads;
    const answer = await page(messages.peek()[0]?.ts);
    // A reload meanwhile has put other messages there, to which this page need not lead.
    if (!answer.ok || at !== loads) return;
    const known = new Set(messages.peek().map(({ ts }) => ts));
    batch(() => {
      messages.value = [...answer.value.messages.filter(({ ts }) => !known.has(ts)), ...messages.peek()];
      hasMore.value = answer.value.hasMore;
    });
  };

  return {
    messages,
    state,
    hasMore,
    load,
    loadOlder: () => {
      if (!hasMore.peek() || state.peek() !== "ready") return Promise.resolve();
      older ??= fetchOlder().finally(() => {
        older = null;
      });
      return older;
    },
    apply: (message) => {
      if (state.peek() === "loading") meanwhile.push(message);
      messages.value = put(messages.peek(), message);
    },
  };
}

/** `ts` has a fixed width, so that it sorts as text. */
function put(messages: readonly SimMessage[], message: SimMessage): readonly SimMessage[] {
  const at = messages.findLastIndex(({ ts }) => ts <= message.ts);
  const isKnown = messages[at]?.ts === message.ts;
  if (message.deleted) return isKnown ? messages.toSpliced(at, 1) : messages;
  return isKnown ? messages.with(at, message) : messages.toSpliced(at + 1, 0, message);
}
