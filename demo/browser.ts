// Opens the page in the person's browser, where there is one.
import { spawn } from "node:child_process";

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [command: string, ...args: string[]]>>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
  linux: ["xdg-open"],
};

/** Whether it works is the browser's business: the URL stands in the terminal as well. */
export function openBrowser(url: string, platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): void {
  const opener = OPENERS[platform];
  if (opener === undefined || !hasScreen(platform, environment)) return;
  const [command, ...args] = opener;
  const child = spawn(command, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}

function hasScreen(platform: NodeJS.Platform, { CI, DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv): boolean {
  return !CI && (platform !== "linux" || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY));
}
