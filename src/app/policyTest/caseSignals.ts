// What a case says is known of its lead, as it would be on record when the lead is decided.
import { type Instant, instant } from "../../clock.ts";
import { partnerOf, precedenceOf } from "../../domain/facts.ts";
import type { Touch } from "../../domain/lead.ts";
import { BEHAVIOUR, CRM, OWN, recordSignals, type Signal } from "../../domain/signals.ts";
import type { CaseSignal } from "../../policy/caseSignals.ts";
import type { CompiledPolicy, JsonValue, Team } from "../../policy/types.ts";
import type { Case } from "./readCases.ts";

/** What an address says by itself; `freeMail`: what the policy's lists add to the mailboxes that anybody can have. */
export type AboutEmail = (
  email: string,
  freeMail: Iterable<string>,
) => Promise<ReadonlyMap<string, JsonValue>>;

const OWNER = "account.owner";
const CONTESTED = "lead.attribution";

/**
 * On record are what the case gives, and what the policy's own e-mail provider makes of the address, of which the case's
 * word counts. Nobody else is asked.
 */
export async function signalsOfCase(
  { signals, submission }: Pick<Case, "signals" | "submission">,
  at: Instant,
  policy: CompiledPolicy,
  team: Team | null,
  about: AboutEmail,
): Promise<Signal[]> {
  const given = signals
    .filter(({ key }) => key !== CONTESTED)
    .map((signal) => onRecord(signal, at, policy, team));
  const provider = policy.enrichment.find(({ kind }) => kind === "email");
  if (!provider || submission.email === undefined) return given;
  const values = await about(submission.email, policy.lists.get("free_mail") ?? []);
  const read = [...values].map(([key, value]): Signal => {
    return { key, value, provider: provider.id, observedAt: at, freshUntil: null, confidence: 1 };
  });
  const keys = new Set(given.map(({ key }) => key));
  return recordSignals(
    read.filter(({ key }) => !keys.has(key)),
    given,
  );
}

function onRecord(signal: CaseSignal, at: Instant, policy: CompiledPolicy, team: Team | null): Signal {
  const { key, confidence, freshUntil } = signal;
  const provider = signal.provider ?? providerOf(key, policy);
  const said = signal.observedAt ? instant(Date.parse(signal.observedAt)) : at;
  const rest = { key, provider, freshUntil: freshUntil ? instant(Date.parse(freshUntil)) : null, confidence };
  if (signal.behaviour === null) {
    return { ...rest, value: key === OWNER ? slackIdOf(signal.value, team) : signal.value, observedAt: said };
  }
  const { count } = signal.behaviour;
  const last = signal.behaviour.last ? instant(Date.parse(signal.behaviour.last)) : said;
  const first = signal.behaviour.first ? instant(Date.parse(signal.behaviour.first)) : last;
  return { ...rest, value: { count, first: first < last ? first : last, last }, observedAt: last };
}

/** Who says what a case names nobody for: of those who are not the lead, whose word counts most. */
function providerOf(key: string, policy: CompiledPolicy): string {
  if (key.startsWith("signals.")) return BEHAVIOUR;
  if (key.startsWith("account.")) return CRM;
  const { byKey, order } = precedenceOf(policy);
  return [...(byKey.get(key) ?? []), ...order].find((provider) => provider !== OWN) ?? CRM;
}

/** The owner may be named as a rep is everywhere in a case; rules see the Slack id. */
function slackIdOf(value: JsonValue, team: Team | null): JsonValue {
  const rep = team?.reps.find(({ slack, name }) => slack === value || name === value);
  return rep?.slack ?? value;
}

/** `lead.attribution: contested` stands for two partners who both claim to have brought the person, the lead's own first. */
export function touchesOfCase(
  { source, submission, signals, externalId }: Pick<Case, "source" | "submission" | "signals" | "externalId">,
  at: Instant,
  policy: CompiledPolicy,
): Touch[] {
  if (!signals.some(({ key }) => key === CONTESTED)) return [];
  const first = partnerOf(policy, source, submission) ?? "a partner";
  return [first, "another partner"].map((partner): Touch => ({ from: externalId, source, partner, at }));
}

/** The providers that cases name and the policy does not know, each with the first case that does. */
export function unknownProviders(cases: readonly Case[], { enrichment }: CompiledPolicy): Map<string, Case> {
  const known = new Set([OWN, CRM, BEHAVIOUR, ...enrichment.map(({ id }) => id)]);
  const found = new Map<string, Case>();
  for (const each of cases) {
    for (const { provider } of each.signals) {
      if (provider !== null && !known.has(provider) && !found.has(provider)) found.set(provider, each);
    }
  }
  return found;
}
