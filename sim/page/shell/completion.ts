/** What the composer offers while somebody types: slash commands, people. */
import type { CommandInfo, PersonInfo } from "../../live/frames.ts";

export interface Suggestion {
  readonly id: string;
  /** What is put in place of what was typed. */
  readonly insert: string;
  readonly title: string;
  readonly hint: string;
  readonly description: string;
}

export interface Completion {
  readonly label: string;
  /** Where what has been typed of it begins. */
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

const PEOPLE_AT_MOST = 8;

/** For `text` with the caret after its first `caret` characters; null: nothing to offer. */
export function completionFor(
  text: string,
  caret: number,
  commands: readonly CommandInfo[],
  people: readonly PersonInfo[],
): Completion | null {
  const typed = text.slice(0, caret);
  const command = /^\/\S*$/.exec(typed)?.[0];
  if (command !== undefined) {
    const fitting = commands.filter((each) => each.command.startsWith(command.toLowerCase()));
    return some({ label: "Slash commands", from: 0, suggestions: fitting.map(suggestCommand) });
  }
  const mention = /(?<=^|\s)@([\p{L}\p{N}._-]*)$/u.exec(typed);
  if (mention === null) return null;
  const wanted = (mention[1] ?? "").toLowerCase();
  const fitting = people.filter(({ name, handle, deleted }) => {
    const words = [handle, ...name.split(/\s+/)];
    return !deleted && words.some((word) => word.toLowerCase().startsWith(wanted));
  });
  const suggestions = fitting.slice(0, PEOPLE_AT_MOST).map(suggestPerson);
  return some({ label: "People", from: mention.index, suggestions });
}

function some(completion: Completion): Completion | null {
  return completion.suggestions.length === 0 ? null : completion;
}

function suggestCommand({ command, usageHint, description }: CommandInfo): Suggestion {
  return { id: command.slice(1), insert: `${command} `, title: command, hint: usageHint, description };
}

function suggestPerson({ id, name, handle }: PersonInfo): Suggestion {
  return { id, insert: `@${handle} `, title: name, hint: `@${handle}`, description: "" };
}
