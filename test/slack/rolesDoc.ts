// The table of who may do what, as `docs/roles.md` prints it.
import {
  ACTION_RIGHTS,
  COMMAND_RIGHTS,
  FORM_RIGHTS,
  type Right,
  SHORTCUT_RIGHTS,
} from "../../blocks/rights.ts";

function table(title: string, rows: Iterable<readonly [string, Right]>): string {
  const lines = [...rows].map(([name, { does, who }]) => `| \`${name}\` | ${does} | ${who.join(", ")} |`);
  return [
    `## ${title}`,
    "",
    `| ${title.toLowerCase()} | what it does | who |`,
    "|---|---|---|",
    ...lines,
    "",
  ].join("\n");
}

export function rolesTables(): string {
  const commands = [...COMMAND_RIGHTS].map(([word, right]) => [`/leads ${word}`, right] as const);
  return [
    table("Commands", commands),
    table("Buttons and fields", Object.entries(ACTION_RIGHTS)),
    table("Forms", Object.entries(FORM_RIGHTS)),
    table("Shortcuts", Object.entries(SHORTCUT_RIGHTS)),
  ].join("\n");
}
