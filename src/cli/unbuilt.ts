// Commands that Baton will have: they say so, rather than being taken for a slip of the pen.
import { Command } from "commander";
import { NOT_AVAILABLE } from "../policy/problem.ts";
import { CannotRun } from "./io.ts";

/** Whatever follows the name, the answer is the same; the help does not list them. */
export function addUnbuilt(parent: Command, names: readonly string[]): void {
  for (const name of names) {
    const command = new Command(name)
      .copyInheritedSettings(parent)
      .helpOption(false)
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        throw notAvailable(`${parent.name() === "baton" ? "" : `${parent.name()} `}${name}`);
      });
    parent.addCommand(command, { hidden: true });
  }
}

function notAvailable(what: string): CannotRun {
  return new CannotRun(`baton ${what}: ${NOT_AVAILABLE}`);
}
