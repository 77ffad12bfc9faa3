// What a play needs: the leads of a CSV file, and the policy and team that fit it.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readCsv, surveyCsv } from "../src/cli/importCsv.ts";
import { type ImportMap, mapByHeader, readImportMap } from "../src/cli/importMap.ts";
import { leadOfRow } from "../src/cli/importRow.ts";
import { CannotRun } from "../src/cli/io.ts";
import { readOutcome } from "../src/domain/foretold.ts";
import {
  checkAgainstTeam,
  formatProblem,
  nearest,
  type Problem,
  parsePolicy,
  parseTeam,
  type Team,
} from "../src/policy/index.ts";

export interface InputOptions {
  readonly file: string;
  readonly map?: string | undefined;
  readonly policy?: string | undefined;
  readonly team?: string | undefined;
  /** The column that says what became of a lead; without it the conventional one, where the file has it. */
  readonly outcome?: string | undefined;
  /** Only so many leads, from the top. */
  readonly limit?: number | undefined;
}

/** A row as it will be posted. */
export interface PlayLead {
  readonly value: unknown;
  readonly externalId: string;
  /** What became of the lead; null: not known. */
  readonly converted: boolean | null;
}

export interface PlayInput {
  readonly leads: readonly PlayLead[];
  /** Rows that the mapping cannot make a lead of, with the reason. */
  readonly refused: readonly string[];
  readonly source: string;
  readonly policyFile: string;
  readonly teamFile: string;
  readonly team: Team;
}

const example = (file: string) => fileURLToPath(new URL(`../examples/x-education/${file}`, import.meta.url));
const root = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const OUTCOME = "Converted";

/**
 * Reads and checks everything before anything starts. Without a mapping the example's is taken where the header has its
 * columns, together with its policy and team; otherwise columns are called as the fields of a lead.
 * @throws CannotRun with a line for every problem.
 */
export async function readInput(options: InputOptions): Promise<PlayInput> {
  const { header } = await surveyCsv(options.file, options.file);
  const { map, fitsExample } = await mapFor(options, header);
  const outcome = outcomeColumn(options.outcome, header, map);
  const policyFile = options.policy ?? (fitsExample ? example("policy.yml") : root("policy.yml"));
  const teamFile = options.team ?? (fitsExample ? example("team.yml") : root("team.yml"));
  const team = await checkedTeam(policyFile, teamFile);
  const rows = await readRows(options, header, map, outcome);
  if (rows.leads.length === 0) throw new CannotRun(`${options.file}: no row of it makes a lead`);
  return { ...rows, source: fitsExample ? "x-education" : "website", policyFile, teamFile, team };
}

async function mapFor(
  { file, map }: InputOptions,
  header: readonly string[],
): Promise<{ map: ImportMap; fitsExample: boolean }> {
  if (map !== undefined) {
    return { map: readImportMap(await textOf(map), map, header), fitsExample: false };
  }
  try {
    const name = example("mapping.yml");
    return { map: readImportMap(await textOf(name), name, header), fitsExample: true };
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    return {
      map: mapByHeader(
        header.filter((column) => column !== OUTCOME),
        file,
      ),
      fitsExample: false,
    };
  }
}

/** The outcome's position, or null. It must not be mapped: a rule that read it would foretell the past. */
function outcomeColumn(named: string | undefined, header: readonly string[], map: ImportMap): number | null {
  const column = named ?? OUTCOME;
  const index = header.indexOf(column);
  if (index < 0) {
    if (named === undefined) return null;
    const near = nearest(named, header);
    throw new CannotRun(
      `--outcome: the CSV has no column '${named}'${near === null ? "" : `; did you mean '${near}'?`}`,
    );
  }
  const rule = map.rules.find(({ from }) =>
    from.kind === "column"
      ? from.index === index
      : from.kind === "template" && from.parts.some((part) => part === index),
  );
  if (rule === undefined) return index;
  throw new CannotRun(
    `'${column}' is what became of a lead and must not be an input; take it out of ${rule.path.join(".")} in the mapping`,
  );
}

async function checkedTeam(policyFile: string, teamFile: string): Promise<Team> {
  const policy = parsePolicy(await textOf(policyFile), policyFile);
  const team = parseTeam(await textOf(teamFile), teamFile);
  const problems: Problem[] = [
    ...(policy.ok ? [] : policy.problems),
    ...(team.ok ? [] : team.problems),
    ...(policy.ok && team.ok ? checkAgainstTeam(policy.policy, team.team, teamFile) : []),
  ];
  if (problems.length > 0 || !team.ok) throw new CannotRun(problems.map(formatProblem).join("\n"));
  return team.team;
}

async function readRows(
  { file, limit = Number.POSITIVE_INFINITY }: InputOptions,
  header: readonly string[],
  map: ImportMap,
  outcome: number | null,
): Promise<Pick<PlayInput, "leads" | "refused">> {
  const leads: PlayLead[] = [];
  const refused: string[] = [];
  let isHeader = true;
  for await (const { line, values } of readCsv(file, file)) {
    if (leads.length >= limit) break;
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const { value, errors } = leadOfRow(values, map);
    const { externalId } = value as { externalId?: unknown };
    if (values.length !== header.length)
      refused.push(`${file}:${line}: another number of values than the header`);
    else if (errors.length > 0)
      refused.push(`${file}:${line}: ${errors.map(({ path, message }) => `${path} ${message}`).join("; ")}`);
    else
      leads.push({
        value,
        externalId: String(externalId ?? ""),
        converted: outcome === null ? null : readOutcome(values[outcome] ?? ""),
      });
  }
  return { leads, refused };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new CannotRun(
      `${file}: cannot be read (${(error as NodeJS.ErrnoException).code}); name another file`,
    );
  }
}
