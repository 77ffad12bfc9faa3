// Which facts a command's decision needs loaded.
import type { Command } from "../domain/decide/index.ts";
import { observedCommitment } from "../domain/decide/observing.ts";
import { nextStep } from "../domain/lead.ts";
import type { DueStep, LeadRecord } from "./ports.ts";
import type { Needs } from "./session.ts";

export function tickOf(step: DueStep): Command {
  return { do: "tick", ladder: step.ladder, step: step.step };
}

/** What a command's decision reads besides the lead. */
export function needsOf(command: Command, record: LeadRecord): Needs {
  switch (command.do) {
    case "accept":
    case "recycle":
    case "card_posted":
    case "enriched":
    case "touch":
      return {};
    case "observe":
      return { onRecord: { leadId: record.lead.id, observed: observedCommitment(record.person, command) } };
    case "claim":
      return { claimsOf: command.by };
    case "assign":
      // So that who goes away at this very moment is not given it all the same.
      return { share: true };
    case "route_again":
    case "lose_rep":
    case "hand_on":
      return { share: true, routes: [record] };
    case "override":
      return { share: true, routes: [record], suppressions: [record] };
    case "approve_override":
      return {
        ...{ share: true, routes: [record], suppressions: [record] },
        digests: submissionOf(record, command.no),
      };
    case "open_override":
      return {};
    case "reject_override":
    case "review_override":
      return { digests: submissionOf(record, command.no) };
    case "approve":
    case "reject":
      return { share: true, routes: [record], suppressions: [record] };
    case "tick":
      return command.ladder === "override"
        ? { digests: submissionOf(record, record.lead.overrides.length) }
        : tickNeeds(record);
    default:
      return command satisfies never;
  }
}

/** When an override was submitted: by that, the digests are found that show it. */
function submissionOf({ lead }: LeadRecord, no: number): NonNullable<Needs["digests"]> {
  return lead.overrides
    .filter((one) => one.no === no)
    .map(({ at: submittedAt }) => ({ leadId: lead.id, submittedAt }));
}

function tickNeeds(record: LeadRecord): Needs {
  switch (nextStep(record.lead)?.do) {
    case "qualify":
      return {
        ...{ share: true, routes: [record], suppressions: [record] },
        ...(record.lead.cycle === 1 && { duplicates: [record] }),
      };
    case "approve":
      return { share: true, routes: [record], suppressions: [record] };
    case "route":
    case "fallback":
      return { share: true, routes: [record] };
    case "overdue":
      return { notices: true };
    default:
      return {};
  }
}
