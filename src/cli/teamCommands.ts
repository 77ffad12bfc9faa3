// `baton team …`: the roster.
import type { Command } from "commander";
import { type Json, json, said } from "./options.ts";
import type { Context } from "./run.ts";
import { applyTeam } from "./teamApply.ts";

export function addTeam(program: Command, { io, host, action }: Context): void {
  const team = program.command("team").description("the people, channels and hours");
  team
    .command("apply")
    .argument("<file>", "the team's file")
    .description("put a team in force, and say what changed")
    .addOption(said("--by <name>", "who applies it"))
    .addOption(json())
    .addHelpText("after", "\nExample:\n  npx baton team apply team.yml --by Dana")
    .action(
      action((file: string, options: Json & { readonly by: string }) =>
        applyTeam({ file, by: options.by, json: options.json === true }, io, host),
      ),
    );
}
