import { expect, it } from "vitest";
import { previewOf } from "../../sim/page/text/preview.ts";

const reader = {
  viewer: "U0ALICE",
  now: () => Date.parse("2026-11-21T12:00:00Z"),
  personName: (id: string) => (id === "U0BOB" ? "Bob" : id),
  channelName: () => "managers",
  people: [],
  channels: [],
};

it.each([
  ["*Jane Doe*, <https://acme.example|Acme> :tada:", "Jane Doe, Acme 🎉"],
  ["<@U0BOB> in <#C1>: `x` &amp; y\n&gt; quoted", "@Bob in #managers: x & y quoted"],
  ["due <!date^1795255200^{ago}|then>", "due 2 hours ago"],
])("says %j on one line", (text, expected) => {
  expect(previewOf(text, reader)).toBe(expected);
});
