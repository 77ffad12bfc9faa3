import { describe, expect, test } from "vitest";
import { baton, newFolder } from "./support.ts";

const folder = newFolder();

describe("a wrong call", () => {
  test.each([
    [["polcy", "check"], /^unknown command 'polcy' \(Did you mean policy\?\)/],
    [
      ["policy", "pubish"],
      /^unknown command 'pubish' \(Did you mean publish\?\); see: npx baton policy --help/,
    ],
    [["lead", "show"], /^missing required argument 'id'; see: npx baton lead show --help/],
    [["lead", "show", "a", "b"], /^too many arguments/],
    [["migrate", "--jsn"], /^unknown option '--jsn' \(Did you mean --json\?\)/],
    [["doctor"], /^baton doctor: not available in this version/],
    [
      ["policy", "promote", "--json"],
      /^required option '--by <name>' not specified; see: npx baton policy promote --help/,
    ],
    [["policy", "diff", "policy.yml"], /^missing required argument 'b'; see: npx baton policy diff --help/],
    [["policy", "backtest"], /^missing required argument 'file'; see: npx baton policy backtest --help/],
    [
      ["policy", "rollback", "--by", "x"],
      /^required option '--note <text>' not specified; see: npx baton policy rollback --help/,
    ],
  ])("is one line and exit 2: %j", async (argv, line) => {
    const { code, out, err } = await baton(argv, { cwd: folder });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(line);
    expect(err).toMatch(/^[^\n]+\n$/);
  });
});
