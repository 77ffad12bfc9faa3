import { describe, expect, it, test } from "vitest";
import { readYaml } from "../../src/policy/yamlFile.ts";
import { accepted, policyDocument, policyOf, refusals } from "./support.ts";

describe("a file that is no single plain YAML document", () => {
  test.each([
    ["nothing", "", "1:1: the file is empty; write at least the mandatory keys"],
    ["a key twice", "version: 1\nversion: 2\n", "2:1: the key 'version' is here twice; keep one of them"],
    [
      "a key twice in JSON",
      '{"version": 1,\n "version": 2}',
      "2:2: the key 'version' is here twice; keep one of them",
    ],
    ["a tab", "score:\n\tminimum: 1\n", "2:1: a tab is used to indent; indent with spaces"],
    [
      "two documents",
      "version: 1\n---\nversion: 2\n",
      "2:1: a second document begins here; keep one document a file",
    ],
    [
      "NUL",
      "version: 1\nname: a\0b\n",
      "2:8: the file holds a NUL or a broken character; save it as UTF-8 text",
    ],
    ["NUL, escaped", 'version: 1\nname: "a\\0b"\n', "2:7: name: holds a NUL or half a character; remove it"],
    [
      "half a character, escaped",
      'name: "\\ud800"\n',
      "1:7: name: holds a NUL or half a character; remove it",
    ],
    [
      "a tag",
      "name: !has(x)\n",
      "1:7: '!has(x)' is a YAML tag; put a text that begins with ! into quotes; tags are not used here",
    ],
    [
      "a colon in a text",
      "name: a: b\n",
      "1:7: two keys on one line, or a ': ' inside a text; break the line, or put the text into quotes",
    ],
    ["a reserved character", "name: @b\n", "1:7: a text cannot begin with '@' here; put it into quotes"],
    [
      "infinity",
      "version: .inf\n",
      "1:10: version: Infinity is not a number to count with; write a finite number",
    ],
    ["a list for a key", "? [a]\n: 1\n", "1:3: a key is not plain text; write keys as words, such as score"],
    [
      "an anchor inside itself",
      "name: &a [*a]\n",
      expect.stringMatching(/^1:10: name.*: is nested too deeply; keep it under 40 levels$/),
    ],
  ])("%s", (_name, text, line) => {
    const [first = ""] = refusals(text);
    expect(first.replace("policy.yml:", "")).toEqual(line);
  });

  it("aliases that unfold without end", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
    for (const [index, name] of [..."bcdefghij"].entries()) {
      const before = "abcdefghi"[index];
      bomb.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(", ")}]`);
    }
    const started = performance.now();
    expect(refusals(bomb.join("\n"))[0]).toContain(
      "the file holds too many values; use fewer aliases or shorter lists",
    );
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("nesting without end", () => {
    expect(refusals("[".repeat(30_000)).length).toBeGreaterThan(0);
    expect(refusals(`${"[".repeat(5_000)}${"]".repeat(5_000)}`)[0]).toContain("nested too deeply");
  });

  it("more than a megabyte", () => {
    expect(refusals(`name: ${"x".repeat(1024 * 1024)}`)[0]).toContain("the file is larger than 1 MiB");
  });
});

it("aliases within reason work", () => {
  const text = `version: 1
score: {}
tiers: [{ id: "1", when: "true" }]
route: {}
ladders: { offer: &steps [{ after: 1h, do: overdue }] }
lists: { a: &a [x], b: *a }
`;
  expect(accepted(text).lists.get("b")).toEqual(["x"]);
});

it("JSON is YAML, indented by tabs too", () => {
  expect(accepted(JSON.stringify(policyDocument(), null, "\t")).hash).toBe(policyOf().hash);
});

it("a byte order mark and Windows line ends are fine", () => {
  const text =
    "\ufeffversion: 1\r\nscore: {}\r\ntiers: [{ id: '1', when: 'true' }]\r\nroute: {}\r\nladders: {}\r\n";
  expect(accepted(text).tiers).toHaveLength(1);
  expect(refusals(`${text}nmae: x\r\n`)[0]).toContain("policy.yml:6:1: nmae");
});

it("points at a character inside a text, however it is written", () => {
  const at = (text: string, index: number) => {
    const read = readYaml(text, "x");
    if (!read.ok) throw new Error(read.problems[0]?.what);
    const { line, col } = read.file.problem(read.file.inText(["a"], index), ["a"], "", "");
    return `${line}:${col}`;
  };
  expect(at("a: xyz", 2)).toBe("1:6");
  expect(at("a: 'it''s z'", 5)).toBe("1:11");
  expect(at('a: "\\"\\u0041\\x42z"', 3)).toBe("1:17");
  expect(at("a: |\n  one\n  two z\n", 8)).toBe("3:7");
  expect(at("a: |\n  one\n    two z\n", 10)).toBe("3:9");
  expect(at("a: |\r\n  one\r\n    two z\r\n", 10)).toBe("3:9");
  expect(at("a: >\n  one\n  two z\n", 8)).toBe("1:4");
  expect(at("a: 'xyz'", 99)).toBe("1:8");
});
