// Overrides: a manager decides against the rules, and what that comes to. Where the policy asks for a second manager the
// override waits for one (`approving.ts`) and is carried out when they approve.
import { instant, toMs } from "../../clock.ts";
import type { SlackId } from "../../ids.ts";
import type { OverrideRules, OverrideVerb } from "../../policy/types.ts";
import { unreached } from "../availability.ts";
import { commitTo } from "../chain.ts";
import type { EventBody, EventOf } from "../events.ts";
import { after } from "../evolve.ts";
import { once, startOverride } from "../ladder.ts";
import {
  type Lead,
  type Lifted,
  lastTurn,
  nextStep,
  openTurn,
  ownerOf,
  type Timer,
  timerOf,
} from "../lead.ts";
import {
  approversOf,
  canStill,
  EXTEND_MOST_MS,
  fits,
  fitting,
  isDemanded,
  isLink,
  JUSTIFICATION_LEAST,
  JUSTIFICATION_MOST,
  justificationLength,
  type OverrideAct,
  type OverrideTexts,
  pendingOverride,
  type RulesWouldHave,
} from "../overrides.ts";
import { isManager, repOf } from "../roles.ts";
import { route } from "../route.ts";
import { consequenceOf } from "./answers.ts";
import { actorOf, done, refuse, refuseOnRecord } from "./outcome.ts";
import { routeLeadOf, turnAfter } from "./placing.ts";
import { byRules } from "./qualifying.ts";
import type { Command, DecideContext, Decision, Effects, RefusalCode } from "./types.ts";

type Asking = Extract<Command, { do: "override" }>;

/**
 * Whether somebody may decide against the rules here, and whether there is anything to decide: asked before the form
 * opens. An attempt without the right to it is on record from here on.
 */
export function openOverride(
  lead: Lead,
  { by }: { readonly by: SlackId },
  { team }: DecideContext,
): Decision {
  const actor = actorOf(by);
  if (!isManager(team, by)) return refuseOnRecord("not_manager", by, "override");
  const asked = pendingOverride(lead);
  if (asked && canStill(lead, asked)) return refuse("override_pending", actor);
  return fitting(lead).length === 0 ? refuse("override_unfit", actor) : done(actor, []);
}

/** The rules about overrides of today: whoever acts now goes by them, whatever version decided the lead. */
export function override(lead: Lead, command: Asking, context: DecideContext): Decision {
  const { by, act } = command;
  const actor = actorOf(by);
  if (!isManager(context.team, by)) return refuseOnRecord("not_manager", by, command.do);
  const rules = context.active.policy.overrides;
  if ((lastTurn(lead)?.turn ?? 0) !== command.turn || lead.cycle !== command.cycle) {
    return refuse("moved_on", actor);
  }
  if (!fits(lead, act.do)) return refuse("override_unfit", actor);
  const asked = pendingOverride(lead);
  if (asked && canStill(lead, asked)) return refuse("override_pending", actor);
  const lacking = lackingIn(lead, command, rules, context);
  if (lacking !== null) return refuse(lacking, actor);
  const consequence = consequencesOf(lead, act, by, context);
  if ("refused" in consequence) return refuse(consequence.refused, actor);
  const isSecondAsked = isDemanded(rules.secondApprover, lead, act.do, context.suppressed !== null);
  if (isSecondAsked && approversOf(context.team, by, unreached(context.gone)).length === 0) {
    return refuse("no_approver", actor);
  }
  const { said, texts } = whatIsSaid(lead, command, context);
  // One that nobody can carry out any more is in nobody's way.
  const moot: EventBody[] = asked
    ? [{ type: "override_rejected", no: asked.no, by, why: "moved_on", lateMs: 0 }]
    : [];
  if (isSecondAsked) {
    const timer = startOverride(context.active.policy, context.team, context.now);
    return done(actor, [...moot, { type: "override_asked", ...said, turn: command.turn, timer }], {
      overrides: texts,
    });
  }
  return done(actor, [...moot, { type: "overridden", ...said, approvedBy: null }, ...consequence.events], {
    ...consequence.effects,
    overrides: texts,
  });
}

/** What the form lacks, as the policy has it; null: nothing. */
function lackingIn(
  lead: Lead,
  { act, reasonCode, justification, evidence }: Asking,
  rules: OverrideRules,
  context: DecideContext,
): RefusalCode | null {
  if (!rules.reasonCodes.includes(reasonCode)) return "reason_unknown";
  if (justificationLength(justification) < JUSTIFICATION_LEAST) return "justification_short";
  if (justification.length > JUSTIFICATION_MOST) return "justification_long";
  if (evidence === null && isDemanded(rules.evidence, lead, act.do, context.suppressed !== null)) {
    return "evidence_missing";
  }
  if (evidence !== null && !isLink(evidence)) return "evidence_no_link";
  return null;
}

/** The override as it goes on record, and its texts, which stay with the person. */
function whatIsSaid(lead: Lead, command: Asking, context: DecideContext) {
  const { by, act, reasonCode, evidence } = command;
  const { person, team, trace } = context;
  const no = lead.overrides.length + 1;
  const justification = command.justification.trim();
  const holder = ownerOf(lead) ?? ("rep" in act ? act.rep : null);
  const said = {
    no,
    by,
    act,
    reasonCode,
    justification: commitTo(person.key, { no, justification }),
    evidence: evidence === null ? null : commitTo(person.key, { no, evidence }),
    rule: trace?.why[0]?.rule ?? null,
    team: (holder === null ? null : repOf(team, holder)?.team) ?? null,
    rulesWouldHave: rulesWouldHave(lead, act.do, context),
  };
  const texts: OverrideTexts[] = [...person.overrides, { no, justification, evidence, note: null }];
  return { said, texts };
}

