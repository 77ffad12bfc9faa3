// Taking a rep off the team for a while, as a manager would: with a changed team file and `npx baton team apply`.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import type { RunBaton } from "./commands.ts";
import { BOT_IS_DOWN, type Outcome, refused } from "./outcome.ts";

const teamFile = z.looseObject({ reps: z.array(z.looseObject({ slack: z.string() })) });

export class Roster {
  readonly #file: string;
  readonly #folder: string;
  readonly #run: RunBaton;

  /** `file`: the team with everybody on it. `folder`: for the changed one. */
  constructor(file: string, folder: string, run: RunBaton) {
    this.#file = file;
    this.#folder = folder;
    this.#run = run;
  }

  /** Puts the team without these people in force. */
  async applyWithout(away: ReadonlySet<string>): Promise<Outcome> {
    const team = teamFile.parse(parse(await readFile(this.#file, "utf8")));
    const reps = team.reps.filter(({ slack }) => !away.has(slack));
    if (reps.length === 0) return refused("Somebody must stay at work.");
    const file = join(this.#folder, "team.yml");
    await writeFile(file, stringify({ ...team, reps }));
    const done = await this.#run(["team", "apply", file, "--by", "Demo"]);
    if (done === null) return BOT_IS_DOWN;
    return done.exit === 0 ? { ok: true } : refused(done.output.trim());
  }
}
