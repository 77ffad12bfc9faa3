// The local Slack of the demo: the team's people and channels, and the app as `manifest.yml` describes it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { SimOptions } from "../sim/index.ts";
import { overflowManager } from "../src/domain/roles.ts";
import type { Team } from "../src/policy/index.ts";
import type { DemoPerson, DemoState } from "./protocol.ts";

/** What of the manifest shows in a workspace. */
const manifest = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean() }),
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default("") }),
    ),
    shortcuts: z.array(z.object({ name: z.string(), callback_id: z.string() })).default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
});

/** A team file names its reps; those who have only a role are called this. */
const NAMES: Readonly<Record<string, string>> = {
  U0MORGAN: "Morgan Ellis",
  U0SASHA: "Sasha Lindqvist",
  U0OLIVER: "Oliver Brandt",
};

/** Everybody on the team, reps first; of several roles the rarest counts, as long as somebody else has the other. */
export function peopleOf(team: Team): DemoPerson[] {
  const { stewards } = team.roles;
  const others = team.roles.managers.filter((id) => id !== overflowManager(team));
  const managers = others.length > 0 ? others : team.roles.managers;
  const queues = [...team.roles.reviewers];
  const roles: Omit<DemoPerson, "reviews">[] = [
    ...team.reps.map(({ slack, name }) => ({ id: slack, name, role: "rep" as const })),
    ...managers.map((id) => ({ id, name: nameOf(id), role: "manager" as const })),
    ...stewards.map((id) => ({ id, name: nameOf(id), role: "steward" as const })),
    { id: overflowManager(team), name: nameOf(overflowManager(team)), role: "overflow" },
    ...queues.flatMap(([, ids]) => ids.map((id) => ({ id, name: nameOf(id), role: "reviewer" as const }))),
  ];
  const everybody = roles.filter(({ id }, index) => roles.findIndex((one) => one.id === id) === index);
  return everybody.map((person) => ({
    ...person,
    reviews: queues.filter(([, ids]) => ids.includes(person.id)).map(([queue]) => queue),
  }));
}

export function channelsOf(team: Team): DemoState["channels"] {
  const { channels, roles } = team;
  return {
    managers: channels.get("managers") ?? "",
    tank: channels.get("tank") ?? "",
    reviews: [...roles.reviewers.keys()].flatMap((queue) => channels.get(queue) ?? []),
  };
}

/** What a channel is called in the local Slack, by what it is to Baton. */
const CHANNEL_NAMES: Readonly<Record<string, string>> = { managers: "lead-managers", tank: "shark-tank" };

/** For `startSim`, without the page. */
export function workspaceOf(team: Team): SimOptions {
  const file = join(import.meta.dirname, "../manifest.yml");
  const app = manifest.parse(parse(readFileSync(file, "utf8")));
  const zones = new Map(team.reps.map(({ slack, timezone }) => [slack, timezone]));
  return {
    team: { name: "Northwind", domain: "northwind" },
    bot: { name: app.display_information.name },
    users: peopleOf(team).map(({ id, name }) => ({ id, name, tz: zones.get(id) ?? team.timezone })),
    channels: [...team.channels].map(([key, id]) => ({ id, name: CHANNEL_NAMES[key] ?? `lead-${key}` })),
    scopes: app.oauth_config.scopes.bot,
    events: app.settings.event_subscriptions.bot_events,
    commands: app.features.slash_commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      usageHint: usage_hint,
    })),
    shortcuts: app.features.shortcuts.map(({ name, callback_id }) => ({ name, callbackId: callback_id })),
    home: app.features.app_home.home_tab_enabled,
  };
}

/** `U0MEERA` is Meera. */
function nameOf(id: string): string {
  const word = id.replace(/^[UW]0*/, "").toLowerCase();
  return NAMES[id] ?? word.charAt(0).toUpperCase() + word.slice(1);
}
