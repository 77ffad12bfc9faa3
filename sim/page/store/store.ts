/** The page's whole state: who sits here, what they see, what is open beside it. */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { SimMessage } from "../../types.ts";
import type { Desk, Extend, Extension } from "../extension.ts";
import { type Actions, createActions } from "./actions.ts";
import { createRouter, type Router } from "./route.ts";
import { createSession, type Session } from "./session.ts";
import { createTheme, type ThemeChoice } from "./theme.ts";
import { createToasts, type Toasts } from "./toasts.ts";

/** One person's sitting: what they see, and what they can do. Another one for each person. */
export interface Sitting {
  readonly session: Session;
  readonly actions: Actions;
}

export interface Store {
  readonly router: Router;
  readonly sitting: ReadonlySignal<Sitting>;
  /** The open channel, `home` or `about`; empty until it is known. */
  readonly channel: ReadonlySignal<string>;
  /** Id of the panel that is open beside the messages. */
  readonly panel: ReadonlySignal<string | null>;
  readonly extension: Extension;
  readonly toasts: Toasts;
  readonly theme: ThemeChoice;
  openChannel(channel: string): void;
  openPanel(id: string | null): void;
  switchTo(person: string, channel?: string): void;
}

/** `firstPerson` sits here unless the URL names somebody among `people`. */
export function createStore(
  people: readonly string[],
  firstPerson: string,
  extend: Extend | undefined,
): Store {
  const router = createRouter();
  const toasts = createToasts();
  const panel = signal<string | null>(null);
  const listeners = new Set<(message: SimMessage) => void>();
  let extension: Extension = {};

  const sit = (user: string): Sitting => {
    const session = createSession(user, {
      message: (message) => {
        for (const listener of listeners) listener(message);
      },
      note: (note) => extension.heard?.(note),
    });
    return { session, actions: createActions(session, toasts.say) };
  };

  const nobody = (id: string): void => toasts.say(`Nobody in this workspace has the id “${id}”.`);
  const { person: named } = router.route.peek();
  if (named !== "" && !people.includes(named)) nobody(named);
  const sitting = signal(sit(people.includes(named) ? named : firstPerson));
  const channel = computed(() => router.route.value.channel);

  // Whoever the URL names sits here, by default in their DM with the bot.
  effect(() => {
    const { session } = sitting.value;
    const route = router.route.value;
    const dm = session.dm.value;
    const someone = session.person(route.person);
    const isThere = people.includes(route.person) || (someone !== undefined && !someone.isBot);
    if (isThere && route.person !== session.user) {
      session.end();
      sitting.value = untracked(() => sit(route.person));
      return;
    }
    if (dm !== "" && (!isThere || route.channel === "")) {
      if (!isThere && route.person !== "" && route.person !== named) nobody(route.person);
      router.replace({ person: session.user, channel: dm });
    }
  });

  const store: Store = {
    router,
    sitting,
    channel,
    panel,
    toasts,
    theme: createTheme(),
    get extension() {
      return extension;
    },
    openChannel: (next) => router.go({ person: sitting.peek().session.user, channel: next }),
    openPanel: (id) => {
      panel.value = id;
    },
    switchTo: (person, next = "") => router.go({ person, channel: next }),
  };
  extension = extend?.(deskOf(store, listeners)) ?? {};
  return store;
}

/** The page as an extension may use it. */
function deskOf(store: Store, listeners: Set<(message: SimMessage) => void>): Desk {
  const { sitting, channel, panel, toasts, switchTo, openChannel, openPanel } = store;
  return {
    viewer: computed(() => sitting.value.session.user),
    channel,
    people: computed(() => sitting.value.session.workspace.value?.people ?? []),
    connected: computed(() => sitting.value.session.connection.value === "open"),
    panel,
    switchTo,
    openChannel,
    openPanel,
    say: toasts.say,
    onMessage: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}
