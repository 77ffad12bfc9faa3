/** How whoever hosts a workspace adds to its page: a bar above it, panels beside it, actions on messages. */
import type { ReadonlySignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import type { PersonInfo } from "../live/frames.ts";
import type { SimMessage } from "../types.ts";

/** The page, as an extension may use it. */
export interface Desk {
  /** Slack id of the person whose screen this is. */
  readonly viewer: ReadonlySignal<string>;
  /** Id of the open channel, or `home` for the app's Home tab. */
  readonly channel: ReadonlySignal<string>;
  readonly people: ReadonlySignal<readonly PersonInfo[]>;
  /** Whether the page hears of what happens; false while the connection to the workspace is away. */
  readonly connected: ReadonlySignal<boolean>;
  /** Id of the open panel; null: none. */
  readonly panel: ReadonlySignal<string | null>;
  /** Becomes somebody else, in their DM with the bot or in the channel named. */
  switchTo(person: string, channel?: string): void;
  openChannel(channel: string): void;
  /** Opens one of the extension's panels, or with null closes it. */
  openPanel(id: string | null): void;
  /** Says something in passing at the foot of the page; a screen reader reads it out. */
  say(sentence: string): void;
  /** Calls with every message that comes or changes while the page is open; returns what ends it. */
  onMessage(listen: (message: SimMessage) => void): () => void;
}

export interface MessageAction {
  readonly label: string;
  applies(message: SimMessage): boolean;
  run(message: SimMessage): void;
}

export interface Panel {
  readonly id: string;
  readonly title: string;
  readonly Body: FunctionComponent;
}

export interface Extension {
  /** Above the workspace, across its width. */
  readonly Bar?: FunctionComponent;
  readonly panels?: readonly Panel[];
  /** In the toolbar of a message that they apply to. */
  readonly messageActions?: readonly MessageAction[];
  /** What the host knows of a person, such as their role: stands beside the name where persons are switched. */
  describePerson?(person: PersonInfo): string | undefined;
  /** Called with what the host tells its page (`Sim.tell`). */
  heard?(note: unknown): void;
}

/** Called once, before the page is drawn. */
export type Extend = (desk: Desk) => Extension;
