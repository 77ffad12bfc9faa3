// How a lead remembers its overrides: each from when it was asked for, and what came of it.
import type { Instant } from "../clock.ts";
import type { EventOf } from "./events.ts";
import { type Lead, openTurn, type Turn } from "./lead.ts";
import type { Override, OverrideStanding } from "./overrides.ts";

function overrideOf(
  event: EventOf<"override_asked" | "overridden">,
  at: Instant,
  standing: OverrideStanding,
): Override {
  const { no, by, act, reasonCode, justification, evidence, rule, team, rulesWouldHave } = event;
  return {
    ...{ no, by, at, act, reasonCode, justification, evidence, rule, team, rulesWouldHave, standing },
    reviewed: null,
  };
}

function changed(lead: Lead, no: number, change: (one: Override) => Partial<Override>): Lead {
  return {
    ...lead,
    overrides: lead.overrides.map((one) => (one.no === no ? { ...one, ...change(one) } : one)),
  };
}

export function asked(lead: Lead, event: EventOf<"override_asked">, at: Instant): Lead {
  const { turn, timer } = event;
  const standing = { is: "asked", turn, timer } as const;
  return { ...lead, overrides: [...lead.overrides, overrideOf(event, at, standing)] };
}

/** The last step of its ladder is an end, so that after a reminder there is always another. */
export function reminded(lead: Lead, { no, step }: EventOf<"override_reminded">): Lead {
  return changed(lead, no, ({ standing }) =>
    standing.is === "asked"
      ? { standing: { ...standing, timer: { ...standing.timer, next: step + 1 } } }
      : {},
  );
}

export function rejected(lead: Lead, { no, by, why }: EventOf<"override_rejected">, at: Instant): Lead {
  const standing: OverrideStanding =
    by === null || why === "expired" ? { is: "expired", at } : { is: why, at, by };
  return changed(lead, no, () => ({ standing }));
}

export function reviewed(lead: Lead, { no, by }: EventOf<"override_reviewed">, at: Instant): Lead {
  return changed(lead, no, () => ({ reviewed: { by, at } }));
}

/** Carried out. It ends a stay in the tank or with the Overflow Manager; other turns end by what follows. */
export function overridden(lead: Lead, event: EventOf<"overridden">, at: Instant): Lead {
  const { no, by, act, approvedBy } = event;
  const standing = { is: "done", at, approvedBy } as const;
  const known = lead.overrides.some((one) => one.no === no);
  const remembered: Lead = known
    ? changed(lead, no, () => ({ standing }))
    : { ...lead, overrides: [...lead.overrides, overrideOf(event, at, standing)] };
  const open = openTurn(lead);
  const isGiven = act.do === "reassign" || act.do === "force_accept";
  if (!open || !isGiven || (lead.state !== "tank" && lead.state !== "overflow")) return remembered;
  const end = { how: "overridden", by, act: act.do, to: act.rep, at } as const;
  return withTurn(remembered, open.turn, () => ({ end }));
}

/** The turn's time is another; it is overdue still only where the step that made it so stays behind. */
export function extended(lead: Lead, { turn, timer }: EventOf<"extended">): Lead {
  const overdue = timer.steps.slice(0, timer.next).some((step) => step.do === "overdue");
  const later = withTurn(lead, turn, (one) => ({
    extended: (one.extended ?? 0) + 1,
    ...(!overdue && one.overdue && { told: [...(one.told ?? []), one.overdue.notice], overdue: null }),
  }));
  if (!("timer" in later)) return later;
  return { ...later, timer, ...(later.state === "offered" && { overdue: later.overdue && overdue }) } as Lead;
}

function withTurn(lead: Lead, turn: number, change: (one: Turn) => Partial<Turn>): Lead {
  return { ...lead, turns: lead.turns.map((one) => (one.turn === turn ? { ...one, ...change(one) } : one)) };
}
