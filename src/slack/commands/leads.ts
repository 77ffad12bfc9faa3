// Which of the `/leads` words was meant.
import type { Message } from "../../../blocks/assemble.ts";
import { sayUnknown } from "../../../blocks/help.ts";
import { nearest } from "../../policy/nearest.ts";
import { type Desk, rulesOf } from "../desk.ts";
import type { Typed } from "../payloads.ts";
import { sayNotAvailable } from "../sentences.ts";
import { away, back } from "./away.ts";
import { digest } from "./digest.ts";
import { help, helpRolesOf } from "./help.ts";
import { mine } from "./mine.ts";
import { override } from "./override.ts";
import { policy } from "./policy.ts";
import { queue } from "./queue.ts";
import { show } from "./show.ts";
import { stats } from "./stats.ts";
import { tank } from "./tank.ts";
import { why } from "./why.ts";

/** What was typed after the word itself. */
export interface Asked extends Pick<Typed, "by" | "trigger" | "view"> {
  readonly words: readonly string[];
}

/** Gives the answer; null: a form has opened. */
type Subcommand = (asked: Asked, desk: Desk) => Promise<Message | null>;

export const SUBCOMMANDS: ReadonlyMap<string, Subcommand> = new Map([
  ["queue", queue],
  ["mine", mine],
  ["show", show],
  ["why", why],
  ["tank", tank],
  ["stats", stats],
  ["away", away],
  ["back", back],
  ["policy", policy],
  ["digest", digest],
  ["override", override],
  ["help", help],
]);

/** Words of the contract whose part is not built. */
const NOT_AVAILABLE: ReadonlySet<string> = new Set(["exceptions", "audit", "feature"]);

export async function leads({ by, text, trigger, view }: Typed, desk: Desk): Promise<Message | null> {
  const [typed = "help", ...words] = text.trim().split(/\s+/).filter(Boolean);
  const word = typed.toLowerCase();
  const subcommand = SUBCOMMANDS.get(word);
  if (subcommand) return subcommand({ by, words, trigger, view }, desk);
  if (NOT_AVAILABLE.has(word)) return sayNotAvailable(word);
  const { team } = await rulesOf(desk);
  return sayUnknown(typed, nearest(word, SUBCOMMANDS.keys()), helpRolesOf(team, by));
}
