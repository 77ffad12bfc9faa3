// `/leads help`: what this person can type, by role.
import { type Message, message } from "./assemble.ts";
import { section } from "./build.ts";
import { joined, lines, type Mrkdwn, md } from "./text.ts";

export type HelpRole = "rep" | "manager" | "steward" | "overflow" | "reviewer" | "other";

interface Command {
  readonly usage: string;
  readonly does: string;
  readonly roles: readonly HelpRole[] | "everyone";
}

const COMMANDS: readonly Command[] = [
  {
    usage: "queue [overdue|tank|@rep]",
    does: "every open lead, the worst first",
    roles: ["manager"],
  },
  { usage: "mine", does: "the leads in your hands", roles: ["rep"] },
  { usage: "tank", does: "what is up for a claim", roles: ["rep", "manager", "overflow"] },
  {
    usage: "show ID",
    does: "one lead and its story",
    roles: ["rep", "manager", "overflow", "reviewer"],
  },
  {
    usage: "why ID [@rep]",
    does: "why a lead went to its rep, or why not to another",
    roles: ["rep", "manager", "overflow"],
  },
  { usage: "stats [7d|30d]", does: "your numbers beside the team's", roles: ["rep"] },
  {
    usage: "stats [@rep] [7d|30d]",
    does: "the numbers of the team, or of one rep",
    roles: ["manager"],
  },
  { usage: "override ID", does: "decide against the rules about a lead", roles: ["manager"] },
  {
    usage: "away [until]",
    does: "no new offers until 2h from now, 15:00, tomorrow, monday 9:30, 2026-12-24, or until you are back",
    roles: ["rep", "overflow", "reviewer"],
  },
  { usage: "back", does: "offers reach you again", roles: ["rep", "overflow", "reviewer"] },
  {
    usage: "away [@rep] [until]",
    does: "no new offers for you or a rep until 2h from now, 15:00, tomorrow, 2026-12-24, or until back",
    roles: ["manager"],
  },
  { usage: "back [@rep]", does: "offers reach you, or a rep, again", roles: ["manager"] },
  {
    usage: "policy",
    does: "which rules are in force, and how a canary fares",
    roles: ["manager", "steward"],
  },
  {
    usage: "digest",
    does: "overrides since the last digest, and which to review",
    roles: ["manager", "steward"],
  },
  { usage: "help", does: "this list", roles: "everyone" },
];

/** `intro` says what led here, such as a word that Baton does not know. */
export function renderHelp(roles: readonly HelpRole[], intro?: Mrkdwn): Message {
  const own = COMMANDS.filter(
    ({ roles: for_ }) => for_ === "everyone" || for_.some((role) => roles.includes(role)),
  );
  const list = own.map(({ usage, does }) => md`• ${code(`/leads ${usage}`)}: ${does}`);
  const title = md`What you can type:`;
  return message(intro ?? joined([title, md`/leads help`], " "), {
    head: [...(intro ? [section(intro)] : []), section(lines(title, ...list))],
  });
}

/** An unknown word gets the nearest match, where one is near, and the list. */
export function sayUnknown(word: string, nearest: string | null, roles: readonly HelpRole[]): Message {
  const asked = md`There is no ${code(`/leads ${word.slice(0, 60)}`)}.`;
  return renderHelp(
    roles,
    nearest === null ? asked : md`${asked} Did you mean ${code(`/leads ${nearest}`)}?`,
  );
}

/** Within backticks nothing is markup but a backtick, which `md` takes away. */
function code(text: string): Mrkdwn {
  return md`\`${text}\``;
}
