// Going away and coming back: who may say so, and what follows for the leads. The command, App Home and Slack's own word
// all come through here.
import PQueue from "p-queue";
import type { Logger } from "pino";
import { type Clock, type Instant, instant } from "../../clock.ts";
import {
  type AvailabilityCommand,
  type Away,
  isSameClaim,
  lasts,
  SLACK_SAYS_NOTHING,
  type SlackSays,
} from "../../domain/availability.ts";
import { actorOf, CLOCK } from "../../domain/decide/outcome.ts";
import { hasPlace, isManager } from "../../domain/roles.ts";
import type { SlackId } from "../../ids.ts";
import type { Team } from "../../policy/types.ts";
import type { Engine } from "../engine.ts";
import type { LeadStore, RulesStore } from "../ports.ts";
import { rulesInForce } from "../session.ts";
import type { AvailabilityChanged, AvailabilityStore } from "./ports.ts";

export interface AbsencesDeps {
  readonly availability: AvailabilityStore;
  readonly leads: Pick<LeadStore, "openOffers" | "heldBy">;
  readonly rules: Pick<RulesStore, "inForce" | "activeTeam">;
  readonly engine: Pick<Engine, "run" | "routeWaiting">;
  readonly clock: Clock;
  readonly log: Logger;
  /** Called after somebody's availability has changed: whoever shows it looks again. */
  readonly availabilityChanged: (person: SlackId) => void;
}

/** `person` is whom it is about, `by` who says so: themselves, or a manager. */
export interface AboutSomebody {
  readonly person: SlackId;
  readonly by: SlackId;
}

export type Denied =
  /** `by` may not say so at all, or not of somebody else. */
  | { readonly kind: "not_allowed"; readonly needs: "away" | "away_other" }
  /** Nothing is ever given to `person`, who is not on the team. */
  | { readonly kind: "nobody" };

export type WentAway =
  | Denied
  | { readonly kind: "refused"; readonly why: "past" | "too_far" }
  /** `openOffers`: how many they hold, which stay theirs until somebody hands them on. */
  | { readonly kind: "away"; readonly away: Away; readonly openOffers: number };

/** `wasAway` false: they were here already. */
export type CameBack = Denied | { readonly kind: "back"; readonly wasAway: boolean };

export type HandedOn =
  /** `by` may not; each of the offers has the attempt on its record. */
  | { readonly kind: "not_allowed"; readonly offers: number }
  /** They are here, and answer for themselves. */
  | { readonly kind: "not_away" }
  /** How many went on to the next. */
  | { readonly kind: "handed_on"; readonly offers: number };

export class Absences {
  readonly #deps: AbsencesDeps;
  readonly #routing = new PQueue({ concurrency: 1 });

  constructor(deps: AbsencesDeps) {
    this.#deps = deps;
  }

