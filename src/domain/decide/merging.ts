// The person has come before: what the later lead leaves to the earlier, and what that does with it.
import { toMs } from "../../clock.ts";
import { together } from "../behaviour.ts";
import { commitTo } from "../chain.ts";
import type { EventBody } from "../events.ts";
import { partnerOf } from "../facts.ts";
import type { Lead } from "../lead.ts";
import { BEHAVIOUR, OWN, recordSignals, type Signal, signalsOf } from "../signals.ts";
import { CLOCK, done, refuse } from "./outcome.ts";
import { reEngaged } from "./reEngaging.ts";
import type { Command, DecideContext, Decision, NewTouch } from "./types.ts";

/** Who brought the person stays who did so first. */
const FIRST_S_OWN = new Set(["lead.partner"]);
/** Attributes kept of all touches together, and the most of one value: whoever comes a thousand times fills no row. */
const MOST_KEPT = 200;
const LONGEST_KEPT = 50_000;

/** What a lead that is being merged leaves: itself, and every touch that it had taken. */
export function touchesOf(lead: Lead, { person, policy }: DecideContext): NewTouch[] {
  const { id, source, receivedAt } = lead;
  const own = signalsOf(person.submission, receivedAt).filter(({ key }) => !FIRST_S_OWN.has(key));
  const known = person.signals.filter(({ provider }) => provider === OWN || provider === BEHAVIOUR);
  const earlier = lead.touches.map(
    ({ at, ...touch }): NewTouch => ({ ...touch, receivedAt: at, signals: [] }),
  );
  const partner = partnerOf(policy, source, person.submission);
  return [...earlier, { from: id, source, partner, receivedAt, signals: [...own, ...known] }];
}

/**
 * Takes other leads of the same person: each once, however often it is said. What they brought counts as newer words of
 * the lead's own. A lead that is in nurture, or was recycled for a reason that passes, begins again.
 */
export function touch(
  lead: Lead,
  command: Extract<Command, { do: "touch" }>,
  context: DecideContext,
): Decision {
  if (lead.state === "merged") return refuse("moved_on", CLOCK);
  const taken = new Set(lead.touches.map(({ from }) => from));
  const fresh = command.touches.filter(({ from }) => from !== lead.id && !taken.has(from));
  if (fresh.length === 0) return done(CLOCK, []);
  const { person } = context;
  const events = fresh.map(({ from, source, partner, signals }): EventBody => {
    const commitment = signals.length > 0 ? commitTo(person.key, signals) : null;
    return { type: "touched", from, source, partner, signals: commitment };
  });
  const signals = taking(
    person.signals,
    fresh.flatMap((one) => one.signals),
    context,
  );
  const effects = signals === person.signals ? {} : { signals };
  if (!beginsAgain(lead)) return done(CLOCK, events, effects);
  const known = { ...context, person: { ...person, signals } };
  const again = reEngaged(lead, known, { back: { by: "touch" }, lateMs: 0 });
  return done(CLOCK, [...events, again.event], { ...effects, ...again.effects });
}

function beginsAgain(lead: Lead): boolean {
  return lead.state === "nurture" || (lead.state === "recycled" && lead.recycled.reason !== "not_icp");
}

/** What is on record with what other leads of the person brought: of each attribute the newest, of behaviour all of it. */
function taking(
  known: readonly Signal[],
  brought: readonly Signal[],
  { now, decidedAt }: Pick<DecideContext, "now" | "decidedAt">,
): readonly Signal[] {
  const place = ({ provider, key }: Signal) => `${provider} ${key}`;
  const kept = new Map(known.map((signal) => [place(signal), signal]));
  const inOrder = [...brought].sort((a, b) => toMs(a.observedAt) - toMs(b.observedAt));
  const fresh = inOrder.flatMap((signal): Signal[] => {
    const before = kept.get(place(signal));
    if (!before && kept.size >= MOST_KEPT) return [];
    const taken = signal.provider === BEHAVIOUR ? { ...together(before, signal), observedAt: now } : signal;
    if (before && toMs(before.observedAt) > toMs(taken.observedAt)) return [];
    if (JSON.stringify(taken.value).length > LONGEST_KEPT) return [];
    kept.set(place(taken), taken);
    return [taken];
  });
  return fresh.length > 0 ? recordSignals(known, fresh, decidedAt) : known;
}
