/**
 * One message as Slack shows it. Drawn again only for another version of it: a component that reads a signal is left alone
 * by its parent as long as its properties are the same. (`preact/compat` has `memo`, and turns every `onChange` into
 * `onInput` as soon as something imports it.)
 */
import { useMemo, useRef } from "preact/hooks";
import type { SimMessage } from "../../types.ts";
import { Blocks } from "../blocks/Blocks.tsx";
import { Edited } from "../blocks/Edited.tsx";
import { SLACKBOT } from "../store/actions.ts";
import { msOf } from "../store/clock.ts";
import { messageSurface } from "../store/surfaces.ts";
import { Mrkdwn } from "../text/Mrkdwn.tsx";
import { bareTimeOf, fullTimeOf, timeOf } from "../text/times.ts";
import { Attachment } from "./Attachment.tsx";
import { Avatar } from "./Avatar.tsx";
import { useSitting } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { MessageTools } from "./MessageTools.tsx";
import { Reactions } from "./Reactions.tsx";
import { useIsCurrent } from "./rovingMessages.ts";

interface MessageProps {
  readonly message: SimMessage;
  readonly isFollowUp: boolean;
}

export function Message({ message, isFollowUp }: MessageProps) {
  const { session } = useSitting();
  const isApp = message.botId !== undefined || message.user === SLACKBOT;
  const name = message.user === SLACKBOT ? "Slackbot" : (session.person(message.user)?.name ?? message.user);
  const isCurrent = useIsCurrent(message.ts);
  const isMine = message.ephemeralTo !== undefined;
  return (
    <article
      class="message"
      tabIndex={isCurrent.value ? 0 : -1}
      data-ts={message.ts}
      data-follow-up={isFollowUp}
      data-ephemeral={isMine}
      aria-label={`${name} at ${timeOf(msOf(message.ts))}`}
    >
      <div class="message-gutter">
        {isFollowUp ? (
          <Time ts={message.ts} isBare={true} />
        ) : (
          <Avatar id={message.user} name={name} isApp={isApp} />
        )}
      </div>
      <div class="message-content">
        {isMine && (
          <p class="only-you">
            <Icon name="eye" /> Only visible to you
          </p>
        )}
        {!isFollowUp && (
          <p class="message-head">
            <strong class="message-author">{name}</strong>
            {isApp && <span class="app-tag">App</span>} <Time ts={message.ts} />
          </p>
        )}
        <Body message={message} />
        <Reactions reactions={message.reactions} />
      </div>
      <MessageTools message={message} isCurrent={isCurrent.value} />
    </article>
  );
}

function Time({ ts, isBare = false }: { readonly ts: string; readonly isBare?: boolean }) {
  const ms = msOf(ts);
  return (
    <time class="message-time" dateTime={new Date(ms).toISOString()} title={fullTimeOf(ms)}>
      {isBare ? bareTimeOf(ms) : timeOf(ms)}
    </time>
  );
}

function Body({ message }: { readonly message: SimMessage }) {
  const { session, actions } = useSitting();
  const shown = useRef(message);
  shown.current = message;
  // One surface for all versions: what is chosen or on its way outlives an update.
  const surface = useMemo(() => messageSurface(actions, () => shown.current), [actions]);
  const hasBlocks = message.blocks.length > 0;
  const isEdited = message.edited !== undefined;
  return (
    <div class="message-body">
      {hasBlocks && (
        <Blocks blocks={message.blocks} surface={surface} reader={session.reader} isEdited={isEdited} />
      )}
      {!hasBlocks && message.text !== "" && (
        <div class="message-text">
          <Mrkdwn text={message.text} reader={session.reader} />
          {isEdited && <Edited />}
        </div>
      )}
      {message.attachments?.map((attachment, index) => (
        <Attachment key={index} attachment={attachment} surface={surface} />
      ))}
    </div>
  );
}
