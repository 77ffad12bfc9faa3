/** What is open: a channel, the app's Home tab, or what there is to know about the app. */
import { AboutTab } from "./AboutTab.tsx";
import { ChannelHeader } from "./ChannelHeader.tsx";
import { Composer } from "./Composer.tsx";
import { channelTitle } from "./channelTitle.ts";
import { useStore } from "./context.ts";
import { HomeTab } from "./HomeTab.tsx";
import { MessageList } from "./MessageList.tsx";

export function Main() {
  const { sitting, channel: open } = useStore();
  const { session } = sitting.value;
  const workspace = session.workspace.value;
  if (workspace === null) return <main class="main" aria-busy="true" />;
  const id = open.value;
  const dm = workspace.channels.find(({ kind }) => kind === "im");
  const channel = id === "home" || id === "about" ? dm : workspace.channels.find((each) => each.id === id);
  if (channel === undefined) {
    return (
      <main class="main">
        <h1 class="empty">{session.person(session.user)?.name ?? "This person"} is not in this channel.</h1>
      </main>
    );
  }
  return (
    <main class="main" aria-label={channelTitle(channel)}>
      <ChannelHeader channel={channel} />
      {id === "home" && <HomeTab />}
      {id === "about" && <AboutTab />}
      {id === channel.id && (
        <>
          <MessageList key={id} channel={channel} />
          <Composer key={`composer-${id}`} channel={channel} />
        </>
      )}
    </main>
  );
}
