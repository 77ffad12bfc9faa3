/** What has happened since the windows were last told: of everything that changed twice, the last. */
import type { Change } from "../state/changes.ts";
import type { SimMessage, Violation } from "../types.ts";

export interface News {
  workspace: boolean;
  unread: boolean;
  /** By channel and `ts`. */
  readonly messages: Map<string, SimMessage>;
  readonly modals: Set<string>;
  readonly homes: Set<string>;
  readonly violations: Violation[];
  /** As JSON frames: what cannot be JSON fails where it is told. */
  readonly notes: string[];
}

export function noNews(): News {
  return {
    workspace: false,
    unread: false,
    messages: new Map(),
    modals: new Set(),
    homes: new Set(),
    violations: [],
    notes: [],
  };
}

export function add(news: News, change: Change): void {
  switch (change.type) {
    case "message":
      news.messages.set(`${change.message.channel}:${change.message.ts}`, change.message);
      news.unread = true;
      return;
    case "modal":
      news.modals.add(change.user);
      return;
    case "home":
      news.homes.add(change.user);
      return;
    case "people":
      news.workspace = true;
      return;
    case "channels":
      news.workspace = true;
      news.unread = true;
      return;
    case "read":
      news.unread = true;
      return;
    case "violation":
      news.violations.push(change.violation);
      return;
  }
}
