// What conditions see of a lead: its attributes as facts, and the lane that its facts put it in.
import { type Instant, toMs } from "../clock.ts";
import { isValueOf, prepareFacts } from "../policy/index.ts";
import type {
  AccountFacts,
  CompanyFacts,
  CompiledPolicy,
  Facts,
  JsonValue,
  LeadFacts,
  SignalFacts,
} from "../policy/types.ts";
import type { Lead, Touch } from "./lead.ts";
import type { Person, Submission } from "./person.ts";
import { BEHAVIOUR, CRM, OWN, type Precedence, resolveSignals, type Signal, signalsOf } from "./signals.ts";

/** What the facts of a lead are made of. */
export interface FactsSource {
  readonly source: string;
  readonly externalId: string;
  readonly submission: Submission;
  readonly receivedAt: Instant;
  /** What is recorded beyond the submission. */
  readonly signals: readonly Signal[];
  /** Other leads of the same person that were merged into this one. */
  readonly touches: readonly Touch[];
  readonly cycle: number;
  readonly recycledBefore: Lead["recycledBefore"];
  readonly now: Instant;
}

/** Every attribute of the contract, so that a new one is not forgotten here. */
type Complete<T> = { readonly [K in keyof T]-?: T[K] };

/** What the facts of a lead in its present cycle are made of. */
export function factsSource(
  { source, receivedAt, touches, cycle, recycledBefore }: Lead,
  { externalId, submission, signals }: Person,
  now: Instant,
): FactsSource {
  return { source, externalId, submission, receivedAt, signals, touches, cycle, recycledBefore, now };
}

/** A lead as conditions see it, and where it did not say so itself, who did: by the keys of signals. Null: nobody. */
export interface Known {
  readonly facts: Facts;
  readonly origins: ReadonlyMap<string, Signal> | null;
}

const precedences = new WeakMap<CompiledPolicy, Precedence>();

/** Whose value counts where the policy does not say: the lead's own, then the lanes' in order, then the CRM's. */
export function precedenceOf(policy: CompiledPolicy): Precedence {
  const known = precedences.get(policy);
  if (known) return known;
  const lanes = [...new Set(policy.enrichment.map(({ lane }) => lane))];
  const providers = lanes.flatMap((lane) => policy.enrichment.filter((one) => one.lane === lane));
  const order = [OWN, ...providers.map(({ id }) => id), CRM, BEHAVIOUR];
  const made = { byKey: policy.precedence, order };
  precedences.set(policy, made);
  return made;
}

/** What is known of a lead beside what it brought itself. */
export function knownFromOthers(policy: CompiledPolicy, input: Parameters<typeof signalsKnown>[1]): Signal[] {
  const own = new Map<string, JsonValue>();
  for (const { key, value } of signalsOf(input.submission, input.receivedAt)) own.set(key, value);
  const isSame = (a: JsonValue | undefined, b: JsonValue) =>
    a === b || (typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));
  // Another lead of the person may have come in the same moment, in one delivery.
  return signalsKnown(policy, input).filter(
    ({ provider, key, value, observedAt }) =>
      provider !== OWN || observedAt !== input.receivedAt || !isSame(own.get(key), value),
  );
}

/** Everything that is known of a lead at that moment: one signal for each attribute, and what it won against. */
export function signalsKnown(
  policy: CompiledPolicy,
  {
    submission,
    receivedAt,
    signals,
    now,
  }: Pick<FactsSource, "submission" | "receivedAt" | "signals" | "now">,
): Signal[] {
  const usable = signals.filter(({ key, value }) => isValueOf(key, value));
  return resolveSignals([...signalsOf(submission, receivedAt), ...usable], precedenceOf(policy), now);
}

/** Who brought a lead, if a partner did: whom it names, else whose source it is. */
export function partnerOf(policy: CompiledPolicy, source: string, submission: Submission): string | null {
  return submission.partner ?? policy.sources.get(source)?.partner ?? null;
}

type Attribution = "none" | "first" | "contested";

/**
 * The partner who brought the person first, which no later touch takes from them, and whether another claims to have
 * brought them within the window.
 */
function attributionOf(
  policy: CompiledPolicy,
  input: FactsSource,
): { readonly partner: string | null; readonly attribution: Attribution } {
  if (input.touches.length === 0) {
    const own = partnerOf(policy, input.source, input.submission);
    return { partner: own, attribution: own === null ? "none" : "first" };
  }
  const partners = partnersOf(policy, input);
  const attribution = partners.length > 1 ? "contested" : partners.length === 1 ? "first" : "none";
  return { partner: partners[0] ?? null, attribution };
}

