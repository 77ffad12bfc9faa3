import { describe, expect, test } from "vitest";
import { desk, file } from "./importDesk.ts";

describe("a CSV that cannot be imported", () => {
  test.each([
    ["an empty file", "", "leads.csv: the file is empty; it needs a header and rows"],
    [
      "another separator",
      "externalId;email\n1;a@b.example",
      "leads.csv:1: the header is one column; separate columns by commas",
    ],
    [
      "a misspelt column",
      "externalId,emial,email\n",
      "leads.csv:1: the column 'emial' is no field of a lead; did you mean 'email'?",
    ],
    [
      "a column of its own",
      "externalId,email,Lieblingsfarbe\n",
      "leads.csv:1: the column 'Lieblingsfarbe' is no field of a lead; call it extra.Lieblingsfarbe or use --map",
    ],
    [
      "no address",
      "externalId\n1\n",
      "leads.csv:1: nothing gives email or phone; name a column for one of them",
    ],
    [
      "a column twice",
      "externalId,email,email\n",
      "leads.csv:1: the column 'email' is there twice; rename one of them",
    ],
    [
      "an open quote",
      'externalId,email\n1,a@b.example\n2,"b@b.example\n3,c@b.example\n',
      "leads.csv:3: a quote is opened here and never closed; close it",
    ],
    [
      "another encoding",
      Buffer.from("externalId,email,firstName\n1,a@b.example,J\xf6rg\n", "latin1"),
      "leads.csv: is not UTF-8; save it as CSV UTF-8",
    ],
  ])("%s is said in a line, and nothing is written", async (_, content, problem) => {
    file("leads.csv", content);
    const { run, leads } = desk();
    const { code, err } = await run({});
    expect([code, err]).toEqual([2, `${problem}\n`]);
    expect(leads()).toEqual([]);
  });

  test("a file that is not there, a folder, and a source that is no id are said in a line", async () => {
    const { run } = desk();
    expect(await run({})).toMatchObject({ code: 2, err: "leads.csv: there is no such file\n" });
    expect(await run({ file: "." })).toMatchObject({ code: 2, err: ".: is a folder; name a CSV file\n" });
    expect(await run({ source: "a b" })).toMatchObject({
      code: 2,
      err: "--source: is no id; use letters, digits, '-', '_' and '.'\n",
    });
  });

  test("only a header is nothing to import", async () => {
    file("leads.csv", "externalId,email\n");
    expect((await desk().run({})).summary).toMatchObject({ rows: 0, created: 0 });
  });
});
