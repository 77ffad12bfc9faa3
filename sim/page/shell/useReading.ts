/** What counts as read, and where the line of new messages stands. */
import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { SLACKBOT } from "../store/actions.ts";
import type { Session } from "../store/session.ts";
import { useSitting } from "./context.ts";
import type { MessageWindow } from "./useMessageWindow.ts";

interface Reading {
  /** `ts` of the first new message; null: no line. */
  readonly newFrom: ReadonlySignal<string | null>;
  /** How many came while one read further up. */
  readonly unseen: ReadonlySignal<number>;
}

/** Marks the channel read as long as its end is on a visible screen. */
export function useReading(session: Session, channel: string, { lines, isAtEnd }: MessageWindow): Reading {
  const { actions } = useSitting();
  const log = session.log(channel);
  const newFrom = useSignal<string | null>(null);
  const isVisible = usePageVisibility();
  const hasOpened = useRef(false);
  const read = useSignal("");
  const unread = useComputed(() =>
    lines.value.filter(({ ts, user }) => ts > read.value && user !== session.user && user !== SLACKBOT),
  );

  useSignalEffect(() => {
    if (log.state.value !== "ready" || session.connection.value !== "open" || hasOpened.current) return;
    hasOpened.current = true;
    // How much was unread on opening the channel says where the line stands.
    const count = session.unread.peek()[channel] ?? 0;
    const others = lines.peek().filter(({ user }) => user !== session.user && user !== SLACKBOT);
    newFrom.value = count === 0 ? null : (others.at(-Math.min(count, others.length))?.ts ?? null);
    read.value = others.at(-1 - Math.min(count, others.length))?.ts ?? "";
    if (count === 0) read.value = others.at(-1)?.ts ?? "";
  });

  useSignalEffect(() => {
    const [next] = unread.value;
    const last = unread.value.at(-1);
    const isReading = isVisible.value && isAtEnd.value;
    if (!hasOpened.current || next === undefined || last === undefined) return;
    if (isReading) {
      read.value = last.ts;
      void actions.markRead(channel, last.ts);
    } else if (newFrom.peek() === null || (newFrom.peek() ?? "") <= read.peek()) {
      newFrom.value = next.ts;
    }
  });

  return { newFrom, unseen: useComputed(() => unread.value.length) };
}

function usePageVisibility(): ReadonlySignal<boolean> {
  const isVisible = useSignal(!document.hidden);
  useEffect(() => {
    const look = (): void => {
      isVisible.value = !document.hidden;
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [isVisible]);
  return isVisible;
}
