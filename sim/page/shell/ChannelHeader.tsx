/** The open channel's name and members; of the bot's DM also its tabs. */
import type { ChannelInfo } from "../../live/frames.ts";
import { hrefOf } from "../store/route.ts";
import { Avatar } from "./Avatar.tsx";
import { useStore } from "./context.ts";
import { Icon } from "./Icon.tsx";

export function ChannelHeader({ channel }: { readonly channel: ChannelInfo }) {
  const { session } = useStore().sitting.value;
  const isDm = channel.kind === "im";
  const bot = session.workspace.value?.bot.userId ?? "";
  return (
    <header class="channel-header">
      <div class="channel-title">
        {isDm ? (
          <Avatar id={bot} name={channel.name} isApp={true} size="small" />
        ) : (
          <Icon name={channel.kind === "private" ? "lock" : "hash"} />
        )}
        <h1>{channel.name}</h1>
        {isDm && <span class="app-tag">App</span>}
        {!isDm && (
          <span class="member-count">
            <Icon name="person" />
            {channel.members}
            <span class="visually-hidden">{channel.members === 1 ? " member" : " members"}</span>
          </span>
        )}
      </div>
      {isDm && <Tabs dm={channel.id} />}
    </header>
  );
}

function Tabs({ dm }: { readonly dm: string }) {
  const { sitting, channel: open } = useStore();
  const { session } = sitting.value;
  const home = session.workspace.value?.hasHome === true ? [{ id: "home", title: "Home" }] : [];
  const tabs = [...home, { id: dm, title: "Messages" }, { id: "about", title: "About" }];
  return (
    <nav class="channel-tabs" aria-label="Of this app">
      {tabs.map(({ id, title }) => (
        <a
          key={id}
          href={hrefOf({ person: session.user, channel: id })}
          aria-current={open.value === id ? "page" : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}
