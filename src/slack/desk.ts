// What every listener works with.
import type { Logger } from "pino";
import type { Message } from "../../blocks/assemble.ts";
import type { StoryView } from "../../blocks/leadStory.ts";
import type { View } from "../../blocks/view.ts";
import type { AlertStore } from "../app/alertPorts.ts";
import type { Absences } from "../app/availability/absences.ts";
import type { AvailabilityStore } from "../app/availability/ports.ts";
import type { Engine } from "../app/engine.ts";
import type { FigureStore } from "../app/figurePorts.ts";
import type { HomeStore } from "../app/homes/ports.ts";
import { namesOf } from "../app/leadView.ts";
import type { OverrideStore } from "../app/overridePorts.ts";
import type { Pictures } from "../app/pictures.ts";
import type {
  GuardStore,
  LeadRecord,
  LeadStore,
  MirrorStore,
  PeopleStore,
  RulesStore,
} from "../app/ports.ts";
import type { ReportStore } from "../app/reportPorts.ts";
import { type Rules, rulesInForce } from "../app/session.ts";
import { type Clock, instant } from "../clock.ts";
import { factsSource, knownFromOthers } from "../domain/facts.ts";
import { repOf } from "../domain/roles.ts";
import type { SlackId } from "../ids.ts";
import type { CompiledPolicy } from "../policy/types.ts";
import type { SlackApi } from "./client.ts";
import type { PeopleSync } from "./people.ts";
import type { Tell } from "./tell.ts";

export interface Desk {
  /** The only way to change a lead. */
  readonly engine: Pick<Engine, "run" | "loseRep">;
  readonly leads: LeadStore;
  readonly rules: RulesStore;
  readonly guards: GuardStore;
  /** Which mirror a message is. */
  readonly mirrors: Pick<MirrorStore, "at">;
  readonly reports: ReportStore;
  readonly overrides: OverrideStore;
  readonly figures: FigureStore;
  readonly alerts: Pick<AlertStore, "answer" | "load" | "openAlerts">;
  readonly people: PeopleStore;
  readonly absences: Pick<Absences, "setAway" | "setBack" | "handOn" | "hear" | "heard">;
  readonly availability: Pick<AvailabilityStore, "all">;
  readonly homes: Pick<HomeStore, "open">;
  readonly peopleSync: PeopleSync;
  readonly api: SlackApi;
  readonly tell: Tell;
  readonly pictures: Pictures;
  readonly clock: Clock;
  readonly log: Logger;
  /** Called after a change that no lead's decision made and that leaves mirrors behind. */
  readonly mirrorsBehind: () => void;
  /** Somebody asked for what their role does not allow, and no lead has that on its record. */
  readonly refused: (reason: string) => void;
}

/** What somebody asked to see, or the line that says who may. Only the first goes in the place of what they pressed on. */
export interface Answer {
  readonly may: boolean;
  readonly message: Message;
}

/** What an answer to `reader` is rendered with: the roster's names, else Slack's, and times in the reader's zone. */
export async function viewFor(desk: Desk, reader: SlackId, { team }: Rules): Promise<View> {
  const people = await desk.people.all();
  const timezone = repOf(team, reader)?.timezone ?? people.get(reader)?.timezone ?? team.timezone;
  return { now: desk.clock.now(), names: namesOf(team, people), timezone };
}

/** The same for a lead's story, with what others than the lead say of it. */
export async function storyViewFor(
  desk: Desk,
  reader: SlackId,
  record: LeadRecord,
  rules: Rules,
): Promise<StoryView> {
  const [view, policy] = await Promise.all([viewFor(desk, reader, rules), policyOf(desk, record, rules)]);
  const source = factsSource(record.lead, record.person, instant(view.now));
  return { ...view, known: knownFromOthers(policy, source) };
}

export async function rulesOf(desk: Desk): Promise<Rules> {
  return rulesInForce(desk.rules);
}

/** The policy that a lead's cycle is pinned to. */
export async function policyOf(desk: Desk, { lead }: LeadRecord, rules: Rules): Promise<CompiledPolicy> {
  if (lead.policy.hash === rules.active.ref.hash) return rules.active.policy;
  return (await desk.rules.policy(lead.policy.version))?.policy ?? rules.active.policy;
}
