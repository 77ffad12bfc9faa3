// Parts of a valid document, made ready to decide: durations in milliseconds, nothing left out.
import { HEADERS } from "./accountsSchema.ts";
import { validFraction } from "./canarySchema.ts";
import { validDurationMs } from "./duration.ts";
import { BUILT_IN_LADDERS, OVERRIDE_LADDER } from "./ladderSchema.ts";
import type { PolicyDocument } from "./policySchema.ts";
import { rateOf, urlPlaceholders } from "./providerUrl.ts";
import type {
  AccountRules,
  CanaryRules,
  Check,
  CompiledPolicy,
  Condition,
  Ladder,
  LadderStep,
  Ladders,
  OverrideRules,
  Provider,
  ReviewStep,
  SendKey,
} from "./types.ts";

type Part<Key extends keyof PolicyDocument> = NonNullable<PolicyDocument[Key]>;

export function providerOf(written: Part<"enrichment">[number], when: Condition | null): Provider {
  const { id, lane } = written;
  if (written.kind === "email") return { id, lane, kind: "email" };
  const common = { id, lane, ttlMs: validDurationMs(written.ttl), when, confidence: written.confidence };
  if (written.kind === "csv") return { ...common, kind: "csv", path: written.path };
  return {
    ...common,
    kind: "http",
    url: written.url,
    placeholders: urlPlaceholders(written.url),
    key: written.key ?? null,
    sendKey: sendKeyOf(written),
    timeoutMs: validDurationMs(written.timeout),
    missTtlMs: validDurationMs(written.miss_ttl),
    rate: written.rate === undefined ? null : rateOf(written.rate),
    map: new Map(Object.entries(written.map)),
  };
}

function sendKeyOf({ header, query }: { header?: string | undefined; query?: string | undefined }): SendKey {
  if (header !== undefined) return { as: "header", name: header };
  return query === undefined ? { as: "bearer" } : { as: "query", name: query };
}

export function identityOf({ window, match }: Part<"identity">): CompiledPolicy["identity"] {
  return { windowMs: validDurationMs(window), match };
}

export function accountsOf(written: Part<"accounts">): AccountRules {
  const { accounts, opportunities, teams } = written.columns;
  const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());
  return {
    accounts: written.accounts,
    opportunities: written.opportunities ?? null,
    teams: written.teams ?? null,
    open: new Set(lower(written.open)),
    won: new Set(lower(written.won)),
    dates: written.dates,
    columns: {
      accounts: headersOf(HEADERS.accounts, accounts),
      opportunities: headersOf(HEADERS.opportunities, opportunities),
      teams: headersOf(HEADERS.teams, teams),
    },
    spellings: new Map(Object.entries(written.spellings).map(([from, to]) => [from.toLowerCase(), to])),
  };
}

/** Of every column the headers that the policy names, else the usual ones; lower case. */
function headersOf<Column extends string>(
  usual: Readonly<Record<Column, readonly string[]>>,
  named: Readonly<Partial<Record<Column, readonly string[] | undefined>>>,
): Record<Column, readonly string[]> {
  const columns = Object.keys(usual) as Column[];
  return Object.fromEntries(
    columns.map((column) => [column, (named[column] ?? usual[column]).map((header) => header.toLowerCase())]),
  ) as unknown as Record<Column, readonly string[]>;
}

/** `suppressMs`: for how long a low score suppresses; a check that does not say suppresses for as long. */
export function checkOf(written: Part<"checks">[number], when: Condition, suppressMs: number | null): Check {
  const { id, days, queue, missing, form = [] } = written;
  const forMs = days === undefined ? suppressMs : validDurationMs(`${days}d`);
  const fields = form.map(({ label, options = [], ...field }) => ({
    ...field,
    label: label ?? field.id,
    options,
  }));
  return {
    id,
    when,
    else:
      written.else === "suppress"
        ? { kind: "suppress", forMs }
        : { kind: "hold", queue: queue ?? "", form: fields },
    missing,
    label: written.label ?? id,
  };
}

export function laddersOf(written: PolicyDocument["ladders"]): Ladders {
  const { offer, tank, overflow, override = OVERRIDE_LADDER, ...others } = written;
  const reviews = Object.entries(others).filter(([name]) => !BUILT_IN_LADDERS.includes(name));
  return {
    offer: ladderOf(offer),
    tank: ladderOf(tank),
    overflow: ladderOf(overflow),
    override: ladderOf(override),
    reviews: new Map(
      reviews.map(([queue, ladder]): [string, Ladder<ReviewStep>] => [queue, ladderOf(ladder)]),
    ),
  };
}

function ladderOf<Do extends string>(ladder: {
  clock?: "business" | "wall" | undefined;
  steps: readonly { after: string; do: Do }[];
}): Ladder<Do> {
  const steps: LadderStep<Do>[] = ladder.steps.map((step) => ({
    afterMs: validDurationMs(step.after),
    do: step.do,
  }));
  return { clock: ladder.clock ?? null, steps };
}

export function canaryOf({ share, for: length, guards }: Part<"canary">): CanaryRules {
  const guard = (percent: string) => (percent === "off" ? null : validFraction(percent));
  return {
    share: validFraction(share),
    forMs: validDurationMs(length),
    guards: {
      overrideRate: guard(guards.override_rate),
      disqualifiedRate: guard(guards.disqualified_rate),
      exceptionRate: guard(guards.exception_rate),
    },
  };
}

export function overridesOf(written: Part<"overrides">): OverrideRules {
  const { more_than, within, by_person, by_rule, by_team } = written.post_mortem;
  return {
    reasonCodes: written.reason_codes,
    secondApprover: written.second_approver,
    evidence: written.evidence,
    postMortem: {
      withinMs: validDurationMs(within),
      byPerson: by_person ?? more_than,
      byRule: by_rule ?? more_than,
      byTeam: by_team ?? more_than,
    },
  };
}
