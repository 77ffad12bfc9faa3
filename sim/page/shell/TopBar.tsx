/** Above the workspace: who sits here, light or dark, what Slack would have refused. */
import type { Signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { PersonInfo } from "../../live/frames.ts";
import { THEMES, type Theme } from "../store/theme.ts";
import { Avatar } from "./Avatar.tsx";
import { useStore } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { RefusedButton } from "./Refused.tsx";

const THEME_NAMES: Readonly<Record<Theme, string>> = { auto: "Auto", light: "Light", dark: "Dark" };

export function TopBar({ isDrawerOpen }: { readonly isDrawerOpen: Signal<boolean> }) {
  return (
    <header class="top-bar">
      <button
        type="button"
        class="icon-button menu-button"
        aria-label="Channels and direct messages"
        aria-expanded={isDrawerOpen.value}
        aria-controls="sidebar"
        onClick={() => {
          isDrawerOpen.value = !isDrawerOpen.value;
        }}
      >
        <Icon name="menu" />
      </button>
      <PersonSwitch />
      <span class="top-bar-space" />
      <RefusedButton />
      <ThemeSwitch />
    </header>
  );
}

function PersonSwitch() {
  const { sitting, extension, switchTo } = useStore();
  const { session } = sitting.value;
  // Somebody new has not heard yet who is there: the list stays as it was for that moment.
  const people = useRef<readonly PersonInfo[]>([]);
  people.current = session.workspace.value?.people.filter(({ isBot }) => !isBot) ?? people.current;
  const viewer = people.current.find(({ id }) => id === session.user);
  return (
    <div class="person-switch">
      <label for="person">Switch person</label>
      <Avatar id={session.user} name={viewer?.name ?? ""} isApp={false} size="small" />
      <select id="person" value={session.user} onChange={(event) => switchTo(event.currentTarget.value)}>
        {people.current.map((person) => {
          const about = [extension.describePerson?.(person), person.deleted ? "deactivated" : undefined];
          return (
            <option key={person.id} value={person.id}>
              {[person.name, ...about.filter((part) => part !== undefined)].join(" · ")}
            </option>
          );
        })}
      </select>
    </div>
  );
}

function ThemeSwitch() {
  const { theme } = useStore();
  return (
    <select
      class="theme-switch"
      aria-label="Light or dark"
      value={theme.theme.value}
      onChange={(event) => {
        const chosen = THEMES.find((each) => each === event.currentTarget.value);
        if (chosen !== undefined) theme.choose(chosen);
      }}
    >
      {THEMES.map((each) => (
        <option key={each} value={each}>
          {THEME_NAMES[each]}
        </option>
      ))}
    </select>
  );
}
