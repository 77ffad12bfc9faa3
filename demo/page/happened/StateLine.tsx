/** Where a lead is now, in one line. */
import type { Demo } from "../demo.ts";
import type { ShownLead } from "./lead.ts";
import { Moment } from "./Moment.tsx";
import { stateName, stepName } from "./words.ts";

export function StateLine({ demo, lead }: { readonly demo: Demo; readonly lead: ShownLead }) {
  const { state, overdue, owner, tier, score, cycle, nextDeadline, leadId, mergedInto } = lead;
  const parts = [
    owner === null ? undefined : demo.nameOf(owner.slack),
    tier === null ? undefined : `Tier ${tier}`,
    score === null ? undefined : `Score ${score}`,
    cycle > 1 ? `Cycle ${cycle}` : undefined,
  ].filter((part) => part !== undefined);
  return (
    <div class="demo-state">
      <p>
        <strong>
          {stateName(state)}
          {overdue && ", overdue"}
        </strong>
        {parts.map((part) => (
          <span key={part} class="demo-part">
            {part}
          </span>
        ))}
      </p>
      {nextDeadline !== null && (
        <p>
          Next: {stepName(nextDeadline.does)} at <Moment at={nextDeadline.at} />
        </p>
      )}
      {mergedInto !== undefined && (
        <p>
          It goes on as the lead that came before.{" "}
          <button type="button" class="demo-button" onClick={() => demo.showLead(mergedInto)}>
            Show that lead
          </button>
        </p>
      )}
      <p class="demo-faint">
        <code>{leadId}</code>
      </p>
    </div>
  );
}