/** The partners who claim to have brought the person within the window, whose lead came first first, as it spelt them. */
export function partnersOf(
  policy: CompiledPolicy,
  {
    source,
    submission,
    touches,
    receivedAt,
  }: Pick<FactsSource, "source" | "submission" | "touches" | "receivedAt">,
): string[] {
  const own = partnerOf(policy, source, submission);
  const until = toMs(receivedAt) + policy.identity.windowMs;
  const touched = touches.flatMap(({ partner, at }) => (toMs(at) <= until ? (partner ?? []) : []));
  const named = own === null ? touched : [own, ...touched];
  // Sources spell one partner in more than one way.
  const spelt = (partner: string) => partner.toLowerCase().replace(/\s+/g, " ");
  return [...Map.groupBy(named, spelt).values()].flatMap(([first]) => first ?? []);
}

/** The lead as conditions see it now. */
export function knownOf(policy: CompiledPolicy, input: FactsSource): Known {
  const { receivedAt } = input;
  const lead = leadFacts(input, attributionOf(policy, input));
  const company = input.submission.company ?? {};
  const history = { cycle: input.cycle, recycled: input.recycledBefore };
  const now = toMs(input.now);
  // Most leads have nothing but what they brought: nothing is looked up or copied for them.
  if (input.signals.length === 0) {
    const facts = prepareFacts({ lead, company, history, now, observedAt: () => toMs(receivedAt) });
    return { facts, origins: null };
  }
  const others = knownFromOthers(policy, input);
  const origins = new Map(others.map((signal) => [signal.key, signal]));
  const observedAt = (key: string) => toMs(origins.get(key)?.observedAt ?? receivedAt);
  const facts = prepareFacts({ ...overlaid({ lead, company }, others), history, now, observedAt });
  return { facts, origins };
}

export function factsOf(policy: CompiledPolicy, input: FactsSource): Facts {
  return knownOf(policy, input).facts;
}

interface Attributes {
  readonly lead: LeadFacts;
  readonly company: CompanyFacts;
}

type Values = Map<string, JsonValue>;

/** The attributes with what others say of them, and behaviour; every value is of its attribute's type. */
function overlaid({ lead, company }: Attributes, signals: readonly Signal[]) {
  const over: Record<"lead" | "company" | "account", Values> = {
    lead: new Map(),
    company: new Map(),
    account: new Map(),
  };
  const groups = new Map<string, Values>();
  const behaviour = new Map<string, Values>();
  const put = (into: Map<string, Values>, name: string, key: string, value: JsonValue) =>
    into.set(name, (into.get(name) ?? new Map()).set(key, value));
  for (const { key, value } of signals) {
    const [root = "", name = "", ...rest] = key.split(".");
    const below = rest.join(".");
    if (root === "signals") put(behaviour, name, below, value);
    else if (root === "lead" && below !== "") put(groups, name, below, value);
    else if (root === "lead" || root === "company" || root === "account") over[root].set(name, value);
  }
  const own = lead as unknown as Readonly<Record<string, object | null>>;
  const inGroups = [...groups].map(([name, values]) => [name, { ...own[name], ...objectOf(values) }]);
  const behaviours = [...behaviour].map(([type, names]) => [type, objectOf(names)]);
  return {
    lead: { ...lead, ...objectOf(over.lead), ...Object.fromEntries(inGroups) } as LeadFacts,
    company: { ...company, ...objectOf(over.company) } as CompanyFacts,
    account: over.account.size > 0 ? (objectOf(over.account) as AccountFacts) : null,
    signals: behaviour.size > 0 ? (Object.fromEntries(behaviours) as SignalFacts) : null,
  };
}

function objectOf(values: Values): object {
  return Object.fromEntries(values);
}

/** Field by field: spreading the submission would take a tenth of a whole decision. */
function leadFacts(
  { submission, source, externalId }: FactsSource,
  { partner, attribution }: ReturnType<typeof attributionOf>,
): Complete<Omit<LeadFacts, "emailDomain">> {
  return {
    source,
    externalId,
    email: submission.email ?? null,
    firstName: submission.firstName ?? null,
    lastName: submission.lastName ?? null,
    title: submission.title ?? null,
    phone: submission.phone ?? null,
    country: submission.country ?? null,
    language: submission.language ?? null,
    product: submission.product ?? null,
    campaign: submission.campaign ?? null,
    partner,
    intent: submission.intent ?? null,
    message: submission.message ?? null,
    consent: submission.consent ?? null,
    utm: submission.utm ?? null,
    extra: submission.extra ?? null,
    attribution,
    emailFree: null,
    emailDisposable: null,
    emailStudent: null,
    emailRole: null,
  };
}

/** The lane whose condition the lead meets first; null: the general buffer. */
export function laneOf(policy: CompiledPolicy, facts: Facts): CompiledPolicy["lanes"][number] | null {
  return policy.lanes.find((lane) => lane.when.evaluate(facts).is === "true") ?? null;
}
