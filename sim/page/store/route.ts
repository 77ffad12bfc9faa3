/** Who sits at this screen and what is open, in the URL's hash: `#/U0ALICE/D0ALICE`. Two windows can be two people. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Route {
  /** Slack user id; empty until it is known. */
  readonly person: string;
  /** Channel id, `home` or `about`; empty: their DM with the bot. */
  readonly channel: string;
}

export interface Router {
  readonly route: ReadonlySignal<Route>;
  /** Goes there, with a step in the browser's history. */
  go(route: Route): void;
  /** Corrects where we are, without a step. */
  replace(route: Route): void;
}

export function hrefOf({ person, channel }: Route): string {
  return `#/${encodeURIComponent(person)}${channel === "" ? "" : `/${encodeURIComponent(channel)}`}`;
}

function read(): Route {
  const [, person = "", channel = ""] = location.hash.split("/");
  return { person: decode(person), channel: decode(channel) };
}

/** A hash typed by hand may be no valid encoding: then it names nobody. */
function decode(part: string): string {
  return /%(?![\da-f]{2})/i.test(part) ? "" : decodeURIComponent(part);
}

export function createRouter(): Router {
  const route = signal(read());
  const set = (next: Route): void => {
    const { person, channel } = route.peek();
    if (next.person !== person || next.channel !== channel) route.value = next;
  };
  addEventListener("hashchange", () => set(read()));
  return {
    route,
    go: (next) => {
      location.hash = hrefOf(next);
      set(next);
    },
    replace: (next) => {
      history.replaceState(null, "", hrefOf(next));
      set(next);
    },
  };
}
