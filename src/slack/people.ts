// What Slack says of the people Baton works with. A rep who turns out not to be there holds nothing afterwards.
import PQueue from "p-queue";
import type { Logger } from "pino";
import type { Absences } from "../app/availability/absences.ts";
import type { Engine } from "../app/engine.ts";
import type { LeadStore, PeopleStore, RulesStore, SlackPerson } from "../app/ports.ts";
import { type Clock, instant, toMs } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { Team } from "../policy/types.ts";
import { awayStatusOf, type StatusProfile } from "./absence.ts";
import type { SlackApi } from "./client.ts";
import { Dnd } from "./dnd.ts";

const LOOK_EVERY_MS = 5 * 60_000;
/** `users.info` allows 100 a minute and more; nobody else should be kept waiting by a look at the whole team. */
const ONE_CALL_EVERY_MS = 1_000;
/** How long somebody counts as unreachable before a lead is tried on them again. */
const UNREACHABLE_MS = 15 * 60_000;

export interface PeopleDeps {
  readonly api: SlackApi;
  readonly engine: Pick<Engine, "loseRep" | "routeWaiting">;
  readonly leads: Pick<LeadStore, "openOffers" | "askedReviewers">;
  readonly rules: Pick<RulesStore, "activeTeam">;
  readonly people: PeopleStore;
  readonly absences: Pick<Absences, "hear" | "heard">;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A user as `users.info` and `user_change` give it; only what Baton reads. */
export interface SlackUser {
  readonly id?: string | undefined;
  readonly deleted?: boolean | undefined;
  readonly tz?: string | undefined;
  readonly real_name?: string | undefined;
  readonly name?: string | undefined;
  readonly profile?: (StatusProfile & { readonly display_name?: string | undefined }) | undefined;
}

export class PeopleSync {
  /** Who does not want to be disturbed. */
  readonly dnd: Dnd;
  readonly #deps: PeopleDeps;
  readonly #queue = new PQueue({ concurrency: 1, interval: ONE_CALL_EVERY_MS, intervalCap: 1 });
  /** What becomes of people is written down one at a time: an answer that was asked for earlier must not win. */
  readonly #changes = new PQueue({ concurrency: 1 });
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(deps: PeopleDeps) {
    this.#deps = deps;
    this.dnd = new Dnd(deps);
  }

  /** Looks at everybody from time to time; the first look is that of `teamApplied`, soon after a start. */
  start(): void {
    this.#timer = setInterval(() => this.#lookAgain(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** Finishes the look that is under way; the others wait for the next start. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#stopped = true;
    this.#queue.clear();
    await this.#queue.onIdle();
  }

