/** Light, dark, or as the system has it; remembered in this browser. */
import { type ReadonlySignal, signal } from "@preact/signals";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "workspace-theme";

export interface ThemeChoice {
  readonly theme: ReadonlySignal<Theme>;
  choose(theme: Theme): void;
}

/** Also sets `data-theme` on `<html>`, which the styles go by; `auto` leaves it away. */
export function createTheme(): ThemeChoice {
  const remembered = localStorage.getItem(KEY);
  const theme = signal<Theme>(THEMES.find((each) => each === remembered) ?? "auto");
  const show = (): void => {
    if (theme.peek() === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme.peek();
  };
  show();
  return {
    theme,
    choose: (next) => {
      theme.value = next;
      localStorage.setItem(KEY, next);
      show();
    },
  };
}
