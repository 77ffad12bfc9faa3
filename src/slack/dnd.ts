// Hears of do-not-disturb: by Slack's event, and by asking about everybody at every look at the team. A workspace that does not let Baton
// know is none the worse: it is said once, in the log.
import type { Logger } from "pino";
import type { Absences } from "../app/availability/absences.ts";
import type { RulesStore } from "../app/ports.ts";
import { type Clock, instant } from "../clock.ts";
import { isOnShift, shiftOf, teamShift } from "../domain/calendar.ts";
import { hasPlace, repOf } from "../domain/roles.ts";
import type { SlackId } from "../ids.ts";
import { type DndStatus, doNotDisturbOf } from "./absence.ts";
import type { SlackApi } from "./client.ts";

export interface DndDeps {
  readonly api: SlackApi;
  readonly absences: Pick<Absences, "hear" | "heard">;
  readonly rules: Pick<RulesStore, "activeTeam">;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What Slack answers where the scope was not granted, or the method is not known. */
const NOT_FOR_US: ReadonlySet<string> = new Set([
  "missing_scope",
  "unknown_method",
  "not_allowed_token_type",
  "no_permission",
  "access_denied",
]);

/** As many as one call takes. */
const ASKED_AT_ONCE = 50;

export class Dnd {
  readonly #deps: DndDeps;
  #isAskable = true;

  constructor(deps: DndDeps) {
    this.#deps = deps;
  }

  /** Asks how these people stand, many in one call. */
  async look(people: readonly SlackId[]): Promise<void> {
    for (let from = 0; from < people.length && this.#isAskable; from += ASKED_AT_ONCE) {
      await this.#ask(people.slice(from, from + ASKED_AT_ONCE));
    }
  }

  async #ask(people: readonly SlackId[]): Promise<void> {
    const { api, log } = this.#deps;
    const asked = await api.call((client) => client.dnd.teamInfo({ users: people.join(",") }));
    if (asked.kind === "done") {
      for (const [person, status] of Object.entries(asked.answer.users ?? {})) {
        await this.heard(person, status);
      }
      return;
    }
    // Anything else passes: the next look asks again.
    if (asked.kind !== "refused") return;
    if (!NOT_FOR_US.has(asked.code)) {
      // One whom Slack does not know has all of them refused: the others are found by halving.
      if (people.length === 1) return;
      const half = Math.ceil(people.length / 2);
      await this.#ask(people.slice(0, half));
      return this.#ask(people.slice(half));
    }
    this.#isAskable = false;
    log.info(
      { why: asked.code },
      "Slack does not say who has notifications paused; grant dnd:read to have that count as being away",
    );
  }

  /** Takes over what Slack says of somebody; of who is not on the team nothing is kept. */
  async heard(person: SlackId, status: DndStatus): Promise<void> {
    const { absences, rules, clock } = this.#deps;
    const team = (await rules.activeTeam())?.team;
    if (!team || !hasPlace(team, person)) return;
    const now = instant(clock.now());
    const rep = repOf(team, person);
    const isAtWork = isOnShift(rep ? shiftOf(rep, team) : teamShift(team), now);
    const { doNotDisturb: before } = await absences.heard(person);
    await absences.hear(person, { doNotDisturb: doNotDisturbOf(status, before, { now, isAtWork }) });
  }
}
