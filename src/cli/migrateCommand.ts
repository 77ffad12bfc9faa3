// `baton migrate`: brings the database up to date.
import type { Command } from "commander";
import { printJson } from "./io.ts";
import { type Json, json } from "./options.ts";
import type { Context } from "./run.ts";

export function addMigrate(program: Command, { io, host, action }: Context): void {
  program
    .command("migrate")
    .description("bring the database up to date (the bot does so at its start)")
    .addOption(json())
    .action(
      action(async (options: Json) => {
        const { migrated, where } = await host.services();
        if (options.json) printJson(io, { database: where, applied: migrated });
        else if (migrated.length === 0) io.out(`The database ${where} is up to date.\n`);
        else io.out(`Applied to ${where}:\n${migrated.map((name) => `  ${name}\n`).join("")}`);
        return 0;
      }),
    );
}
