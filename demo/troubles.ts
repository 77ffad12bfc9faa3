// What can be broken on purpose: Slack, the bot, people. Some of it mends by itself.
import PQueue from "p-queue";
import type { FaultHandle, FaultSpec, Sim } from "../sim/index.ts";
import type { BotProcess } from "./botProcess.ts";
import { type Outcome, refused } from "./outcome.ts";
import type { DemoPerson, Trouble, TroubleChange, TroubleState } from "./protocol.ts";
import type { Roster } from "./roster.ts";

/** Real time. */
const LASTS_MS = { ratelimited: 30_000, down: 60_000, kill: 20_000 } as const;
/** What Slack asks to wait, in seconds. */
const RETRY_AFTER = 5;

const FAULTS: Readonly<Record<"ratelimited" | "drops" | "down", readonly FaultSpec[]>> = {
  ratelimited: [{ kind: "ratelimited", retryAfter: RETRY_AFTER }],
  // Every fourth call before it counts, and as many of the others after.
  drops: [
    { kind: "drop_before", probability: 0.25, random: Math.random },
    { kind: "drop_after", probability: 0.33, random: Math.random },
  ],
  down: [{ kind: "http_500" }],
};

export interface TroublesDeps {
  readonly sim: Pick<Sim, "fault" | "deactivate" | "reactivate">;
  readonly bot: Pick<BotProcess, "status" | "start" | "kill">;
  readonly roster: Pick<Roster, "applyWithout">;
  readonly people: readonly DemoPerson[];
  changed(): void;
}

interface Broken {
  readonly state: TroubleState;
  readonly timer: NodeJS.Timeout | null;
  mend(): Outcome | Promise<Outcome>;
}

const DONE: Outcome = { ok: true };

export class Troubles {
  readonly #deps: TroublesDeps;
  readonly #broken = new Map<string, Broken>();
  /** One change at a time: a team applied twice at once would be neither. */
  readonly #queue = new PQueue({ concurrency: 1 });

  constructor(deps: TroublesDeps) {
    this.#deps = deps;
  }

  get states(): TroubleState[] {
    return [...this.#broken.values()].map(({ state }) => state);
  }

  break(change: TroubleChange): Promise<Outcome> {
    return this.#queue.add(() => this.#break(change));
  }

  mend(change: TroubleChange): Promise<Outcome> {
    return this.#queue.add(() => this.#mend(change));
  }

  /** Nothing mends by itself from here on. */
  stop(): void {
    for (const { timer } of this.#broken.values()) if (timer) clearTimeout(timer);
  }

  async #break(change: TroubleChange): Promise<Outcome> {
    const problem = this.#whyNot(change);
    if (problem !== null) return problem;
    switch (change.trouble) {
      case "ratelimited":
      case "drops":
      case "down": {
        const faults = FAULTS[change.trouble].map((spec) => this.#deps.sim.fault(spec));
        return this.#note(change, () => clear(faults));
      }
      case "kill":
        // Noted first: a bot that is meant to be down is not news.
        this.#note(change, () => {
          this.#deps.bot.start();
          return DONE;
        });
        await this.#deps.bot.kill();
        return DONE;
      case "deactivated": {
        const { person = "" } = change;
        this.#deps.sim.deactivate(person);
        return this.#note(change, () => {
          this.#deps.sim.reactivate(person);
          return DONE;
        });
      }
      case "on_leave": {
        const applied = await this.#deps.roster.applyWithout(this.#away(change.person, true));
        if (!applied.ok) return applied;
        return this.#note(change, () => this.#deps.roster.applyWithout(this.#away(change.person, false)));
      }
      default:
        return change.trouble satisfies never;
    }
  }

  async #mend(change: TroubleChange): Promise<Outcome> {
    const broken = this.#broken.get(keyOf(change));
    if (broken === undefined) return refused("That is not broken.");
    const mended = await broken.mend();
    if (!mended.ok) return mended;
    if (broken.timer) clearTimeout(broken.timer);
    this.#broken.delete(keyOf(change));
    this.#deps.changed();
    return mended;
  }

  #whyNot(change: TroubleChange): (Outcome & { ok: false }) | null {
    const { trouble, person } = change;
    const isPersonal = trouble === "deactivated" || trouble === "on_leave";
    const known = this.#deps.people.find(({ id }) => id === person);
    if (isPersonal && known === undefined) {
      return { ok: false, malformed: true, error: "Say who: nobody here is called so." };
    }
    if (!isPersonal && person !== undefined) {
      return {
        ok: false,
        malformed: true,
        error: "That happens to nobody in particular: leave the person out.",
      };
    }
    if (this.#broken.has(keyOf(change))) return refused(ALREADY[trouble](known?.name ?? ""));
    if (trouble === "on_leave" && known?.role !== "rep") {
      return refused(`${known?.name} takes no leads: only a rep can go on leave.`);
    }
    if (trouble === "kill" && this.#deps.bot.status !== "up")
      return refused("Baton is not up: nothing to kill.");
    if ((trouble === "ratelimited" || trouble === "drops") && this.#broken.has("down")) {
      return refused("Slack is down: nothing else about it can break before it is back.");
    }
    return null;
  }

  #note(change: TroubleChange, mend: Broken["mend"]): Outcome {
    const { trouble } = change;
    const lasts = trouble in LASTS_MS ? LASTS_MS[trouble as keyof typeof LASTS_MS] : null;
    const timer = lasts === null ? null : setTimeout(() => void this.mend(change), lasts);
    const state = { ...change, until: lasts === null ? null : Date.now() + lasts };
    this.#broken.set(keyOf(change), { state, timer, mend });
    this.#deps.changed();
    return DONE;
  }

  /** Who is on leave, when this person is as well, or no longer. */
  #away(person: string | undefined, leaves: boolean): Set<string> {
    const others = this.states.filter(({ trouble }) => trouble === "on_leave").map((state) => state.person);
    const away = [...others.filter((other) => other !== person), leaves ? person : undefined];
    return new Set(away.filter((each) => each !== undefined));
  }
}

const ALREADY: Readonly<Record<Trouble, (name: string) => string>> = {
  ratelimited: () => "Slack answers 429 already.",
  drops: () => "Connections break already.",
  down: () => "Slack is down already.",
  kill: () => "Baton has been killed already, and comes back by itself.",
  deactivated: (name) => `${name} is deactivated already.`,
  on_leave: (name) => `${name} is on leave already.`,
};

function keyOf({ trouble, person }: TroubleChange): string {
  return person === undefined ? trouble : `${trouble} ${person}`;
}

function clear(faults: readonly FaultHandle[]): Outcome {
  for (const fault of faults) fault.clear();
  return DONE;
}
