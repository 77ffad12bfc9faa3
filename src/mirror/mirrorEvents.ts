// What mirrors have to do with leads: what they show, and what becomes of a lead whose card is there, or cannot be.
import type { Engine } from "../app/engine.ts";
import type { ExceptionStore } from "../app/ports.ts";
import { type Instant, instant } from "../clock.ts";
import { alertOfMessage, partsOf } from "../domain/mirrors.ts";
import { readReportId } from "../domain/reports.ts";
import { type LeadId, newExceptionId, type SlackId } from "../ids.ts";
import { type RenderDeps, renderMirror } from "./render.ts";
import type { MirrorEvents } from "./types.ts";

export interface MirrorEventsDeps extends RenderDeps {
  readonly engine: Pick<Engine, "run">;
  readonly exceptions: ExceptionStore;
  /** Somebody is not there: whatever they hold goes on. */
  readonly personGone: (person: SlackId, status: "deactivated" | "unreachable") => Promise<void>;
}

/** Nobody sees the card of a review in a channel that takes none: it is asked of the next, at last in a DM. */
async function askAnother(
  leadId: LeadId,
  number: number,
  { leads, engine }: MirrorEventsDeps,
): Promise<void> {
  const turn = (await leads.load(leadId))?.lead.turns.find((one) => one.turn === number);
  if (!turn || turn.end !== null || turn.holder === null) return;
  await engine.run(leadId, { do: "lose_rep", rep: turn.holder, why: "unreachable" });
}

async function reportPosted(id: string, { reports, clock }: MirrorEventsDeps): Promise<void> {
  const slot = readReportId(id);
  if (slot) await reports.posted(slot, instant(clock.now()));
}

/** A channel takes no message of Baton's: the managers hear of the alert instead. */
async function tellManagers(id: string, at: Instant, { alerts, rules }: MirrorEventsDeps): Promise<void> {
  const managers = (await rules.activeTeam())?.team.channels.get("managers");
  if (managers !== undefined) await alerts.moveTo(alertOfMessage(id), managers, at);
}

export function mirrorEvents(deps: MirrorEventsDeps): MirrorEvents {
  const { engine, exceptions, clock } = deps;
  return {
    render: ({ mirror }) => renderMirror(mirror, deps),

    async posted({ id, kind, leadId }, { channel, ts }) {
      if (kind === "report") return reportPosted(id, deps);
      if (kind !== "offer") return;
      await engine.run(leadId, { do: "card_posted", turn: partsOf(id).turn, channel, ts });
    },

    /** A Home that cannot be published says nothing about whether cards arrive; that somebody is deactivated does. */
    async personGone({ kind, to }, status) {
      if (kind !== "home" || status === "deactivated") await deps.personGone(to, status);
    },

    async undeliverable({ id, kind, leadId, to }, error) {
      const receivedAt = instant(clock.now());
      const fields = { mirror: id, to, error };
      const code = "undeliverable";
      await exceptions.keep([{ id: newExceptionId(), source: null, code, fields, raw: "", receivedAt }]);
      // Whoever holds the lead will not see the card: somebody else must.
      if (kind === "offer" || kind === "overflow") {
        await engine.run(leadId, { do: "lose_rep", rep: to, why: "unreachable" });
      }
      if (kind === "review") await askAnother(leadId, partsOf(id).turn, deps);
      if (kind === "alert") await tellManagers(id, receivedAt, deps);
    },
  };
}
