/** Where messages and slash commands are written. */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ChannelInfo } from "../../live/frames.ts";
import { channelTitle } from "./channelTitle.ts";
import { type Completion, completionFor, type Suggestion } from "./completion.ts";
import { useSitting } from "./context.ts";
import { HintList, optionId } from "./HintList.tsx";
import { Icon } from "./Icon.tsx";

export function Composer({ channel }: { readonly channel: ChannelInfo }) {
  const { session, actions } = useSitting();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useSignal("");
  const caret = useSignal(0);
  const lastSent = useRef("");
  const chosen = useSignal(0);
  /** The text at which the hints were closed: typing on brings them back. */
  const closedAt = useSignal<string | null>(null);
  const isSending = useSignal(false);
  const completion = useComputed<Completion | null>(() => {
    const workspace = session.workspace.value;
    if (workspace === null || closedAt.value === text.value) return null;
    return completionFor(text.value, caret.value, workspace.commands, workspace.people);
  });
  const me = session.person(session.user);
  const isClosed = channel.archived || me?.deleted === true;

  useEffect(() => {
    // Phones would cover half of what was just opened with a keyboard; and who goes through a list keeps their place.
    const at = document.activeElement;
    const isFree = at === null || at === document.body || at.closest(".sidebar") !== null;
    if (isFree && matchMedia("(hover: hover)").matches) field.current?.focus({ preventScroll: true });
  }, []);

  const write = (next: string, at = next.length): void => {
    text.value = next;
    caret.value = at;
    chosen.value = 0;
    const element = field.current;
    if (element === null) return;
    element.value = next;
    element.setSelectionRange(at, at);
  };

  const complete = ({ insert }: Suggestion): void => {
    const from = completion.peek()?.from ?? 0;
    const before = text.peek().slice(0, from) + insert;
    write(before + text.peek().slice(caret.peek()), before.length);
    field.current?.focus();
  };

  const send = async (): Promise<void> => {
    const typed = text.peek();
    if (typed.trim() === "" || isSending.peek()) return;
    isSending.value = true;
    write("");
    const isGone = await actions.send(channel.id, typed);
    isSending.value = false;
    lastSent.current = typed;
    // What did not go out is given back, unless something else is being written already.
    if (!isGone && text.peek() === "") write(typed);
  };

  /** True: the hints took the key. */
  const keyInHints = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const open = completion.peek();
    if (open === null) return false;
    const { suggestions } = open;
    const at = suggestions[chosen.peek()];
    const isTyped = at?.insert.trimEnd() === text.peek();
    if (key === "Escape") closedAt.value = text.peek();
    else if (key === "ArrowDown") chosen.value = (chosen.peek() + 1) % suggestions.length;
    else if (key === "ArrowUp") chosen.value = (chosen.peek() + suggestions.length - 1) % suggestions.length;
    else if (at !== undefined && !shiftKey && (key === "Tab" || (key === "Enter" && !isTyped))) complete(at);
    else return false;
    return true;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (keyInHints(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === "ArrowUp" && text.peek() === "" && lastSent.current !== "") {
      event.preventDefault();
      write(lastSent.current);
    }
  };

  const look = (): void => {
    const element = field.current;
    if (element === null) return;
    if (element.value !== text.peek()) chosen.value = 0;
    text.value = element.value;
    caret.value = element.selectionStart;
  };

  if (isClosed) {
    return (
      <p class="composer-closed">
        {channel.archived
          ? "This channel is archived."
          : `${me?.name ?? "This person"} is deactivated and can only look.`}
      </p>
    );
  }
  const title = channelTitle(channel);
  const open = completion.value;
  const active = open?.suggestions[chosen.value];
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {open !== null && <HintList completion={open} chosen={chosen.value} choose={complete} />}
      <textarea
        ref={field}
        rows={Math.min(10, text.value.split("\n").length)}
        aria-label={`Message ${title}`}
        placeholder={`Message ${title}`}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={open === null ? undefined : "hints"}
        aria-activedescendant={active === undefined ? undefined : optionId(active)}
        onInput={look}
        onSelect={look}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="send-button" aria-label="Send" disabled={text.value.trim() === ""}>
        <Icon name="send" />
      </button>
    </form>
  );
}
