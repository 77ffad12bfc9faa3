/** The open channel's messages: a window of the latest, growing as one scrolls up. */
import { useComputed, useSignal } from "@preact/signals";
import { Fragment } from "preact";
import type { ChannelInfo } from "../../live/frames.ts";
import { dayName } from "../text/times.ts";
import { Avatar } from "./Avatar.tsx";
import { channelTitle } from "./channelTitle.ts";
import { useSitting } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { linesOf } from "./lines.ts";
import { Message } from "./Message.tsx";
import { CurrentMessage, followFocus, moveAmongMessages } from "./rovingMessages.ts";
import { Thread } from "./Thread.tsx";
import { useMessageWindow } from "./useMessageWindow.ts";
import { useReading } from "./useReading.ts";

/** From so many messages on, those off the screen are not laid out. */
const LONG = 120;

export function MessageList({ channel }: { readonly channel: ChannelInfo }) {
  const { session } = useSitting();
  const log = session.log(channel.id);
  const window = useMessageWindow(log);
  const reading = useReading(session, channel.id, window);
  const lines = useComputed(() => linesOf(window.shown.value, reading.newFrom.value));
  const chosen = useSignal<string | null>(null);
  const current = useComputed(() => {
    const { value: ts } = chosen;
    const shown = window.shown.value;
    const isThere =
      ts !== null && ts >= (shown[0]?.ts ?? "") && log.messages.value.some((each) => each.ts === ts);
    return isThere ? ts : (shown.at(-1)?.ts ?? "");
  });
  const title = channelTitle(channel);
  const isLoading = log.state.value === "loading" && window.shown.value.length === 0;
  return (
    <div class="message-area">
      {/* A reversed column: the browser keeps the place by itself when messages come or grow. */}
      <div
        ref={window.scroller}
        class="message-scroller"
        role="log"
        aria-label={`Messages in ${title}`}
        aria-busy={window.isGrowing.value || isLoading}
        onScroll={window.scrolled}
        onFocusIn={(event) => followFocus(chosen, event)}
        onKeyDown={moveAmongMessages}
        // The messages in it are what the keyboard gets to.
        tabIndex={-1}
      >
        <CurrentMessage.Provider value={current}>
          <div class="message-list" data-long={window.shown.value.length > LONG}>
            {log.state.value === "failed" && <NotLoaded again={log.load} />}
            {!window.hasOlder.value && log.state.value === "ready" && <Beginning channel={channel} />}
            {lines.value.map(({ message, day, isFollowUp }) => (
              <Fragment key={message.ts}>
                {day !== undefined && <Day day={day} />}
                {reading.newFrom.value === message.ts && <NewLine />}
                <Message message={message} isFollowUp={isFollowUp} />
                <Thread parent={message} />
              </Fragment>
            ))}
          </div>
        </CurrentMessage.Provider>
      </div>
      {!window.isAtEnd.value && (
        <button type="button" class="jump-to-latest" onClick={window.jumpToEnd}>
          <Icon name="down" />
          {reading.unseen.value > 0 ? newMessages(reading.unseen.value) : "Jump to latest"}
        </button>
      )}
    </div>
  );
}

function NotLoaded({ again }: { again(): Promise<void> }) {
  return (
    <div class="empty" role="alert">
      <p>The messages could not be loaded.</p>
      <button type="button" class="button" onClick={() => void again()}>
        Try again
      </button>
    </div>
  );
}

function newMessages(count: number): string {
  return count === 1 ? "1 new message" : `${count} new messages`;
}

function Beginning({ channel }: { readonly channel: ChannelInfo }) {
  return (
    <div class="beginning">
      {channel.kind === "im" && <Avatar id={channel.id} name={channel.name} isApp={true} />}
      <p class="beginning-title">{channelTitle(channel)}</p>
      <p>
        {channel.kind === "im"
          ? `This is the very beginning of your direct message history with ${channel.name}.`
          : `This is the very beginning of the ${channelTitle(channel)} channel.`}
      </p>
    </div>
  );
}

function Day({ day }: { readonly day: string }) {
  const { session } = useSitting();
  return (
    <h2 class="day">
      <span>{dayName(day, session.clock.today.value)}</span>
    </h2>
  );
}

function NewLine() {
  return (
    <p class="new-line">
      <span>New</span>
      <span class="visually-hidden"> messages from here</span>
    </p>
  );
}
