// `baton lead …`: a lead's state and story.
import type { Command } from "commander";
import { replayLead } from "./leadReplay.ts";
import { showLead } from "./leadShow.ts";
import { instantOf, type Json, json } from "./options.ts";
import type { Context } from "./run.ts";

export function addLead(program: Command, { io, host, action }: Context): void {
  const lead = program.command("lead").description("a lead's state and story");
  lead
    .command("show")
    .argument("<id>", "the lead's id, lead_ and 32 hexadecimal digits")
    .description("what has become of a lead, why, and every event")
    .addOption(json())
    .action(
      action((id: string, options: Json) =>
        showLead({ id: id.trim(), json: options.json === true }, io, host),
      ),
    );
  lead
    .command("replay")
    .argument("<id>", "the lead's id")
    .description("rebuild a lead from its events alone; exit 1 when the database's row says something else")
    .option("--at <time>", "the state at that time, such as 2026-03-02T14:30:00Z")
    .addOption(json())
    .addHelpText("after", "\nExample:\n  npx baton lead replay lead_0193… --at 2026-03-02T14:30:00Z --json")
    .action(
      action((id: string, options: Json & { readonly at?: string }) =>
        replayLead({ id: id.trim(), at: instantOf(options.at), json: options.json === true }, io, host),
      ),
    );
}
