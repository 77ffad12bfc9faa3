/** What a menu offers, wherever its options come from. */
import type { PlainTextOption } from "@slack/types";
import type { Reader } from "../../surface.ts";

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly description?: string;
}

export interface ChoiceGroup {
  /** Empty where the options stand under no heading. */
  readonly label: string;
  readonly choices: readonly Choice[];
}

/** A menu's element, single or multiple, read for its options only. */
export interface Menu {
  readonly type: string;
  readonly options?: readonly PlainTextOption[];
  readonly option_groups?: readonly {
    readonly label: { readonly text: string };
    readonly options: readonly PlainTextOption[];
  }[];
}

/** The options of a menu by group; of people and channels, those that the reader sees. */
export function choicesOf(menu: Menu, reader: Reader): ChoiceGroup[] {
  if (menu.type.endsWith("users_select")) {
    return [{ label: "", choices: reader.people.map(({ id, name }) => ({ value: id, text: name })) }];
  }
  if (menu.type.endsWith("channels_select") || menu.type.endsWith("conversations_select")) {
    return [{ label: "", choices: reader.channels.map(({ id, name }) => ({ value: id, text: name })) }];
  }
  const ungrouped = menu.options === undefined ? [] : [{ label: "", choices: menu.options.map(choiceOf) }];
  const groups = menu.option_groups ?? [];
  return [
    ...ungrouped,
    ...groups.map(({ label, options }) => ({ label: label.text, choices: options.map(choiceOf) })),
  ];
}

function choiceOf({ text, value, description }: PlainTextOption): Choice {
  return {
    value: value ?? "",
    text: text.text,
    ...(description === undefined ? {} : { description: description.text }),
  };
}
