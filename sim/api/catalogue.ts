/** The Web API methods there are: tier, scopes, mandatory arguments, and what each does. */
import type { World } from "../world.ts";
import type { Answer } from "./answer.ts";
import { type Args, text } from "./arguments.ts";
import * as chat from "./methods/chat.ts";
import * as conversations from "./methods/conversations.ts";
import * as dnd from "./methods/dnd.ts";
import * as files from "./methods/files.ts";
import * as history from "./methods/history.ts";
import * as people from "./methods/people.ts";
import * as views from "./methods/views.ts";
import type { Tier } from "./rateLimits.ts";
import { findChannel } from "./where.ts";

export interface Method {
  readonly tier: Tier;
  /** Any one of these will do; none: no scope is needed. */
  readonly scopes: (world: World, args: Args) => readonly string[];
  readonly required: readonly string[];
  readonly token: "bot" | "app";
  readonly run: (world: World, args: Args) => Answer;
}

function method(
  tier: Tier,
  scopes: readonly string[] | Method["scopes"],
  required: readonly string[],
  run: Method["run"],
): Method {
  return { tier, scopes: typeof scopes === "function" ? scopes : () => scopes, required, token: "bot", run };
}

/** The scope that the kind of the named conversation asks for: `channels:read`, `im:history`. */
function byKind(right: "read" | "history"): Method["scopes"] {
  return (world, args) => {
    const kind = findChannel(world, text(args, "channel"))?.kind;
    const family = kind === "im" ? "im" : kind === "private" ? "groups" : "channels";
    return [`${family}:${right}`];
  };
}

const listScopes: Method["scopes"] = (_world, args) => {
  const families: Record<string, string> = { private_channel: "groups", im: "im", mpim: "mpim" };
  const [first = ""] = (text(args, "types") ?? "").split(",");
  return [`${families[first.trim()] ?? "channels"}:read`];
};

function connectionsOpen(world: World): Answer {
  return { ok: true, url: world.deliveries.socketUrl() };
}

/** A map, since a caller may ask for a method named `constructor`. */
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>(
  Object.entries({
    "apps.connections.open": { ...method("special", [], [], connectionsOpen), token: "app" },
    "auth.test": method("special", [], [], people.authTest),
    "chat.delete": method("tier3", ["chat:write"], ["channel", "ts"], chat.deleteMessage),
    "chat.getPermalink": method("special", [], ["channel", "message_ts"], chat.getPermalink),
    "chat.postEphemeral": method("tier4", ["chat:write"], ["channel", "user"], chat.postEphemeral),
    "chat.postMessage": method("special", ["chat:write"], ["channel"], chat.postMessage),
    "chat.update": method("tier3", ["chat:write"], ["channel", "ts"], chat.update),
    "conversations.history": method("tier3", byKind("history"), ["channel"], history.history),
    "conversations.info": method("tier3", byKind("read"), ["channel"], conversations.info),
    "conversations.join": method("tier3", ["channels:join"], ["channel"], conversations.join),
    "conversations.list": method("tier2", listScopes, [], conversations.list),
    "conversations.members": method("tier4", byKind("read"), ["channel"], conversations.members),
    "conversations.open": method("tier3", ["im:write"], [], conversations.open),
    "conversations.replies": method("tier3", byKind("history"), ["channel", "ts"], history.replies),
    "dnd.info": method("tier3", ["dnd:read"], [], dnd.info),
    "dnd.teamInfo": method("tier2", ["dnd:read"], [], dnd.teamInfo),
    "files.completeUploadExternal": method("tier4", ["files:write"], ["files"], files.completeUpload),
    "files.getUploadURLExternal": method(
      "tier4",
      ["files:write"],
      ["filename", "length"],
      files.getUploadUrl,
    ),
    "files.info": method("tier4", ["files:read"], ["file"], files.fileInfo),
    "reactions.add": method(
      "tier3",
      ["reactions:write"],
      ["channel", "timestamp", "name"],
      people.addReaction,
    ),
    "team.info": method("tier3", ["team:read"], [], people.teamInfo),
    "users.getPresence": method("tier3", ["users:read"], ["user"], people.getPresence),
    "users.info": method("tier4", ["users:read"], ["user"], people.userInfo),
    "users.list": method("tier2", ["users:read"], [], people.userList),
    "users.lookupByEmail": method("tier3", ["users:read.email"], ["email"], people.lookupByEmail),
    "views.open": method("tier4", [], ["trigger_id", "view"], views.open),
    "views.publish": method("tier4", [], ["user_id", "view"], views.publish),
    "views.push": method("tier4", [], ["trigger_id", "view"], views.push),
    "views.update": method("tier4", [], ["view"], views.update),
  }),
);
