import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "../src/canonical.ts";

describe("canonical JSON", () => {
  it("of any JSON value is what the reference package writes", () => {
    const json = fc.jsonValue({ maxDepth: 5, stringUnit: "binary" });
    fc.assert(
      fc.property(json, (value) => {
        expect(canonical(value)).toBe(canonicalize(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it("sorts keys by UTF-16 code units, as RFC 8785 shows", () => {
    const keys = { "€": 1, "\r": 2, דּ: 3, "1": 4, "😀": 5, "\u0080": 6, ö: 7 };
    expect(Object.values(JSON.parse(canonical(keys)))).toEqual(
      Object.values(JSON.parse(canonicalize(keys) ?? "")),
    );
    expect(canonical(keys)).toBe(canonicalize(keys));
  });

  it("leaves out what is undefined, and keeps a key called __proto__", () => {
    expect(canonical({ b: undefined, a: [null] })).toBe('{"a":[null]}');
    expect(canonical(JSON.parse('{"__proto__":{"b":1},"a":2}'))).toBe('{"__proto__":{"b":1},"a":2}');
  });

  it("writes an instant as JSON does", () => {
    expect(canonical({ at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
  });

  it.each([
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ["\ud800"],
    [{ "\udc00": 1 }],
    [[undefined]],
    [undefined],
  ])("has none for %j", (value) => {
    expect(() => canonical(value)).toThrow(TypeError);
  });
});
