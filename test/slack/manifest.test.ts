// The manifest asks for exactly what Baton's calls and events need.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Manifest {
  readonly features: {
    readonly slash_commands: readonly { command: string; should_escape: boolean }[];
    readonly app_home: Record<string, boolean>;
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[] };
    readonly interactivity: { readonly is_enabled: boolean };
  };
}

const root = join(import.meta.dirname, "..", "..");
const manifest = parse(readFileSync(join(root, "manifest.yml"), "utf8")) as Manifest;

/** Slack's reference: the scopes of each method, for the kinds of conversation that Baton uses it in. */
const SCOPES_OF: Readonly<Record<string, readonly string[]>> = {
  "auth.test": [],
  "chat.postMessage": ["chat:write"],
  "chat.update": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "conversations.open": ["im:write"],
  "conversations.history": ["im:history", "channels:history", "groups:history"],
  "dnd.teamInfo": ["dnd:read"],
  "files.completeUploadExternal": ["files:write"],
  "files.getUploadURLExternal": ["files:write"],
  "users.info": ["users:read"],
  "views.open": [],
  "views.publish": [],
  "views.push": [],
  "views.update": [],
};
const SCOPES_OF_EVENT: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  dnd_updated_user: ["dnd:read"],
  user_change: ["users:read"],
  tokens_revoked: [],
  app_uninstalled: [],
};

function sources(): string {
  const files = readdirSync(join(root, "src", "slack"), { recursive: true, encoding: "utf8" });
  const code = files.filter((file) => file.endsWith(".ts"));
  return code.map((file) => readFileSync(join(root, "src", "slack", file), "utf8")).join("\n");
}

test("the scopes are those of the methods that are called, and no others", () => {
  const called = new Set(
    [...sources().matchAll(/\bclient\.(\w+\.\w+)\(/g)].map(([, method]) => method ?? ""),
  );
  expect([...called].sort()).toEqual(Object.keys(SCOPES_OF).sort());
  const needed = [...called].flatMap((method) => SCOPES_OF[method] ?? []);
  const events = manifest.settings.event_subscriptions.bot_events.flatMap(
    (name) => SCOPES_OF_EVENT[name] ?? [],
  );
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(
    [...new Set([...needed, ...events, "commands"])].sort(),
  );
});

test("the events are those that are listened to", () => {
  const listened = [...sources().matchAll(/\bapp\.event\("(\w+)"/g)].map(([, name]) => name ?? "");
  expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(listened.sort());
});

test("/leads escapes mentions, buttons are delivered, direct messages and Home are on", () => {
  expect(manifest.features.slash_commands).toMatchObject([{ command: "/leads", should_escape: true }]);
  expect(manifest.settings.interactivity.is_enabled).toBe(true);
  expect(manifest.features.app_home).toMatchObject({
    home_tab_enabled: true,
    messages_tab_enabled: true,
    messages_tab_read_only_enabled: false,
  });
});