  /** Asks Slack about everybody on the team, one a second; resolves when all have been asked. */
  async lookAtEverybody(): Promise<void> {
    const applied = await this.#deps.rules.activeTeam();
    if (!applied) return;
    const people = peopleOf(applied.team);
    const looks = people.map((person) => this.#queue.add(() => this.#look(person)));
    await Promise.all([...looks, this.#queue.add(() => this.dnd.look(people))]);
  }

  /**
   * After another team was applied: reps and reviewers who are no longer in it hold nothing, what waits for an opening
   * may go to somebody now, and the new ones are looked at.
   */
  async teamApplied(): Promise<void> {
    const applied = await this.#deps.rules.activeTeam();
    if (!applied) return;
    const reps = new Set(applied.team.reps.map(({ slack }) => slack));
    for (const holder of (await this.#deps.leads.openOffers()).keys()) {
      if (!reps.has(holder)) await this.#deps.engine.loseRep(holder, "removed");
    }
    // Of what queue each still is a reviewer is decided lead by lead.
    for (const reviewer of await this.#deps.leads.askedReviewers()) {
      await this.#deps.engine.loseRep(reviewer, "removed");
    }
    await this.#deps.engine.routeWaiting();
    this.#lookAgain();
  }

  /** A message to this person was refused for good. */
  async personGone(person: SlackId, status: "deactivated" | "unreachable"): Promise<void> {
    const { clock, engine, log } = this.#deps;
    const until = status === "unreachable" ? instant(clock.now() + UNREACHABLE_MS) : null;
    await this.#changes.add(async () => this.#put({ ...(await this.#known(person)), status, until }));
    const offers = await engine.loseRep(person, status);
    log.warn({ person, status, offers }, "somebody is not to be reached in Slack; their offers have gone on");
  }

  /** What `users.info` says of somebody to whom a message was refused. */
  async statusOf(person: SlackId): Promise<"deactivated" | "unreachable"> {
    const asked = await this.#deps.api.call((client) => client.users.info({ user: person }));
    if (asked.kind === "done") return asked.answer.user?.deleted ? "deactivated" : "unreachable";
    return asked.kind === "refused" && asked.code === "user_not_found" ? "deactivated" : "unreachable";
  }

  /** Takes over what Slack tells of a user; of somebody who is not on the team nothing is kept. */
  async heard(user: SlackUser): Promise<void> {
    const { id } = user;
    const applied = await this.#deps.rules.activeTeam();
    if (id === undefined || !applied || !peopleOf(applied.team).includes(id)) return;
    await this.#takeOver(id, user);
  }

  #lookAgain(): void {
    this.lookAtEverybody().catch((error: unknown) => {
      if (this.#stopped) return;
      this.#deps.log.warn({ err: error }, "the team's people could not be looked up; trying again later");
    });
  }

  async #look(person: SlackId): Promise<void> {
    const asked = await this.#deps.api.call((client) => client.users.info({ user: person }));
    if (asked.kind === "done") return this.#takeOver(person, asked.answer.user ?? {});
    if (asked.kind === "refused" && asked.code === "user_not_found") {
      return this.#takeOver(person, { deleted: true });
    }
    if (asked.kind === "rate_limited") {
      this.#queue.pause();
      setTimeout(() => this.#queue.start(), asked.waitMs).unref();
    }
    const why = asked.kind === "refused" ? asked.code : asked.kind;
    this.#deps.log.warn({ person, why }, "Slack did not say how somebody is; asking again later");
  }

  async #takeOver(person: SlackId, user: SlackUser): Promise<void> {
    await this.#changes.add(() => this.#writeDown(person, user));
    if (!user.deleted) return this.#takeOverStatus(person, user);
    const offers = await this.#deps.engine.loseRep(person, "deactivated");
    if (offers > 0)
      this.#deps.log.warn({ person, offers }, "somebody is deactivated; their offers have gone on");
  }

  /** Only where the profile is there: a shortened user says nothing about it. */
  async #takeOverStatus(person: SlackId, { profile }: SlackUser): Promise<void> {
    const { absences, clock } = this.#deps;
    if (profile?.status_emoji === undefined) return;
    await absences.hear(person, { status: awayStatusOf(profile, instant(clock.now())) });
  }

  async #writeDown(person: SlackId, user: SlackUser): Promise<void> {
    const known = await this.#known(person);
    const stillUnreachable =
      known.status === "unreachable" && known.until !== null && toMs(known.until) > this.#deps.clock.now();
    await this.#put({
      slack: person,
      name: user.profile?.display_name || user.real_name || user.name || known.name,
      timezone: user.tz ?? known.timezone,
      ...(user.deleted
        ? { status: "deactivated", until: null }
        : stillUnreachable
          ? { status: "unreachable", until: known.until }
          : { status: "active", until: null }),
    });
  }

  async #known(person: SlackId): Promise<SlackPerson> {
    const known = (await this.#deps.people.all()).get(person);
    return known ?? { slack: person, name: "", status: "active", until: null, timezone: null };
  }

  async #put(person: SlackPerson): Promise<void> {
    const { people, clock } = this.#deps;
    const known = (await people.all()).get(person.slack);
    const same =
      known?.name === person.name &&
      known.status === person.status &&
      known.until === person.until &&
      known.timezone === person.timezone;
    if (!same) await people.put(person, instant(clock.now()));
  }
}

/** Everybody whose status matters: the reps, the managers, the Overflow Manager, the reviewers. */
function peopleOf({ reps, roles }: Team): SlackId[] {
  const reviewers = [...roles.reviewers.values()].flat();
  const overflow = roles.overflow === null ? [] : [roles.overflow];
  return [...new Set([...reps.map(({ slack }) => slack), ...overflow, ...roles.managers, ...reviewers])];
}
