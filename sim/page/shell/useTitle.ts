/** Names the browser's tab after who sits there and what is open: two windows can be two people. */
import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Store } from "../store/store.ts";
import { channelTitle } from "./channelTitle.ts";

/** The host's title stays at the end; a star before it all says that something is unread, as in Slack. */
export function useTitle({ sitting, channel }: Store): void {
  const host = useRef(document.title);
  useSignalEffect(() => {
    const { session } = sitting.value;
    const open = session.workspace.value?.channels.find(({ id }) => id === channel.value);
    const name = session.person(session.user)?.name;
    const parts = [name, open === undefined ? undefined : channelTitle(open), host.current];
    const star = Object.keys(session.unread.value).length > 0 ? "* " : "";
    document.title = star + parts.filter((part) => part !== undefined).join(" - ");
  });
}
