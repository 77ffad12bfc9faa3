import { expect, test } from "vitest";
import { remarkOn } from "../../src/cli/importSource.ts";

test("a source that the policy or a token names is not remarked on", () => {
  expect(remarkOn("acme", { policy: ["acme"], tokens: ["website"] })).toBeNull();
  expect(remarkOn("website", { policy: ["acme"], tokens: ["website"] })).toBeNull();
});

test("where no source is named anywhere, none is remarked on", () => {
  expect(remarkOn("website", { policy: [], tokens: null })).toBeNull();
});

test("a source that is named nowhere is, with the nearest where one is near", () => {
  expect(remarkOn("acne", { policy: ["acme"], tokens: ["website"] })).toBe(
    'Source "acne" is named neither in the policy nor in BATON_INTAKE_TOKENS; external ids are per source. Did you mean "acme"?',
  );
  expect(remarkOn("trade-fair", { policy: ["acme"], tokens: null })).toBe(
    'Source "trade-fair" is not named in the policy; external ids are per source.',
  );
});
