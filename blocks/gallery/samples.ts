// Sample leads for the gallery and the tests: one lead on its way, in every situation a card can be in.
import type { Instant } from "../../src/clock.ts";
import { instant } from "../../src/clock.ts";
import type { Considered } from "../../src/domain/events.ts";
import type { CardRef, Lead, Place, Timer, Turn, TurnEnd } from "../../src/domain/lead.ts";
import type { Submission } from "../../src/domain/person.ts";
import type { Trace } from "../../src/domain/trace.ts";
import type { LeadRecord, View } from "../view.ts";

/** A Tuesday, 14:00 in London. */
export const NOW = Date.parse("2026-11-24T14:00:00.000Z");
const MINUTE = 60_000;

/** So many minutes from now; negative: ago. */
export function at(minutes: number): Instant {
  return instant(NOW + minutes * MINUTE);
}

export const ALICE = "U0ALICE";
export const BOB = "U0BOB";
export const CAROL = "U0CAROL";
export const OLIVE = "U0OLIVE";
export const MORGAN = "U0MORGAN";

export const view: View = {
  now: NOW,
  timezone: "Europe/London",
  names: new Map([
    [ALICE, "Alice"],
    [BOB, "Bob"],
    [CAROL, "Carol"],
    [OLIVE, "Olive"],
    [MORGAN, "Morgan"],
    ["U0DAVE", "Dave"],
    ["U0ERIN", "Erin"],
  ]),
};

export const jane: Submission = {
  email: "jane.doe@acme.example",
  phone: "+442071838750",
  firstName: "Jane",
  lastName: "Doe",
  title: "VP Ops",
  company: { name: "Acme", domain: "acme.example", country: "GB", employees: 420, industry: "logistics" },
  country: "GB",
  campaign: "autumn-webinar",
  intent: "demo",
  message: "We run three warehouses and lose leads between teams. Could we see it this week?",
};

/** What somebody would send to see whether it is rendered, linked, run or pinged. */
export const hostile: Submission = {
  email: "mallory_m@evil.example",
  phone: "+15555550100",
  firstName: "<!channel> *Mallory*\n> _x_",
  lastName: "<https://evil.example|Click> &lt; \u202egnp.exe `rm -rf` ~gone~ :skull:",
  title: `${"Chief ".repeat(60)}<@U0ALICE>`,
  company: {
    name: 'Evil & Sons <script>alert("1")</script> 👨‍👩‍👧‍👦\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
    country: "US",
  },
  message: `<!here> ${"A very long message. ".repeat(200)}\n\n\nhttps://evil.example`,
};

export const trace: Trace = {
  at: at(-130),
  cycle: 1,
  policy: { version: 7, hash: "5f".repeat(32) },
  score: 95,
  outcome: { decision: "route", tier: "1", seniority: "senior" },
  why: [
    { rule: "demo", points: 40, read: { "lead.intent": "demo" }, text: "Asked for a demo (+40)" },
    { rule: "size", points: 30, read: { "company.employees": 420 }, text: "200 employees or more (+30)" },
    { rule: "seniority", points: 25, read: { "lead.title": "VP Ops" }, text: "Senior title (+25)" },
  ],
  silent: [],
  hash: "c0".repeat(32),
};

export const considered: readonly Considered[] = [
  { rep: ALICE, out: null, credit: 0.7 },
  { rep: BOB, out: "territory", credit: null },
  { rep: CAROL, out: null, credit: -0.2 },
  { rep: "U0DAVE", out: "off_shift", credit: null },
  { rep: "U0ERIN", out: "open_cap", credit: null },
];

/** The overdue notice that the first sample lead opened. */
export const NOTICE = `notice:${leadIdOf(1)}:1`;

export const reps = [
  { slack: ALICE, name: "Alice", seniority: "senior" },
  { slack: BOB, name: "Bob", seniority: "junior" },
  { slack: CAROL, name: "Carol", seniority: "senior" },
];

/** A lead's id that differs with the number. */
export function leadIdOf(number: number): string {
  return `lead_${number.toString(16).padStart(32, "0")}`;
}

export interface Sample {
  readonly place: Place;
  readonly turns?: readonly Turn[];
  readonly submission?: Submission;
  readonly number?: number;
  readonly since?: Instant;
  readonly receivedAt?: Instant;
  readonly tier?: string | null;
  readonly score?: number | null;
}

export function record(sample: Sample): LeadRecord {
  const { place, turns = [], submission = jane, number = 1 } = sample;
  const tier = sample.tier === undefined ? "1" : sample.tier;
  const lead: Lead = {
    id: leadIdOf(number),
    source: "website",
    seq: 5,
    head: "00".repeat(32),
    cycle: 1,
    policy: trace.policy,
    receivedAt: sample.receivedAt ?? at(-135),
    since: sample.since ?? at(-20),
    tier,
    score: sample.score === undefined ? 95 : sample.score,
    recycledBefore: null,
    turns,
    passed: [],
    back: null,
    touches: [],
    lifted: [],
    overrides: [],
    ...place,
  };
  return { lead, person: { submission }, trace: tier === null ? null : trace };
}

const card: CardRef = { channel: "D0ALICE", ts: "1795528800.000100" };

