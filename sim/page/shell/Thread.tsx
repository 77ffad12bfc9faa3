/** "3 replies" under a message, opening in place. */
import { useComputed, useSignal } from "@preact/signals";
import type { SimMessage } from "../../types.ts";
import { useSitting } from "./context.ts";
import { isReply } from "./lines.ts";
import { Message } from "./Message.tsx";

export function Thread({ parent }: { readonly parent: SimMessage }) {
  const { session } = useSitting();
  const log = session.log(parent.channel);
  const isOpen = useSignal(false);
  // A number, so that a message elsewhere in the channel draws nothing here again.
  const count = useComputed(() => repliesTo(parent.ts, log.messages.value).length);
  if (count.value === 0) return null;
  return (
    <div class="thread">
      <button
        type="button"
        class="thread-toggle"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        {count.value === 1 ? "1 reply" : `${count.value} replies`}
      </button>
      {isOpen.value && (
        <div class="thread-replies">
          {repliesTo(parent.ts, log.messages.value).map((reply) => (
            <Message key={reply.ts} message={reply} isFollowUp={false} />
          ))}
        </div>
      )}
    </div>
  );
}

function repliesTo(ts: string, messages: readonly SimMessage[]): SimMessage[] {
  return messages.filter((message) => message.threadTs === ts && isReply(message));
}
