// The sales floor: simulated people who look at Slack, make up their minds by what they see there, and press buttons
// when their time has come, in their own working hours.

import type { Person, Sim } from "../sim/index.ts";
import { instant, toMs } from "../src/clock.ts";
import { type Shift, shiftOf, teamShift, timeAfter } from "../src/domain/calendar.ts";
import { overflowManager } from "../src/domain/roles.ts";
import type { Team } from "../src/policy/types.ts";
import { type Behaviour, cast, plan } from "./behaviours.ts";
import { type Card, readCard } from "./card.ts";
import type { Deed, Hands } from "./hands.ts";
import { createRandom, type Random } from "./random.ts";
import { onStep } from "./step.ts";

const MINUTE = 60_000;

interface Player {
  readonly person: Person;
  readonly shift: Shift;
  readonly random: Random;
  /** The channels they read, and how many of each one's messages they have seen. */
  readonly seen: Map<string, number>;
  decide(card: Card): { readonly deed: Deed; readonly afterMs: number } | null;
}

interface Planned {
  readonly at: number;
  readonly player: Player;
  readonly card: Card;
  readonly deed: Deed;
}

export interface FloorOptions {
  readonly sim: Sim;
  readonly team: Team;
  readonly hands: Hands;
  readonly seed: number;
  readonly now: () => number;
}

/** What people did: presses that took effect, presses that were answered no, cards that had moved on by then. */
export interface Deeds {
  readonly done: Readonly<Record<Deed, number>>;
  readonly told: Readonly<Record<Deed, number>>;
  readonly tooLate: number;
}

export class Floor {
  /** Who plays which part, by Slack id. */
  readonly parts: ReadonlyMap<string, Behaviour>;
  readonly #options: FloorOptions;
  readonly #players: readonly Player[];
  readonly #done: Record<Deed, number> = { accept: 0, recycle: 0, claim: 0, assign: 0 };
  readonly #told: Record<Deed, number> = { accept: 0, recycle: 0, claim: 0, assign: 0 };
  #planned: Planned[] = [];
  #tooLate = 0;

  constructor(options: FloorOptions) {
    const { sim, team, seed } = options;
    this.#options = options;
    this.parts = cast(
      team.reps.map(({ slack }) => slack),
      createRandom(seed, "cast"),
    );
    this.#players = [...reps(sim, team, seed, this.parts), overflow(sim, team, seed)];
  }

  get deeds(): Deeds {
    return { done: this.#done, told: this.#told, tooLate: this.#tooLate };
  }

  /** Everybody reads what is new where they read, and makes up their mind about it. */
  lookAround(): void {
    const { sim, now } = this.#options;
    for (const player of this.#players) {
      for (const [channel, seen] of player.seen) {
        const messages = sim.messages(channel);
        player.seen.set(channel, messages.length);
        for (const message of messages.slice(seen)) {
          const card = readCard(message);
          const decided = card && player.decide(card);
          if (!card || !decided) continue;
          const at = toMs(timeAfter(instant(now()), decided.afterMs, "business", player.shift));
          this.#planned.push({ at: onStep(at), player, card, deed: decided.deed });
        }
      }
    }
    this.#planned.sort((a, b) => a.at - b.at);
  }

  /** When somebody acts next, in ms; null: nobody means to. */
  nextAt(): number | null {
    return this.#planned[0]?.at ?? null;
  }

  /** Does what is planned for now, one after the other, and looks at each card again before; how many were pressed. */
  async act(): Promise<number> {
    const { sim, hands, now } = this.#options;
    const due = this.#planned.filter(({ at }) => at <= now());
    this.#planned = this.#planned.slice(due.length);
    let pressed = 0;
    for (const { player, card, deed } of due) {
      const current = sim.message(card.message);
      const still = current && readCard(current);
      if (still?.kind !== card.kind) {
        this.#tooLate++;
        continue;
      }
      const effect = await hands.do(deed, player.person, still, now(), player.random);
      (effect === "done" ? this.#done : this.#told)[deed]++;
      pressed++;
    }
    return pressed;
  }
}

function reps(sim: Sim, team: Team, seed: number, parts: ReadonlyMap<string, Behaviour>): Player[] {
  const tank = team.channels.get("tank");
  return team.reps.map((rep) => {
    const person = sim.user(rep.slack);
    const random = createRandom(seed, rep.slack);
    const behaviour = parts.get(rep.slack) ?? "prompt";
    const channels = tank === undefined ? [person.dm()] : [person.dm(), tank];
    return {
      person,
      shift: shiftOf(rep, team),
      random,
      seen: new Map(channels.map((channel) => [channel, 0])),
      decide: (card) => {
        const intent = plan(behaviour, card, random);
        return intent && { deed: intent.answer, afterMs: intent.afterMs };
      },
    };
  });
}

/** The Overflow Manager is there for what is left over: a rep is picked within a quarter of an hour. */
function overflow(sim: Sim, team: Team, seed: number): Player {
  const person = sim.user(overflowManager(team));
  const random = createRandom(seed, "overflow");
  return {
    person,
    shift: teamShift(team),
    random,
    seen: new Map([[person.dm(), 0]]),
    decide: ({ kind }) =>
      kind === "overflow" ? { deed: "assign", afterMs: random.whole(2, 15) * MINUTE } : null,
  };
}
