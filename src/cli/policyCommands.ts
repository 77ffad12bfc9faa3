// `baton policy …`: the rules' life.
import { type Command, Option } from "commander";
import { systemClock } from "../clock.ts";
import { type Json, json, said, share } from "./options.ts";
import { backtestPolicy } from "./policyBacktest.ts";
import { checkPolicy } from "./policyCheck.ts";
import { diffPolicy } from "./policyDiff.ts";
import { listPolicies } from "./policyList.ts";
import { publishPolicy } from "./policyPublish.ts";
import { promotePolicy, rollbackPolicy } from "./policyRelease.ts";
import { showPolicy } from "./policyShow.ts";
import { testPolicy } from "./policyTest.ts";
import type { Context } from "./run.ts";

const WHICH = "a version's number, or 8 or more characters of its hash";

type Files = Json & { readonly team?: string };
type Release = Json & { readonly by: string; readonly note: string };
type Publish = Release & { readonly canary?: number | true };

export function addPolicy(program: Command, { io, host, action }: Context): void {
  const policy = program
    .command("policy")
    .description("the rules: check, test, compare, try and publish them");
  policy
    .command("check")
    .argument("[file]", "the policy's file; BATON_POLICY, or policy.yml, when left out")
    .description("say what is wrong with a policy, with line and column; needs no database")
    .addOption(team())
    .addOption(json())
    .action(
      action((file: string | undefined, { team, json }: Files) =>
        checkPolicy({ file, team, json: json === true }, io, host),
      ),
    );
  policy
    .command("test")
    .argument("[policy]", "the policy's file; BATON_POLICY, or policy.yml, when left out")
    .description("decide the leads in policy.test.yml, beside the policy, and compare; needs no database")
    .addOption(team())
    .addOption(json())
    .action(
      action((file: string | undefined, { team, json }: Files) =>
        testPolicy({ file, team, json: json === true }, io, host, systemClock),
      ),
    );
  policy
    .command("show")
    .argument("[version]", `${WHICH}; the active one when left out`)
    .description("print a published policy")
    .addOption(json())
    .action(
      action((version: string | undefined, options: Json) =>
        showPolicy({ version, json: options.json === true }, io, host),
      ),
    );
  policy
    .command("list")
    .description("every published policy, newest first")
    .addOption(json())
    .action(action((options: Json) => listPolicies({ json: options.json === true }, io, host)));
  policy
    .command("diff")
    .argument("<a>", `${WHICH}, or a file`)
    .argument("<b>", "what it is compared with, likewise")
    .description("what differs between two policies; two files need no database")
    .addOption(json())
    .addHelpText(
      "after",
      "\nDigits alone, and 8 or more of 0-9 a-f, are a version; a file of such a name is written ./NAME.\n\nExample:\n  npx baton policy diff 3 policy.yml",
    )
    .action(
      action((a: string, b: string, options: Json) =>
        diffPolicy({ a, b, json: options.json === true }, io, host),
      ),
    );
  policy
    .command("backtest")
    .argument("<file>", "the policy's file")
    .description(
      "decide every lead on record again under a policy, and say what would change; writes nothing",
    )
    .option("--outcome <csv>", "what became of the leads: externalId, converted and, if ids need it, source")
    .addOption(json())
    .addHelpText("after", "\nExample:\n  npx baton policy backtest policy.yml --outcome won.csv")
    .action(
      action((file: string, { outcome, json }: Json & { readonly outcome?: string }) =>
        backtestPolicy({ file, outcome, json: json === true }, io, host),
      ),
    );
  policy
    .command("publish")
    .argument("<file>", "the policy's file")
    .description("put a policy in force; leads under way keep the version that decided their cycle")
    .addOption(said("--by <name>", "who publishes it"))
    .addOption(said("--note <text>", "why"))
    .addOption(
      share("--canary [share]", "try it on a share of the leads, such as 10%; the file's own when left out"),
    )
    .addOption(json())
    .addHelpText(
      "after",
      '\nExamples:\n  npx baton policy publish policy.yml --by Dana --note "More points for demos"\n' +
        '  npx baton policy publish policy.yml --by Dana --note "More points for demos" --canary 10%',
    )
    .action(
      action(async (file: string, { by, note, canary, json }: Publish) =>
        publishPolicy(
          { file, by, note, canary: canary === true ? "policy" : (canary ?? null), json: json === true },
          io,
          host,
        ),
      ),
    );
  policy
    .command("promote")
    .description("the canary decides every new cycle from now on")
    .addOption(said("--by <name>", "who promotes it"))
    .addOption(said("--note <text>", "why"))
    .addOption(json())
    .addHelpText(
      "after",
      '\nExample:\n  npx baton policy promote --by Dana --note "No more disqualified leads than before"',
    )
    .action(
      action(({ by, note, json }: Release) => promotePolicy({ by, note, json: json === true }, io, host)),
    );
  policy
    .command("rollback")
    .description("end the canary; without one, the version before is in force again")
    .addOption(said("--by <name>", "who rolls it back"))
    .addOption(said("--note <text>", "why"))
    .addOption(json())
    .addHelpText("after", '\nExample:\n  npx baton policy rollback --by Dana --note "Too many to nurture"')
    .action(
      action(({ by, note, json }: Release) => rollbackPolicy({ by, note, json: json === true }, io, host)),
    );
}

const team = (): Option =>
  new Option("--team <file>", "the team's file; BATON_TEAM, or a team.yml beside the policy, when left out");
