/** "What happened": one lead's state, why it was decided so, its events with their hash chain, and what verifying says. */
import type { Demo } from "../demo.ts";
import { Events } from "./Events.tsx";
import type { Inspection } from "./inspection.ts";
import { Known } from "./Known.tsx";
import { nameOf, type ShownLead } from "./lead.ts";
import { StateLine } from "./StateLine.tsx";
import { Verifying } from "./Terminal.tsx";
import { WhySo } from "./WhySo.tsx";

interface Props {
  readonly demo: Demo;
  readonly inspection: Inspection;
}

export function HappenedPanel({ demo, inspection }: Props) {
  const seen = inspection.lead.value;
  const problem = inspection.problem.value;
  return (
    <div class="demo-panel">
      <LeadChoice demo={demo} shown={seen?.lead ?? null} />
      {problem !== null && (
        <p class="demo-outcome" role="alert">
          {problem}
        </p>
      )}
      {seen === null ? (
        <Nothing demo={demo} isFailing={problem !== null} />
      ) : (
        <>
          <h3 class="demo-lead-name">{nameOf(seen.lead) ?? "Nameless lead"}</h3>
          <StateLine demo={demo} lead={seen.lead} />
          <Verifying demo={demo} inspection={inspection} />
          <WhySo lead={seen.lead} nameOf={demo.nameOf} />
          <Known lead={seen.lead} nameOf={demo.nameOf} />
          <Events demo={demo} inspection={inspection} lead={seen.lead} links={seen.links} />
        </>
      )}
    </div>
  );
}

const MOST_NAME = 60;

interface LeadChoiceProps {
  readonly demo: Demo;
  readonly shown: ShownLead | null;
}

function LeadChoice({ demo, shown }: LeadChoiceProps) {
  const { leadId } = demo;
  const leads = demo.leads.value;
  const isListed = leads.some(({ id }) => id === leadId.value);
  return (
    <div class="demo-field">
      <label for="demo-lead">Lead</label>
      <select
        id="demo-lead"
        value={leadId.value ?? ""}
        onChange={(event) => {
          leadId.value = event.currentTarget.value || null;
        }}
      >
        <option value="">Choose a lead…</option>
        {leadId.value !== null && !isListed && (
          <option value={leadId.value}>{(shown && nameOf(shown)) ?? leadId.value}</option>
        )}
        {leads.map(({ id, name, state }) => (
          <option key={id} value={id}>
            {name.length > MOST_NAME ? `${name.slice(0, MOST_NAME - 1)}…` : name}
            {state !== null && ` · ${state}`}
          </option>
        ))}
      </select>
    </div>
  );
}

function Nothing({ demo, isFailing }: { readonly demo: Demo; readonly isFailing: boolean }) {
  if (isFailing) return null;
  if (demo.leadId.value !== null) return <p class="demo-intro">Looking…</p>;
  return <p class="demo-intro">Choose a lead above, or press “What happened” on one of Baton’s messages.</p>;
}