function rulesWouldHave(lead: Lead, verb: OverrideVerb, context: DecideContext): RulesWouldHave {
  const next = nextStep(lead);
  const routed = verb === "reassign" ? route(routeLeadOf(lead, context), context) : null;
  return {
    state: lead.state,
    next: next && { does: next.do, at: next.at },
    rep: routed?.found ? routed.rep : null,
  };
}

type Consequences =
  | { readonly events: readonly EventBody[]; readonly effects: Effects }
  | { readonly refused: RefusalCode };

/** What an override comes to, for the lead as it is now; `by` is who wanted it, whoever approved. */
export function consequencesOf(
  lead: Lead,
  act: OverrideAct,
  by: string,
  context: DecideContext,
): Consequences {
  switch (act.do) {
    case "reassign":
    case "force_accept":
      return givenTo(lead, act, by, context);
    case "force_recycle": {
      const consequence = consequenceOf(act.answer, context);
      if (typeof consequence === "string") return { refused: consequence };
      const turn = openTurn(lead)?.turn ?? 0;
      const event: EventBody = { type: "recycled", turn, rep: by, ...consequence, note: null, forced: true };
      const { recycled } = consequence;
      const suppress = {
        until: recycled.reason === "not_icp" ? recycled.until : null,
        because: "not_icp",
      } as const;
      return { events: [event], effects: recycled.reason === "not_icp" ? { suppress } : {} };
    }
    case "extend":
      return extended(lead, act.byMs, context);
    case "unsuppress":
    case "reopen":
      return reopened(lead, act.do, context);
  }
}

/** A new offer with a window of its own, past caps and hours; forced, it is accepted in the same moment. */
function givenTo(
  lead: Lead,
  act: Extract<OverrideAct, { rep: string }>,
  by: string,
  { team, gone }: DecideContext,
): Consequences {
  const { rep } = act;
  if (!repOf(team, rep) || gone.has(rep)) return { refused: "rep_unavailable" };
  const holds = lead.state === "offered" && lead.owner === rep;
  const open = openTurn(lead);
  if (holds && open) {
    if (act.do === "reassign") return { refused: "rep_has_it" };
    return { events: [{ type: "accepted", turn: open.turn, rep, forced: true }], effects: {} };
  }
  const turn = turnAfter(lead);
  const events: EventBody[] = [
    ...(lead.state === "offered" && open
      ? [
          {
            type: "taken_away",
            turn: open.turn,
            rep: lead.owner,
            why: "reassigned",
            by,
            missedByMs: null,
            lateMs: 0,
          } as const,
        ]
      : []),
    { type: "offered", turn, rep, how: "reassigned", considered: [], skipped: [] },
    ...(act.do === "force_accept" ? [{ type: "accepted", turn, rep, forced: true } as const] : []),
  ];
  return { events, effects: {} };
}

/**
 * Every step later by as much. One that was taken lies ahead again where its new time does; one that is due and has not
 * been taken yet is not passed over.
 */
function extended(lead: Lead, byMs: number, { now }: DecideContext): Consequences {
  const timer = timerOf(lead);
  const turn = openTurn(lead);
  if (!timer || !turn) return { refused: "override_unfit" };
  if (byMs > EXTEND_MOST_MS) return { refused: "extend_too_long" };
  const steps = timer.steps.map(({ do: verb, at }) => ({ do: verb, at: instant(toMs(at) + byMs) }));
  const ahead = steps.findIndex(({ at }) => at > now);
  const next = ahead < 0 ? timer.next : Math.min(timer.next, ahead);
  const later: Timer = { ladder: timer.ladder, steps, next };
  return { events: [{ type: "extended", turn: turn.turn, byMs, timer: later }], effects: {} };
}

/** The next cycle, by the rules of today but for what is set aside, and no longer of a suppressed person. */
function reopened(lead: Lead, verb: "unsuppress" | "reopen", context: DecideContext): Consequences {
  const { active, now } = context;
  const event: EventOf<"reopened"> = {
    type: "reopened",
    cycle: lead.cycle + 1,
    policy: active.ref,
    lifted: [...(verb === "unsuppress" ? whatSuppressed(lead, context) : []), "routing"],
    timer: once("fallback", "fallback", now, active.policy.route.fallback.afterMs),
  };
  const next = after(lead, event, now);
  const { events, effects } = byRules(next, { ...context, policy: active.policy, suppressed: null }, 0);
  return { events: [event, ...events], effects: { ...effects, liftSuppression: true } };
}

/** What suppressed the lead: a check, a rule by itself, or the rules that took points away and the total they made. */
function whatSuppressed(lead: Lead, { trace, policy }: DecideContext): Lifted[] {
  if (lead.state !== "suppressed") return [];
  const why = trace?.why ?? [];
  switch (lead.because) {
    case "score":
    case "rule": {
      const against = policy.score.rules.filter(
        ({ id, points, suppress }) => (points < 0 || suppress) && why.some(({ rule }) => rule === id),
      );
      return [...against.map(({ id }): Lifted => `rule:${id}`), "score"];
    }
    case "check":
      return why.filter(({ points }) => points === undefined).map(({ rule }): Lifted => `check:${rule}`);
    case "rejected": {
      const rejected = lead.turns.findLast(({ end }) => end?.how === "rejected")?.review;
      return rejected?.step === "hold" ? [`check:${rejected.rule}`] : [];
    }
    case "person":
      return [];
  }
}
