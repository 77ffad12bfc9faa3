// Who is away, and until when. What somebody said of themselves, or a manager of them, stands above what Slack says; of
// that only what is new counts, so that a person who is back in spite of it stays back.
import { type Instant, toMs } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { DeskEventBody } from "./deskEvents.ts";

/** `said_so`: the person or a manager did; the others are Slack's own. */
export type AwayBecause = "said_so" | "do_not_disturb" | "status";

/** Why nothing goes to somebody, whatever it is. */
export type Gone = "deactivated" | "unreachable" | "away";

/** The same without those who are only away: they keep what they hold. */
export function unreached(gone: ReadonlyMap<SlackId, Gone>): ReadonlyMap<SlackId, Gone> {
  return new Map([...gone].filter(([, why]) => why !== "away"));
}

/**
 * Whom a person may pick by hand: who is here; where nobody is, who is away, since they may be back before the card that
 * lists them is rendered again. Whether the pick counts is decided when it is made.
 */
export function pickable<Rep extends { readonly slack: SlackId }>(
  reps: readonly Rep[],
  gone: ReadonlyMap<SlackId, Gone>,
): readonly (Rep & { readonly away?: true })[] {
  const here = reps.filter(({ slack }) => !gone.has(slack));
  if (here.length > 0) return here;
  return reps.filter(({ slack }) => gone.get(slack) === "away").map((rep) => ({ ...rep, away: true }));
}

export interface Away {
  readonly since: Instant;
  /** Null: until they are back. */
  readonly until: Instant | null;
  /** Null: Slack said so. */
  readonly by: SlackId | null;
  readonly because: AwayBecause;
}

/** What Slack says of somebody: each null where it says nothing of the kind. A status without `until` is open. */
export interface SlackSays {
  readonly doNotDisturb: { readonly until: Instant } | null;
  readonly status: { readonly until: Instant | null } | null;
}

export const SLACK_SAYS_NOTHING: SlackSays = { doNotDisturb: null, status: null };

export interface AvailabilityKnown {
  readonly away: Away | null;
  /** What Slack said when it was last heard. */
  readonly heard: SlackSays;
}

export type AvailabilityCommand =
  | { readonly do: "go_away"; readonly by: SlackId; readonly until: Instant | null }
  | { readonly do: "come_back"; readonly by: SlackId }
  /** The time they had named may have come. */
  | { readonly do: "look_at_clock" }
  /** What Slack says now; what was not asked is left out. */
  | { readonly do: "hear"; readonly says: Partial<SlackSays> };

export type AvailabilityDecision =
  /** No events: it is so already. */
  | { readonly ok: true; readonly events: readonly DeskEventBody[]; readonly known: AvailabilityKnown }
  | { readonly ok: false; readonly refused: "past" | "too_far" };

/** Nobody plans further; whoever is away for longer says so again. */
export const LONGEST_AWAY_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

/** Whether `until` lies ahead; null does for ever. */
export function lasts({ until }: { readonly until: Instant | null }, now: Instant): boolean {
  return until === null || until > now;
}

/** Whether Slack says the same of one kind as it did before. */
export function isSameClaim(
  one: { readonly until: Instant | null } | null,
  other: { readonly until: Instant | null } | null,
): boolean {
  return one === null || other === null ? one === other : one.until === other.until;
}

/** What a command makes of one person's availability, as events of the desk's chain. */
export function decideAvailability(
  person: SlackId,
  known: AvailabilityKnown,
  command: AvailabilityCommand,
  now: Instant,
): AvailabilityDecision {
  const isOver = known.away !== null && !lasts(known.away, now);
  const over: DeskEventBody[] = isOver ? [{ type: "came_back", person, by: null }] : [];
  const away = isOver ? null : known.away;
  const { heard } = known;
  switch (command.do) {
    case "look_at_clock":
      return done(over, away, heard);
    case "come_back":
      return away === null
        ? done(over, null, heard)
        : done([...over, { type: "came_back", person, by: command.by }], null, heard);
    case "go_away": {
      const { by, until } = command;
      if (until !== null && until <= now) return { ok: false, refused: "past" };
      if (until !== null && toMs(until) - toMs(now) > LONGEST_AWAY_DAYS * DAY_MS) {
        return { ok: false, refused: "too_far" };
      }
      if (away?.because === "said_so" && away.until === until) return done(over, away, heard);
      return went(person, over, { since: away?.since ?? now, until, by, because: "said_so" }, heard);
    }
    case "hear":
      return hear(person, over, { away, heard }, command.says, now);
    default:
      return command satisfies never;
  }
}

type Claim = Pick<Away, "until"> & { readonly because: Exclude<AwayBecause, "said_so"> };

function hear(
  person: SlackId,
  over: readonly DeskEventBody[],
  { away, heard: before }: AvailabilityKnown,
  says: Partial<SlackSays>,
  now: Instant,
): AvailabilityDecision {
  const heard = { ...before, ...says };
  const claims = claimsOf(heard, now);
  const isNews = ({ because, until }: Claim) =>
    !claimsOf(before, now).some((one) => one.because === because && one.until === until);
  if (away?.because === "said_so") return done(over, away, heard);
  const stands = away === null ? undefined : claims.find(({ because }) => because === away.because);
  // What Slack began and says no longer is over; what else it says counts then, and otherwise what is new.
  const counted = claims.filter((claim) => claim === stands || isNews(claim) || (away !== null && !stands));
  const longest = counted.reduce<Claim | null>(
    (best, claim) => (best === null || endsLater(claim, best) ? claim : best),
    null,
  );
  if (longest === null) {
    return away === null
      ? done(over, null, heard)
      : done([...over, { type: "came_back", person, by: null }], null, heard);
  }
  if (away?.because === longest.because && away.until === longest.until) return done(over, away, heard);
  return went(person, over, { since: away?.since ?? now, by: null, ...longest }, heard);
}

function claimsOf({ doNotDisturb, status }: SlackSays, now: Instant): Claim[] {
  const claims: Claim[] = [];
  if (doNotDisturb) claims.push({ because: "do_not_disturb", until: doNotDisturb.until });
  if (status) claims.push({ because: "status", until: status.until });
  return claims.filter((claim) => lasts(claim, now));
}

function endsLater(one: Claim, other: Claim): boolean {
  return other.until !== null && (one.until === null || one.until > other.until);
}

function done(events: readonly DeskEventBody[], away: Away | null, heard: SlackSays): AvailabilityDecision {
  return { ok: true, events, known: { away, heard } };
}

function went(
  person: SlackId,
  before: readonly DeskEventBody[],
  away: Away,
  heard: SlackSays,
): AvailabilityDecision {
  const { by, because, until } = away;
  return done([...before, { type: "went_away", person, by, because, until }], away, heard);
}
