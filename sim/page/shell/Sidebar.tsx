/** Channels and the DM with the bot, as links: the middle mouse button opens another window. */
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ChannelInfo } from "../../live/frames.ts";
import { hrefOf } from "../store/route.ts";
import { Avatar } from "./Avatar.tsx";
import { useSitting, useStore } from "./context.ts";
import { Icon } from "./Icon.tsx";

export function Sidebar({ isDrawerOpen }: { readonly isDrawerOpen: Signal<boolean> }) {
  const { session } = useSitting();
  const drawer = useRef<HTMLElement>(null);
  const isOpen = isDrawerOpen.value;
  const workspace = session.workspace.value;
  useEffect(() => {
    if (isOpen) drawer.current?.querySelector("a")?.focus();
  }, [isOpen]);
  const close = (): void => {
    isDrawerOpen.value = false;
  };
  const channels = workspace?.channels.filter(({ kind }) => kind !== "im") ?? [];
  const dms = workspace?.channels.filter(({ kind }) => kind === "im") ?? [];
  return (
    <>
      <nav
        ref={drawer}
        id="sidebar"
        class="sidebar"
        aria-label="Channels and direct messages"
        data-open={isOpen}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !isOpen) return;
          close();
          document.querySelector<HTMLElement>(".menu-button")?.focus();
        }}
      >
        <p class="workspace-name">{workspace?.team.name}</p>
        <Section title="Channels" channels={channels} close={close} />
        <Section title="Direct messages" channels={dms} close={close} />
      </nav>
      {/* For the mouse and the finger; the keyboard has Escape. */}
      {isOpen && <div class="drawer-backdrop" aria-hidden="true" onClick={close} />}
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly channels: readonly ChannelInfo[];
  close(): void;
}

function Section({ title, channels, close }: SectionProps) {
  const id = `section-${title.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <section class="sidebar-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>
        {channels.map((channel) => (
          <Entry key={channel.id} channel={channel} close={close} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ channel, close }: { readonly channel: ChannelInfo; close(): void }) {
  const { sitting, channel: open } = useStore();
  const { session } = sitting.value;
  const unread = session.unread.value[channel.id] ?? 0;
  const isDm = channel.kind === "im";
  const isOpen = open.value === channel.id || (isDm && (open.value === "home" || open.value === "about"));
  return (
    <li>
      <a
        class="sidebar-entry"
        href={hrefOf({ person: session.user, channel: channel.id })}
        aria-current={isOpen ? "page" : undefined}
        data-unread={unread > 0}
        onClick={close}
      >
        {isDm ? <DmIcon name={channel.name} /> : <Icon name={channel.kind === "private" ? "lock" : "hash"} />}
        <span class="sidebar-entry-name">{channel.name}</span>
        {channel.archived && <span class="sidebar-entry-note">archived</span>}
        {isDm && <span class="app-tag">App</span>}
        {unread > 0 && (
          <span class="badge">
            {unread > 99 ? "99+" : unread}
            <span class="visually-hidden"> unread</span>
          </span>
        )}
      </a>
    </li>
  );
}

/** The bot with its presence. */
function DmIcon({ name }: { readonly name: string }) {
  const { session } = useSitting();
  const bot = session.workspace.value?.bot.userId ?? "";
  const presence = session.person(bot)?.presence ?? "active";
  return (
    <span class="dm-icon">
      <Avatar id={bot} name={name} isApp={true} size="small" />
      <span class="presence" data-presence={presence} />
      <span class="visually-hidden">{presence === "active" ? "Active: " : "Away: "}</span>
    </span>
  );
}