export function offerTurn(more: Partial<Turn> = {}): Turn {
  return {
    turn: 1,
    cycle: 1,
    kind: "offer",
    holder: ALICE,
    since: at(-20),
    card,
    overdue: null,
    end: null,
    ...more,
  };
}

function tankTurn(end: TurnEnd | null = null): Turn {
  return { turn: 2, cycle: 1, kind: "tank", holder: null, since: at(-10), card, overdue: null, end };
}

function overflowTurn(end: TurnEnd | null = null, number = 1): Turn {
  return {
    turn: number,
    cycle: 1,
    kind: "overflow",
    holder: OLIVE,
    since: at(-35),
    card,
    overdue: null,
    end,
  };
}

/** The offer's ladder: overdue two hours, tank four hours after a start so many minutes ago. */
export function offerTimer(startedAgo: number, next = 0): Timer {
  return {
    ladder: "offer",
    steps: [
      { do: "overdue", at: at(120 - startedAgo) },
      { do: "tank", at: at(240 - startedAgo) },
    ],
    next,
  };
}

const missed = offerTurn({
  since: at(-250),
  overdue: { at: at(-130), notice: `notice:${leadIdOf(1)}:1` },
  end: { how: "taken_away", why: "window", at: at(-10) },
});

const tankTimer: Timer = { ladder: "tank", steps: [{ do: "overflow", at: at(230) }], next: 0 };

/** An offer that waits for its answer, before its clock has begun where `startedAgo` is null. */
export function offered(startedAgo: number | null, more: Partial<Sample> = {}): LeadRecord {
  const timer = startedAgo === null ? null : offerTimer(startedAgo);
  return record({
    place: { state: "offered", owner: ALICE, overdue: false, timer },
    turns: [offerTurn()],
    ...more,
  });
}

/** An offer whose window ended so many minutes ago. */
export function overdue(minutes: number, more: Partial<Sample> = {}): LeadRecord {
  const number = more.number ?? 1;
  const notice = `notice:${leadIdOf(number)}:1`;
  return record({
    place: { state: "offered", owner: ALICE, overdue: true, timer: offerTimer(120 + minutes, 1) },
    turns: [offerTurn({ since: at(-120 - minutes), overdue: { at: at(-minutes), notice } })],
    ...more,
  });
}

export function accepted(more: Partial<Sample> = {}): LeadRecord {
  return record({
    place: { state: "accepted", owner: ALICE },
    turns: [offerTurn({ end: { how: "accepted", by: ALICE, at: at(-3) } })],
    since: at(-3),
    ...more,
  });
}

/** Accepted late: the notice about it is out already. */
export function acceptedLate(more: Partial<Sample> = {}): LeadRecord {
  const overdueAt = { at: at(-12), notice: `notice:${leadIdOf(more.number ?? 1)}:1` };
  const end: TurnEnd = { how: "accepted", by: ALICE, at: at(-3) };
  return accepted({ turns: [offerTurn({ since: at(-132), overdue: overdueAt, end })], ...more });
}

type RecycledPlace = Extract<Place, { state: "recycled" }>["recycled"];

export function recycled(what: RecycledPlace, more: Partial<Sample> = {}): LeadRecord {
  return record({
    place: { state: "recycled", recycled: what, timer: null },
    turns: [offerTurn({ end: { how: "recycled", by: ALICE, at: at(-3), reason: what.reason } })],
    ...more,
  });
}

export function inTank(more: Partial<Sample> = {}): LeadRecord {
  return record({
    place: { state: "tank", timer: tankTimer },
    turns: [missed, tankTurn()],
    since: at(-10),
    ...more,
  });
}

export function claimed(more: Partial<Sample> = {}): LeadRecord {
  return record({
    place: { state: "accepted", owner: BOB },
    turns: [missed, tankTurn({ how: "claimed", by: BOB, at: at(-1) })],
    ...more,
  });
}

export function unclaimed(more: Partial<Sample> = {}): LeadRecord {
  return record({
    place: { state: "overflow", owner: OLIVE, timer: null },
    since: at(-1),
    turns: [missed, tankTurn({ how: "unclaimed", at: at(-1) }), { ...overflowTurn(null, 3), since: at(-1) }],
    ...more,
  });
}

export function inOverflow(more: Partial<Sample> = {}): LeadRecord {
  const timer: Timer = {
    ladder: "overflow",
    steps: [
      { do: "remind", at: at(-5) },
      { do: "escalate", at: at(85) },
    ],
    next: 1,
  };
  return record({
    place: { state: "overflow", owner: OLIVE, timer },
    turns: [overflowTurn()],
    since: at(-35),
    ...more,
  });
}

export function assigned(more: Partial<Sample> = {}): LeadRecord {
  return record({
    place: { state: "offered", owner: CAROL, overdue: false, timer: offerTimer(2) },
    turns: [
      overflowTurn({ how: "assigned", by: OLIVE, to: CAROL, at: at(-2) }),
      offerTurn({ turn: 2, holder: CAROL, since: at(-2) }),
    ],
    ...more,
  });
}

/** The turn with this number; the samples always have it. */
export function turnOf({ lead }: LeadRecord, number: number): Turn {
  const turn = lead.turns.find((one) => one.turn === number);
  if (!turn) throw new RangeError(`the sample has no turn ${number}`);
  return turn;
}
