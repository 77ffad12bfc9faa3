/** Where a lead is now, in one line. */
import type { ShownLead } from "./lead.ts";
import { Moment } from "./Value.tsx";
import { stateName, stepName } from "./words.ts";

export function StateLine({ lead }: { readonly lead: ShownLead }) {
  const { state, overdue, owner, tier, score, cycle, nextDeadline, leadId } = lead;
  const parts = [
    owner?.name,
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
      <p class="demo-faint">
        <code>{leadId}</code>
      </p>
    </div>
  );
}
