// What somebody's Home shows, as of now: for each of their roles what there is for them, and nothing else.
import type { HomeFacts } from "../../blocks/home/facts.ts";
import type { AlertStore } from "../app/alertPorts.ts";
import type { AvailabilityStore } from "../app/availability/ports.ts";
import { canaryStory } from "../app/canaryStory.ts";
import type { Held, HomeStore } from "../app/homes/ports.ts";
import type { OverrideStore } from "../app/overridePorts.ts";
import type { LeadStore, PeopleStore } from "../app/ports.ts";
import type { ReleaseDeps } from "../app/releases.ts";
import { peopleGone, type Rules } from "../app/session.ts";
import { instant } from "../clock.ts";
import { pickable } from "../domain/availability.ts";
import { hasPlace, rolesOf } from "../domain/roles.ts";
import { statsOf } from "../domain/stats.ts";
import type { SlackId } from "../ids.ts";
import { labelsOf } from "./renderAlert.ts";

export interface HomeDeps extends ReleaseDeps {
  readonly homes: Pick<HomeStore, "held">;
  readonly leads: Pick<LeadStore, "queue" | "onRecord">;
  readonly alerts: Pick<AlertStore, "openAlerts">;
  readonly overrides: Pick<OverrideStore, "unreviewed">;
  readonly people: PeopleStore;
  readonly availability: Pick<AvailabilityStore, "all">;
}

const WEEK_MS = 7 * 24 * 3_600_000;

/** How many of each are loaded; a Home shows fewer where there is no room. */
const MOST = { offers: 30, accepted: 3, worst: 5, waiting: 10, reviews: 15 } as const;

export async function homeFacts(person: SlackId, rules: Rules, deps: HomeDeps): Promise<HomeFacts> {
  const roles = rolesOf(rules.team, person);
  const has = (role: (typeof roles)[number]) => roles.includes(role);
  const desk = has("manager") || has("steward");
  const held = (as: Held, most: number) => deps.homes.held(person, as, most);
  const [offers, accepted, waiting, reviews, queue, steward, alerts, unreviewed, away, week] =
    await Promise.all([
      has("rep") ? held("offered", MOST.offers) : null,
      has("rep") ? held("accepted", MOST.accepted) : null,
      // Also managers stand in for the Overflow Manager, and the Overflow Manager for reviewers.
      held("overflow", MOST.waiting),
      held("review", MOST.reviews),
      has("manager") ? worst(deps) : null,
      has("steward") ? rulesNow(rules, deps) : null,
      desk ? deps.alerts.openAlerts() : null,
      desk ? deps.overrides.unreviewed() : null,
      deps.availability.all(instant(deps.clock.now())),
      has("rep") ? weekOf(person, deps) : null,
    ]);
  return {
    rep: offers && accepted && week && { offers, accepted, week },
    manager: queue,
    steward,
    unreviewed,
    absence: hasPlace(rules.team, person) ? { away: away.get(person) ?? null, reader: person } : null,
    alerts: alerts && { open: alerts, labels: labelsOf(rules.active.policy), reader: person },
    overflow:
      has("overflow") || waiting.total > 0 ? { waiting, reps: await pickableReps(rules, deps) } : null,
    reviews: has("reviewer") || reviews.total > 0 ? reviews : null,
    ask: rules.team.roles.managers,
  };
}

async function weekOf(rep: SlackId, { leads, clock }: HomeDeps) {
  const now = clock.now();
  const rows = await leads.onRecord(instant(now - WEEK_MS), instant(now), rep);
  return statsOf(rows, 7).team;
}

async function worst({ leads, clock }: HomeDeps): Promise<HomeFacts["manager"]> {
  const page = { offset: 0, limit: MOST.worst };
  const { rows, totals } = await leads.queue({ kind: "all" }, page, instant(clock.now()));
  return { rows, totals };
}

async function rulesNow({ active, canary }: Rules, deps: HomeDeps): Promise<HomeFacts["steward"]> {
  const [versions, story] = await Promise.all([
    deps.rules.policies(),
    canary && canaryStory(canary.ref.version, deps),
  ]);
  const inForce = versions.find(({ version }) => version === active.ref.version) ?? null;
  return { inForce, canary: story, mayRelease: true };
}

async function pickableReps({ team }: Rules, deps: HomeDeps) {
  const { gone } = await peopleGone(deps, instant(deps.clock.now()));
  return pickable(team.reps, gone);
}
