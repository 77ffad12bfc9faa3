// `baton import`: hands the file to `runImport`, with the way in for leads.
import type { Command } from "commander";
import { rulesInForce } from "../app/session.ts";
import { systemClock } from "../clock.ts";
import { sourceId } from "../intake/tokens.ts";
import type { Host } from "./host.ts";
import { type ImportDeps, runImport } from "./import.ts";
import { remarkOn } from "./importSource.ts";
import type { Io } from "./io.ts";
import { type Json, json, said } from "./options.ts";
import type { Context } from "./run.ts";

type Options = Json & { readonly source: string; readonly map?: string; readonly dryRun?: true };

export function addImport(program: Command, { io, host, action }: Context): void {
  program
    .command("import")
    .argument("<file>", "a CSV file with a header")
    .description("take in leads from a CSV file; refused rows go to FILE.rejected.csv with the reason")
    .addOption(said("--source <id>", "the source that the leads come from"))
    .option("--map <file>", "a YAML file that says which column is which field")
    .option("--dry-run", "read and check everything, write nothing; needs no database")
    .addOption(json())
    .addHelpText(
      "after",
      "\nExamples:\n  npx baton import leads.csv --source website --dry-run\n  npx baton import crm.csv --source crm --map crm-map.yml",
    )
    .action(
      action(async (file: string, { source, map, dryRun, json }: Options) => {
        const args = { file, source, map, dryRun: dryRun === true, json: json === true };
        return runImport(args, dryRun ? dry(io) : await wet(source, io, host));
      }),
    );
}

async function wet(source: string, io: Io, host: Host): Promise<ImportDeps> {
  const { rules, exceptions, clock } = await host.services();
  const { active } = await rulesInForce(rules); // said before the file is read, rather than at its first lead
  const known = { policy: active.policy.sources.keys(), tokens: host.intakeSources() };
  const remark = sourceId.test(source) ? remarkOn(source, known) : null;
  if (remark !== null) io.err(`${remark}\n`);
  return { io, receive: await host.receive(), keepExceptions: exceptions.keep, clock };
}

/** Checking a file touches nothing. */
function dry(io: Io): ImportDeps {
  const never = () => Promise.reject(new TypeError("a dry run writes nothing"));
  return { io, receive: never, keepExceptions: never, clock: systemClock };
}
