/** A lead as the demo's server tells it: the JSON of `baton lead show ID --json`, as far as it is shown here. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Payload = Readonly<Record<string, Json>>;

export interface ShownLead {
  readonly leadId: string;
  readonly source: string;
  readonly state: string;
  readonly overdue: boolean;
  readonly cycle: number;
  readonly owner: { readonly slack: string; readonly name: string } | null;
  readonly tier: string | null;
  readonly score: number | null;
  readonly nextDeadline: { readonly at: string; readonly does: string } | null;
  readonly policyVersion: number;
  /** Of a merged lead: the one that goes on in its place. */
  readonly mergedInto?: string;
  readonly signals: readonly Signal[];
  readonly trace: Trace | null;
  readonly events: readonly ShownEvent[];
}

export interface Signal {
  readonly key: string;
  readonly value: Json;
  /** `lead`: what it said itself; `crm`, `behaviour`, or who of the policy's providers. */
  readonly provider: string;
  /** What it won against. */
  readonly replaced?: { readonly value: Json; readonly provider: string };
}

/** An event of the lead's history; what it says besides these fields stands next to them. */
export interface Envelope {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  /** `slack:U…`, `clock`, `slack`, `team` or `source:…`. */
  readonly actor: string;
  readonly type: string;
  readonly prev: string;
  readonly hash: string;
}
export type ShownEvent = Envelope & Payload;

/** Why the rules decided as they did. */
export interface Trace {
  readonly at: string;
  readonly cycle: number;
  readonly score: number;
  readonly outcome: Payload;
  readonly why: readonly Reason[];
  /** Rules that could not read what they ask about. */
  readonly silent: readonly Reason[];
}

export interface Reason {
  readonly rule: string;
  readonly points?: number;
  readonly read: Payload;
  /** Who said what was read, where the lead did not say it itself. */
  readonly from?: Readonly<Record<string, { readonly provider: string }>>;
  readonly missing?: readonly string[];
  readonly text: string;
}

/** A rep as the routing saw them; `out`: why they were left out. */
export interface Considered {
  readonly rep: string;
  readonly out: string | null;
  readonly credit: number | null;
}

/** What an event says besides its envelope and its type. */
export function payloadOf({ id, seq, at, actor, type, prev, hash, ...payload }: ShownEvent): Payload {
  return payload as Payload;
}

/** What the last routing looked at. */
export interface Choice {
  readonly considered: readonly Considered[];
  /** `share`, `sticky`, `account_owner` or `assigned`; null: it found nobody. */
  readonly how: string | null;
  /** Whose account it is; null: nobody's, as far as is known. */
  readonly account: Json;
}

/** Null before the first routing. */
export function lastChoice(lead: ShownLead): Choice | null {
  const routed = lead.events.findLast(({ considered }) => Array.isArray(considered) && considered.length > 0);
  if (routed === undefined) return null;
  const { considered, how, account } = routed as unknown as Partial<Choice>;
  return { considered: considered ?? [], how: how ?? null, account: account ?? null };
}

/** "Jane Doe, Acme" by what the lead brought; null when it brought no name. */
export function nameOf({ signals }: ShownLead): string | null {
  const text = (key: string): string => {
    const value = signals.find((signal) => signal.key === key)?.value;
    return typeof value === "string" ? value : "";
  };
  const person =
    [text("lead.firstName"), text("lead.lastName")].filter(Boolean).join(" ") || text("lead.email");
  const name = [person, text("company.name")].filter(Boolean).join(", ");
  return name === "" ? null : withoutDirections(name);
}

/** Text of strangers without the signs that turn the direction of whatever stands after them. */
export function withoutDirections(text: string): string {
  return text.replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
}
