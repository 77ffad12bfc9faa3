// Where the demo's leads come from, and the rules and people that go with them: made up, or a CSV's.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CompiledPolicy, parsePolicy, parseTeam, type Team } from "../src/policy/index.ts";
import { leadOf, type OutgoingLead } from "./leads/forms.ts";
import { madeUpLeads } from "./leads/madeUp.ts";

export interface LeadSource {
  readonly leads: Iterator<OutgoingLead, undefined>;
  /** The id of the source, as the intake knows it. */
  readonly source: string;
  readonly policyFile: string;
  readonly teamFile: string;
  readonly team: Team;
  readonly policy: CompiledPolicy;
  /** Rows that make no lead, with the reason. */
  readonly refused: readonly string[];
  /** Whether nobody sent these leads: the demo's own, the first of which has its card at once. */
  readonly isMadeUp: boolean;
  /** Whether the demo's own rules are in force. */
  readonly ownRules: boolean;
}

const OWN = {
  policy: join(import.meta.dirname, "policy.yml"),
  team: join(import.meta.dirname, "team.yml"),
} as const;
/** Of every lead that is none of the example's. */
const SOURCE = "website";

/** `map`: which column is which field. @throws CannotRun, with a line for every problem, when the files do not do. */
export async function leadSource(csv: string | undefined, map: string | undefined): Promise<LeadSource> {
  if (csv === undefined) return madeUpSource();
  const { readInput } = await import("../play/input.ts");
  const plain = await readInput({ file: csv, map, ...OWN });
  const isExample = plain.source !== SOURCE;
  // The example has columns that only its own rules can read. Whatever else somebody has goes by rules that never rest.
  const input = isExample ? await readInput({ file: csv, map }) : plain;
  const leads = input.leads.values();
  return {
    ...input,
    leads: { next: () => leads.next() as IteratorResult<OutgoingLead, undefined> },
    policy: await policyIn(input.policyFile),
    isMadeUp: false,
    ownRules: !isExample,
  };
}

async function madeUpSource(): Promise<LeadSource> {
  const { policy: policyFile, team: teamFile } = OWN;
  const parsed = parseTeam(await readFile(teamFile, "utf8"), teamFile);
  if (!parsed.ok) throw new TypeError(`demo/team.yml: ${JSON.stringify(parsed.problems)}`);
  return {
    leads: madeUpOnes(),
    source: SOURCE,
    policyFile,
    teamFile,
    team: parsed.team,
    policy: await policyIn(policyFile),
    refused: [],
    isMadeUp: true,
    ownRules: true,
  };
}

function* madeUpOnes(): Generator<OutgoingLead, undefined> {
  let number = 0;
  for (const form of madeUpLeads()) yield leadOf(form, `made-up-${++number}`);
}

async function policyIn(file: string): Promise<CompiledPolicy> {
  const parsed = parsePolicy(await readFile(file, "utf8"), file);
  if (!parsed.ok) throw new TypeError(`${file}: ${JSON.stringify(parsed.problems)}`);
  return parsed.policy;
}
