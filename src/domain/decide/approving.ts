// The second manager: an override that the policy wants approved waits for one, is carried out when they say yes, and
// ends when they say no or nobody answers. And the steward, who reviews every override once.
import { commitTo } from "../chain.ts";
import { lateness } from "../ladder.ts";
import type { Lead } from "../lead.ts";
import { canStill, type OverrideTexts, pendingOverride } from "../overrides.ts";
import { isManager, isSteward } from "../roles.ts";
import { actorOf, CLOCK, done, refuse, refuseOnRecord } from "./outcome.ts";
import { consequencesOf } from "./overriding.ts";
import type { Command, DecideContext, Decision } from "./types.ts";

type Of<D extends Command["do"]> = Extract<Command, { do: D }>;

type Answering = Extract<Command, { do: "approve_override" | "reject_override" }>;

/** Four eyes: any manager but the one who asked. Of two who answer, the first has decided. */
export function answerOverride(lead: Lead, command: Answering, context: DecideContext): Decision {
  const { by, no } = command;
  const actor = actorOf(by);
  if (!isManager(context.team, by)) return refuseOnRecord("not_manager", by, command.do);
  const asked = lead.overrides.find((one) => one.no === no);
  if (!asked) return refuse("moved_on", actor);
  if (asked.by === by) return refuseOnRecord("own_override", by, command.do);
  const { standing } = asked;
  if (standing.is !== "asked") {
    // The same click delivered twice is no race lost.
    const twice =
      command.do === "approve_override"
        ? standing.is === "done" && standing.approvedBy === by
        : standing.is === "rejected" && standing.by === by;
    return twice ? done(actor, []) : refuse("override_answered", actor);
  }
  const ended = { type: "override_rejected", no, by, lateMs: 0 } as const;
  if (command.do === "reject_override") return done(actor, [{ ...ended, why: "rejected" }]);
  const consequence = canStill(lead, { ...asked, standing })
    ? consequencesOf(lead, asked.act, asked.by, context)
    : null;
  if (consequence === null || "refused" in consequence) return done(actor, [{ ...ended, why: "moved_on" }]);
  const { at: _at, standing: _standing, reviewed: _reviewed, ...said } = asked;
  return done(
    actor,
    [{ type: "overridden", ...said, approvedBy: by }, ...consequence.events],
    consequence.effects,
  );
}

/** The next step of the ladder beside the lead's own: a reminder, or the end of an override that nobody approved. */
export function tickOverride(lead: Lead, command: Of<"tick">, { now }: DecideContext): Decision {
  const asked = pendingOverride(lead);
  const timer = asked?.standing.timer;
  const step = timer?.steps[command.step];
  if (!asked || !step || timer?.next !== command.step || step.at > now) return refuse("stale", CLOCK);
  const lateMs = lateness(step.at, now);
  const { no } = asked;
  return done(CLOCK, [
    step.do === "remind"
      ? { type: "override_reminded", no, step: command.step, lateMs }
      : { type: "override_rejected", no, by: null, why: "expired", lateMs },
  ]);
}

/** A steward has looked at it. Once, and never at one's own. */
export function reviewOverride(lead: Lead, command: Of<"review_override">, context: DecideContext): Decision {
  const { by, no } = command;
  const actor = actorOf(by);
  const { person, team } = context;
  if (!isSteward(team, by)) return refuseOnRecord("not_steward", by, command.do);
  const one = lead.overrides.find((other) => other.no === no);
  if (!one) return refuse("moved_on", actor);
  if (one.by === by) return refuseOnRecord("own_override", by, command.do);
  if (one.reviewed !== null) return done(actor, []);
  const note = command.note?.trim() || null;
  const event = {
    type: "override_reviewed",
    no,
    by,
    note: note === null ? null : commitTo(person.key, { no, note }),
  } as const;
  const overrides = person.overrides.map(
    (texts): OverrideTexts => (texts.no === no ? { ...texts, note } : texts),
  );
  return done(actor, [event], note === null ? {} : { overrides });
}
