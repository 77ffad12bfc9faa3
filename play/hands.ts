// Presses what a person presses, and waits until Baton is done with it: until its effect is on record, or the person
// has been told why there is none. Cards themselves may follow later, at the pace Slack allows.
import { setTimeout as sleep } from "node:timers/promises";
import { readTurnValue, type TurnRef } from "../blocks/ids.ts";
import type { Person, Sim, SimMessage, SimView } from "../sim/index.ts";
import type { LeadStore } from "../src/app/ports.ts";
import type { Turn } from "../src/domain/lead.ts";
import type { Answer } from "./behaviours.ts";
import type { Card } from "./card.ts";
import type { Random } from "./random.ts";
import { Stuck } from "./stuck.ts";

export type Deed = Answer | "assign";
/** `told`: they got a sentence instead, because somebody or the clock was first, or a rule forbids it. */
export type Effect = "done" | "told";

export interface HandsDeps {
  readonly sim: Pick<Sim, "waitFor">;
  readonly leads: Pick<LeadStore, "load">;
}

/** Real time, far beyond what a press takes. */
const PATIENCE_MS = 20_000;

const REASONS: readonly (readonly [label: string, weight: number, field: string | null])[] = [
  ["Timing", 4, "Re-engage on"],
  ["Budget", 2.5, null],
  ["Feature Gap", 1.5, "Feature"],
  ["Not ICP", 2, "Criterion"],
];
/** How often the proposed day is changed for a nearer one. */
const SOONER = 0.3;
const DAY_MS = 24 * 60 * 60_000;

export class Hands {
  readonly #deps: HandsDeps;

  constructor(deps: HandsDeps) {
    this.#deps = deps;
  }

  /** `now`: the simulated instant, in ms. The card must still show the button. */
  async do(deed: Deed, person: Person, card: Card, now: number, random: Random): Promise<Effect> {
    const { message } = card;
    const before = lastTold(person, message);
    switch (deed) {
      case "accept":
        await person.press(message, "Accept");
        return this.#effect(person, message, "Accept", before);
      case "recycle":
        return this.#recycle(person, message, before, now, random);
      case "claim":
        // Whoever claims is always told: what they have, or why they have not.
        await person.press(message, "Claim");
        return this.#effect(person, message, "Claim", before, true);
      case "assign":
        await person.choose(message, { actionId: pickerOf(message) }, random.pick(repsIn(message)));
        await person.press(message, "Assign");
        return this.#effect(person, message, "Assign", before);
      default:
        return deed satisfies never;
    }
  }

  async #recycle(
    person: Person,
    message: SimMessage,
    before: string,
    now: number,
    random: Random,
  ): Promise<Effect> {
    await person.press(message, "Recycle");
    await this.#deps.sim.waitFor(() => person.modal() !== null || lastTold(person, message) !== before, {
      timeoutMs: PATIENCE_MS,
      what: "the recycle form",
    });
    const form = person.modal();
    if (form === null) return "told";
    const [reason, , field] = random.pick(REASONS, ([, weight]) => weight);
    await person.fill("Reason", reason);
    await this.#deps.sim.waitFor(() => person.modal()?.hash !== form.hash, {
      timeoutMs: PATIENCE_MS,
      what: "the fields of the reason",
    });
    if (field !== null) await fillField(person, field, now, random);
    const { outcome, errors } = await person.submit();
    if (outcome !== "closed")
      throw new Stuck(`A recycle form was not taken (${outcome}): ${JSON.stringify(errors)}`);
    return this.#effect(person, message, "Recycle", before);
  }

  /** `certain`: the person is told either way, and that is waited for. */
  async #effect(
    person: Person,
    message: SimMessage,
    button: string,
    before: string,
    certain = false,
  ): Promise<Effect> {
    const deadline = performance.now() + PATIENCE_MS;
    const ref = refOf(message, button);
    while (performance.now() < deadline) {
      const told = lastTold(person, message) !== before;
      if (told || !certain) {
        const turn = await this.#turn(ref);
        if (turn?.end && "by" in turn.end && turn.end.by === person.id) return "done";
        if (told) return "told";
      }
      await sleep(1);
    }
    throw new Stuck(`${button} had no effect and no answer within ${PATIENCE_MS / 1000} s (${ref.lead})`);
  }

  async #turn({ lead, turn }: TurnRef): Promise<Turn | undefined> {
    const record = await this.#deps.leads.load(lead);
    return record?.lead.turns.find((each) => each.turn === turn);
  }
}

/** The `ts` of the last answer that only this person sees, where the message is; empty before the first. */
function lastTold(person: Person, { channel }: SimMessage): string {
  return person.find(({ ephemeralTo }) => ephemeralTo === person.id, channel)?.ts ?? "";
}

function actionsOf({ blocks }: SimMessage) {
  return blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
}

function refOf(message: SimMessage, label: string): TurnRef {
  const value = actionsOf(message).flatMap((element) =>
    element.type === "button" && element.text.text === label ? [element.value] : [],
  )[0];
  const ref = readTurnValue(value);
  if (ref === null) throw new Error(`The button ${label} carries no lead`);
  return ref;
}

function pickerOf(message: SimMessage): string {
  const picker = actionsOf(message).find(({ type }) => type === "static_select" || type === "users_select");
  if (picker?.action_id === undefined) throw new Error("An overflow card has no picker");
  return picker.action_id;
}

/** The values of the picker's options: the reps' Slack ids. */
function repsIn(message: SimMessage): string[] {
  return actionsOf(message).flatMap((element) => {
    if (element.type !== "static_select") return [];
    const options = element.option_groups?.flatMap((group) => group.options) ?? element.options ?? [];
    return options.flatMap(({ value }) => value ?? []);
  });
}

async function fillField(person: Person, label: string, now: number, random: Random): Promise<void> {
  const view = person.modal();
  const element = view === null ? undefined : elementLabelled(view, label);
  if (element === undefined) throw new Error(`The recycle form has no field ${label}`);
  switch (element.type) {
    case "datepicker": {
      if (!random.chance(SOONER)) return;
      const day = new Date(now + random.whole(3, 10) * DAY_MS).toISOString().slice(0, 10);
      await person.fill(label, day);
      return;
    }
    case "static_select": {
      const { options = [] } = element as unknown as { options?: { value: string }[] };
      await person.fill(label, random.pick(options).value);
      return;
    }
    default:
      await person.fill(label, "named by the rep");
  }
}

function elementLabelled(view: SimView, label: string): { readonly type: string } | undefined {
  return view.blocks.flatMap((block) =>
    block.type === "input" && block.label.text === label ? [block.element] : [],
  )[0];
}
