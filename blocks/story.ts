// What happened to a turn, and where the lead is now: the fixed words that cards, notices and answers share.
import { RECYCLE_LABELS } from "../src/domain/decide/types.ts";
import { type Lead, lastTurn, nextStep, type Turn, type TurnEnd } from "../src/domain/lead.ts";
import { joined, type Mrkdwn, md } from "./text.ts";
import { day, when } from "./time.ts";
import { named, type View } from "./view.ts";

function takenAway({ why, by }: TakenAway, who: string, view: View): Mrkdwn {
  switch (why) {
    case "window":
      return md`not answered in time`;
    case "deactivated":
      return md`${who}'s Slack account is deactivated`;
    case "unreachable":
      return md`Slack could not reach ${who}`;
    case "removed":
      return md`${who} is no longer on the team`;
    case "reassigned":
      return md`reassigned by ${by ? named(by, view) : md`a manager`}`;
    case "away":
      return by ? md`handed on by ${named(by, view)}, ${who} is away` : md`${who} is away`;
  }
}

type TakenAway = Extract<TurnEnd, { how: "taken_away" }>;

/**
 * How a turn ended, in the contract's words: "Accepted by Alice", "Taken away: not answered in time". `holder`: as what
 * somebody had the lead.
 */
export function ending(end: TurnEnd, view: View, holder: "the rep" | "the reviewer" = "the rep"): Mrkdwn {
  switch (end.how) {
    case "accepted":
      return md`Accepted by ${named(end.by, view)}`;
    case "recycled":
      return md`Recycled by ${named(end.by, view)}: ${RECYCLE_LABELS[end.reason]}`;
    case "taken_away":
      return md`Taken away: ${takenAway(end, holder, view)}`;
    case "overridden":
      return end.act === "force_accept"
        ? md`Accepted by ${named(end.to, view)}, as ${named(end.by, view)} decided`
        : md`Reassigned to ${named(end.to, view)} by ${named(end.by, view)}`;
    case "claimed":
      return md`Claimed by ${named(end.by, view)}`;
    case "unclaimed":
      return md`Nobody claimed it`;
    case "assigned":
      return md`Assigned to ${named(end.to, view)} by ${named(end.by, view)}`;
    case "approved":
      return end.by === null ? md`Approved: nobody answered in time` : md`Approved by ${named(end.by, view)}`;
    case "rejected":
      return end.by === null ? md`Rejected: nobody answered in time` : md`Rejected by ${named(end.by, view)}`;
  }
}

/** Where the lead is now: "In the Shark Tank", "Offered to Bob", "Claimed by Carol". */
export function whereabouts(lead: Lead, view: View): Mrkdwn {
  switch (lead.state) {
    case "buffering":
      return lead.cycle === 1 ? md`Being checked before routing` : md`Back for another try, being checked`;
    case "routing":
      return waitsFor(lead, view) ?? md`Looking for a rep`;
    case "offered":
      return md`Offered to ${named(lead.owner, view)}`;
    case "tank":
      return md`In the Shark Tank`;
    case "overflow":
      return md`With ${named(lead.owner, view)} (Overflow Manager)`;
    case "accepted": {
      const end = lastTurn(lead)?.end;
      return end ? ending(end, view) : md`Accepted by ${named(lead.owner, view)}`;
    }
    case "recycled": {
      const forced = lead.overrides.findLast(
        ({ act, standing }) =>
          act.do === "force_recycle" && standing.is === "done" && standing.at === lead.since,
      );
      if (forced) {
        return md`Recycled by ${named(forced.by, view)}: ${RECYCLE_LABELS[lead.recycled.reason]}`;
      }
      const end = lastTurn(lead)?.end;
      return end?.how === "recycled"
        ? ending(end, view)
        : md`Recycled: ${RECYCLE_LABELS[lead.recycled.reason]}`;
    }
    case "nurture":
      return md`In nurture`;
    case "review":
      return md`In review: ${lead.queue}, asked ${named(lead.owner, view)}`;
    case "merged":
      return md`Merged into an earlier lead`;
    case "suppressed":
      return md`Suppressed`;
  }
}

const WAITED_FOR_SHOWN = 3;

/** Whose next opening a lead waits for; null: nobody's. "Waits until 09:00 for Alice and Bob". */
export function waitsFor(lead: Lead, view: View): Mrkdwn | null {
  if (lead.state !== "routing" || lead.waitsFor.length === 0) return null;
  const at = nextStep(lead)?.at;
  const names = lead.waitsFor.slice(0, WAITED_FOR_SHOWN).map((rep) => named(rep, view));
  const more = lead.waitsFor.length - names.length;
  const who = more > 0 ? md`${joined(names, ", ")} and ${more} more` : joined(names, ", ");
  return at ? md`Waits ${when(at, view, "until")} for ${who}` : md`Waits for ${who}`;
}

/** What a turn has led to; null while it is still going on. "Taken away: … · In the Shark Tank". */
export function sinceThen(lead: Lead, turn: Turn, view: View): Mrkdwn | null {
  if (turn.end === null) return null;
  const ended = ending(turn.end, view, turn.review ? "the reviewer" : "the rep");
  const last = lastTurn(lead);
  const settled = last?.turn === turn.turn && (lead.state === "accepted" || lead.state === "recycled");
  return settled ? ended : md`${ended} · now: ${whereabouts(lead, view)}`;
}

/** What follows from a recycle, for the rep who chose it. */
export function consequence(lead: Lead, view: View): Mrkdwn | null {
  if (lead.state !== "recycled") return null;
  const { recycled } = lead;
  switch (recycled.reason) {
    case "timing":
      return md`Comes back ${day(recycled.returnsAt, view)}.`;
    case "budget":
      return md`Enrolled in the ${recycled.nurture} nurture.`;
    case "feature_gap":
      return md`Waits for the feature ${recycled.feature}.`;
    case "not_icp":
      return recycled.until === null
        ? md`This person is never offered again.`
        : md`This person is not offered again before ${day(recycled.until, view)}.`;
  }
}
