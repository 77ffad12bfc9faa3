// `baton policy …`: check, show, publish.
import { type Command, Option } from "commander";
import { type Json, json, said } from "./options.ts";
import { checkPolicy } from "./policyCheck.ts";
import { publishPolicy } from "./policyPublish.ts";
import { showPolicy } from "./policyShow.ts";
import type { Context } from "./run.ts";
import { addUnbuilt, notAvailable } from "./unbuilt.ts";

type Publish = Json & { readonly by: string; readonly note: string; readonly canary?: string | true };

export function addPolicy(program: Command, { io, host, action }: Context): void {
  const policy = program.command("policy").description("the rules: check, show and publish them");
  policy
    .command("check")
    .argument("[file]", "the policy's file; BATON_POLICY, or policy.yml, when left out")
    .description("say what is wrong with a policy, with line and column; needs no database")
    .addOption(json())
    .action(
      action((file: string | undefined, options: Json) =>
        checkPolicy({ file, json: options.json === true }, io, host),
      ),
    );
  policy
    .command("show")
    .argument("[version]", "its number, or 8 or more characters of its hash; the active one when left out")
    .description("print a published policy")
    .addOption(json())
    .action(
      action((version: string | undefined, options: Json) =>
        showPolicy({ version, json: options.json === true }, io, host),
      ),
    );
  policy
    .command("publish")
    .argument("<file>", "the policy's file")
    .description("put a policy in force; leads under way keep the version that decided their cycle")
    .addOption(said("--by <name>", "who publishes it"))
    .addOption(said("--note <text>", "why"))
    .addOption(new Option("--canary [share]").hideHelp())
    .addOption(json())
    .addHelpText(
      "after",
      '\nExample:\n  npx baton policy publish policy.yml --by Dana --note "More points for demos"',
    )
    .action(
      action(async (file: string, { by, note, canary, json }: Publish) => {
        if (canary !== undefined) throw notAvailable("policy publish --canary");
        return publishPolicy({ file, by, note, json: json === true }, io, host);
      }),
    );
  addUnbuilt(policy, ["test", "list", "diff", "backtest", "promote", "rollback"]);
}
