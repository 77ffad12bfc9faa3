/** Which messages of a channel are in the document: a few screens at the end, more as one scrolls up. */
import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { SimMessage } from "../../types.ts";
import type { Log } from "../store/log.ts";
import { isReply } from "./lines.ts";

const AT_END = 60;
const STEP = 30;
/** So near to the upper edge the next messages are fetched, in px; about two screens of a phone. */
const NEAR_TOP = 1_200;
/** Closer to the end than this counts as the end, in px. */
const NEAR_END = 60;

export interface MessageWindow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Messages outside of threads, oldest first. */
  readonly lines: ReadonlySignal<readonly SimMessage[]>;
  /** Those of them that are in the document. */
  readonly shown: ReadonlySignal<readonly SimMessage[]>;
  readonly hasOlder: ReadonlySignal<boolean>;
  readonly isAtEnd: ReadonlySignal<boolean>;
  /** Older messages are being put in above: nothing to announce. */
  readonly isGrowing: ReadonlySignal<boolean>;
  scrolled(): void;
  jumpToEnd(): void;
}

export function useMessageWindow(log: Log): MessageWindow {
  const scroller = useRef<HTMLDivElement>(null);
  /** `ts` of the first message in the document while one reads further up; null at the end. */
  const first = useSignal<string | null>(null);
  const isAtEnd = useSignal(true);
  const isGrowing = useSignal(false);
  const lines = useComputed(() => log.messages.value.filter((message) => !isReply(message)));
  const shown = useComputed(() => {
    const from = first.value;
    if (from === null) return lines.value.slice(-AT_END);
    return lines.value.slice(
      Math.max(
        0,
        lines.value.findIndex(({ ts }) => ts >= from),
      ),
    );
  });
  const hasOlder = useComputed(() => log.hasMore.value || shown.value.length < lines.value.length);

  useEffect(() => {
    if (log.state.peek() === "empty") void log.load();
  }, [log]);

  const grow = async (): Promise<void> => {
    if (isGrowing.peek() || !hasOlder.peek()) return;
    isGrowing.value = true;
    const above = (): number => lines.peek().length - shown.peek().length;
    if (above() < STEP) await log.loadOlder();
    first.value = lines.peek()[Math.max(0, above() - STEP)]?.ts ?? null;
    // The next step waits until these are drawn, else one scroll would fetch everything.
    requestAnimationFrame(() => {
      isGrowing.value = false;
    });
  };

  const scrolled = (): void => {
    const element = scroller.current;
    if (element === null) return;
    // In a reversed column the end is 0 and upwards is negative.
    const fromEnd = -element.scrollTop;
    const fromTop = element.scrollHeight - element.clientHeight - fromEnd;
    isAtEnd.value = fromEnd < NEAR_END;
    if (isAtEnd.peek()) first.value = null;
    else first.value ??= shown.peek()[0]?.ts ?? null;
    if (fromTop < NEAR_TOP && !isAtEnd.peek()) void grow();
  };

  return {
    scroller,
    lines,
    shown,
    hasOlder,
    isAtEnd,
    isGrowing,
    scrolled,
    jumpToEnd: () => {
      scroller.current?.scrollTo({ top: 0 });
      scroller.current?.focus({ preventScroll: true });
    },
  };
}
