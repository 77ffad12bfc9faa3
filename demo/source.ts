// Where the demo's leads come from, and the rules and people that go with them: made up, or a CSV's.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseTeam, type Team } from "../src/policy/index.ts";
import { leadOf, type OutgoingLead } from "./leads/forms.ts";
import { madeUpLeads } from "./leads/madeUp.ts";

export interface LeadSource {
  readonly leads: Iterator<OutgoingLead, undefined>;
  /** The id of the source, as the intake knows it. */
  readonly source: string;
  readonly policyFile: string;
  readonly teamFile: string;
  readonly team: Team;
  /** Rows that make no lead, with the reason. */
  readonly refused: readonly string[];
  /** Whether the demo's own rules are in force. */
  readonly ownRules: boolean;
}

const own = (file: string) => join(import.meta.dirname, file);

/** @throws CannotRun, with a line for every problem, when the file does not do. */
export async function leadSource(csv: string | undefined): Promise<LeadSource> {
  if (csv === undefined) return madeUpSource();
  const { readInput } = await import("../play/input.ts");
  const input = await readInput({ file: csv });
  const leads = input.leads.values();
  return {
    ...input,
    leads: { next: () => leads.next() as IteratorResult<OutgoingLead, undefined> },
    ownRules: false,
  };
}

async function madeUpSource(): Promise<LeadSource> {
  const [policyFile, teamFile] = [own("policy.yml"), own("team.yml")];
  const parsed = parseTeam(await readFile(teamFile, "utf8"), teamFile);
  if (!parsed.ok) throw new TypeError(`demo/team.yml: ${JSON.stringify(parsed.problems)}`);
  return {
    leads: madeUpOnes(),
    source: "website",
    policyFile,
    teamFile,
    team: parsed.team,
    refused: [],
    ownRules: true,
  };
}

function* madeUpOnes(): Generator<OutgoingLead, undefined> {
  let number = 0;
  for (const form of madeUpLeads()) yield leadOf(form, `made-up-${++number}`);
}