  /**
   * From the moment that this resolves, no offer goes to `person`, and no claim of theirs counts. What they hold stays
   * theirs. `until` null: until they are back.
   */
  async setAway({
    person,
    by,
    until,
  }: AboutSomebody & { readonly until: Instant | null }): Promise<WentAway> {
    const denied = await this.#denied({ person, by });
    if (denied) return denied;
    const changed = await this.#change(person, actorOf(by), { do: "go_away", by, until });
    if (changed.kind === "refused") return changed;
    const { away } = changed.known;
    if (away === null) throw new TypeError("somebody who went away is not away");
    return { kind: "away", away, openOffers: await this.#openOffers(person) };
  }

  /** Back at their fair share: nothing is made up for. */
  async setBack({ person, by }: AboutSomebody): Promise<CameBack> {
    const denied = await this.#denied({ person, by });
    if (denied) return denied;
    const changed = await this.#change(person, actorOf(by), { do: "come_back", by });
    return { kind: "back", wasAway: changed.kind === "done" && changed.changed };
  }

  /** Gives each open offer of somebody who is away to the next. Whether `by` may is decided, and recorded, lead by lead. */
  async handOn({ person, by }: AboutSomebody): Promise<HandedOn> {
    const { leads, engine, rules } = this.#deps;
    const came = { done: 0, refused: 0, here: 0 };
    for (const id of await leads.heldBy(person)) {
      const outcome = await engine.run(id, { do: "hand_on", rep: person, by });
      if (outcome.kind === "done") came.done++;
      if (outcome.kind !== "refused") continue;
      if (outcome.code === "not_yours") came.refused++;
      if (outcome.code === "not_away") came.here++;
    }
    const { team } = await rulesInForce(rules);
    if (!maySpeakFor(team, { person, by })) return { kind: "not_allowed", offers: came.refused };
    if (came.done === 0 && came.here > 0) return { kind: "not_away" };
    return { kind: "handed_on", offers: came.done };
  }

  /** Takes over what Slack says, where it is news; `says` leaves out what was not asked. */
  async hear(person: SlackId, says: Partial<SlackSays>): Promise<void> {
    const heard = await this.heard(person);
    const isNews = (["doNotDisturb", "status"] as const).some((kind) => {
      const said = says[kind];
      return said !== undefined && !isSameClaim(said, heard[kind]);
    });
    if (isNews) await this.#change(person, "slack", { do: "hear", says });
  }

  /** What Slack said of somebody when it was last heard. */
  async heard(person: SlackId): Promise<SlackSays> {
    return (await this.#deps.availability.known([person])).get(person)?.heard ?? SLACK_SAYS_NOTHING;
  }

  /** Whether somebody is away now, and until when; null: they are here. */
  async awayNow(person: SlackId): Promise<Away | null> {
    const { availability, clock } = this.#deps;
    const known = (await availability.known([person])).get(person);
    return known?.away && lasts(known.away, instant(clock.now())) ? known.away : null;
  }

  /** Puts on record who is back because their time has come: once, however many instances look. */
  async endOverdue(): Promise<void> {
    const { availability, clock } = this.#deps;
    for (const person of await availability.returning(instant(clock.now()))) {
      await this.#change(person, CLOCK, { do: "look_at_clock" });
    }
  }

  /** Resolves when what waited for somebody's opening has been looked at again. */
  idle(): Promise<void> {
    return this.#routing.onIdle();
  }

  async #openOffers(person: SlackId): Promise<number> {
    return (await this.#deps.leads.openOffers()).get(person) ?? 0;
  }

  async #denied(about: AboutSomebody): Promise<Denied | null> {
    const { team } = await rulesInForce(this.#deps.rules);
    if (!hasPlace(team, about.by)) return { kind: "not_allowed", needs: "away" };
    if (!maySpeakFor(team, about)) return { kind: "not_allowed", needs: "away_other" };
    return hasPlace(team, about.person) ? null : { kind: "nobody" };
  }

  async #change(person: SlackId, actor: string, command: AvailabilityCommand): Promise<AvailabilityChanged> {
    const { availability, availabilityChanged, clock } = this.#deps;
    const at = instant(clock.now());
    const changed = await availability.change({ person, command, actor, at });
    if (changed.kind === "done" && changed.changed) {
      availabilityChanged(person);
      if (changed.known.away === null) this.#routeWaiting();
    }
    return changed;
  }

  /** What waits for an opening may go to who is back. Whoever says they are back does not wait for that. */
  #routeWaiting(): void {
    const { engine, log } = this.#deps;
    // One look that has not begun sees whatever comes before it does.
    if (this.#routing.size > 0) return;
    this.#routing
      .add(() => engine.routeWaiting())
      .catch((error: unknown) =>
        log.error({ err: error }, "leads that wait for an opening could not be routed again"),
      );
  }
}

function maySpeakFor(team: Team, { person, by }: AboutSomebody): boolean {
  return person === by || isManager(team, by);
}
