/** What the composer offers while somebody types. */
import { expect, test } from "vitest";
import type { PersonInfo } from "../../sim/live/frames.ts";
import { completionFor } from "../../sim/page/shell/completion.ts";

const COMMANDS = [
  { command: "/leads", description: "Your leads", usageHint: "[mine | queue]" },
  { command: "/later", description: "Not now", usageHint: "" },
];

const person = (id: string, name: string, deleted = false): PersonInfo => ({
  id,
  name,
  handle: name.toLowerCase().replace(" ", "."),
  realName: name,
  tz: "Europe/London",
  deleted,
  isBot: false,
  presence: "active",
});

const PEOPLE = [person("U1", "Alice Ames"), person("U2", "Bob Bright"), person("U3", "Bea Gone", true)];

const offered = (text: string, caret = text.length): string[] =>
  completionFor(text, caret, COMMANDS, PEOPLE)?.suggestions.map(({ insert }) => insert) ?? [];

test.each([
  ["a slash offers every command", "/", ["/leads ", "/later "]],
  ["letters narrow them down, whatever their case", "/LEA", ["/leads "]],
  ["after the command itself there is nothing to offer", "/leads mi", []],
  ["a slash inside of a sentence is none", "either/or /le", []],
  ["an at sign offers people by first name, surname or handle", "Hi @br", ["@bob.bright "]],
  ["deactivated people are not offered", "@be", []],
  ["an address is no mention", "me@bo", []],
])("In the composer %s", (_what, text, expected) => {
  expect(offered(text)).toEqual(expected);
});

test("In the composer what counts is the text before the caret", () => {
  expect(offered("@al said", 3)).toEqual(["@alice.ames "]);
});
