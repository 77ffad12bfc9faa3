import { describe, expect, it } from "vitest";
import { choicesOf } from "../../sim/page/blocks/elements/choices.ts";
import { localMinute, secondsOf } from "../../sim/page/blocks/elements/localTime.ts";
import { placeholderOf } from "../../sim/page/blocks/elements/placeholders.ts";
import { heldBy } from "../../sim/page/blocks/held.ts";
import { idOf, naming } from "../../sim/page/blocks/scene.ts";

const option = (value: string) => ({ text: { type: "plain_text" as const, text: value }, value });
const reader = {
  viewer: "U1",
  now: () => 0,
  personName: (id: string) => id,
  channelName: (id: string) => id,
  people: [{ id: "U1", name: "Alice" }],
  channels: [{ id: "C1", name: "managers" }],
};

describe("what an element holds", () => {
  it.each([
    [{ type: "static_select", initial_option: option("a") }, undefined, ["a"]],
    [{ type: "static_select", initial_option: option("a") }, { selected_option: option("b") }, ["b"]],
    [{ type: "static_select", initial_option: option("a") }, { selected_option: null }, []],
    [{ type: "checkboxes", initial_options: [option("a"), option("b")] }, undefined, ["a", "b"]],
    [{ type: "multi_users_select" }, { selected_users: ["U1", "U2"] }, ["U1", "U2"]],
    [{ type: "plain_text_input", initial_value: "x" }, { value: null }, []],
    [{ type: "datetimepicker", initial_date_time: 1_700_000_000 }, undefined, ["1700000000"]],
    [{ type: "button", value: "x" }, undefined, []],
  ])("%j with %j", (element, state, expected) => {
    expect(heldBy(element, state && { type: element.type, ...state })).toEqual(expected);
  });
});

describe("what a menu offers", () => {
  it("lists options under their groups' headings", () => {
    const label = { text: "Seniors" };
    expect(
      choicesOf({ type: "static_select", option_groups: [{ label, options: [option("a")] }] }, reader),
    ).toEqual([{ label: "Seniors", choices: [{ value: "a", text: "a" }] }]);
  });

  it("lists people and channels that the reader sees", () => {
    const valuesOf = (type: string) => choicesOf({ type }, reader)[0]?.choices.map(({ value }) => value);
    expect(valuesOf("multi_users_select")).toEqual(["U1"]);
    expect(valuesOf("channels_select")).toEqual(["C1"]);
    expect(valuesOf("conversations_select")).toEqual(["C1"]);
  });

  it("says what to choose in the app's words, else in its own", () => {
    expect(placeholderOf({ ...option("x"), type: "button" })).toBeUndefined();
    expect(placeholderOf({ type: "users_select" })).toBe("Select a person");
    const placeholder = { text: "Pick a rep" };
    expect(placeholderOf(Object.assign({ type: "users_select" }, { placeholder }))).toBe("Pick a rep");
  });
});

it("brings a moment to the browser's picker and back", () => {
  expect(secondsOf(localMinute("1700000040"))).toBe("1700000040");
  expect(localMinute("")).toBe("");
  expect(secondsOf("")).toBe("");
});

it("names a control by ids without blanks, whatever the app's own are", () => {
  const surface = { key: "m 1" } as Parameters<typeof idOf>[0]["surface"];
  expect(idOf({ surface, reader }, "block one", "action|two")).not.toMatch(/\s/);
});

it("says that a control is wrong only when it is", () => {
  expect(naming({ id: "x", label: "Rep", invalid: false })).toEqual({ id: "x", "aria-label": "Rep" });
  expect(naming({ id: "x", describedBy: "e", invalid: true })).toEqual({
    id: "x",
    "aria-describedby": "e",
    "aria-invalid": "true",
  });
});
