import { expect, test } from "vitest";
import { statementNames } from "../../../src/store/database/statementNames.ts";

const name = statementNames();

test("a statement keeps its name, and no two share one", () => {
  const lead = 'SELECT "id" FROM "Lead" WHERE "id" = $1';
  expect(name({ sql: lead })).toMatch(/^[\w-]{24}$/);
  expect(name({ sql: lead })).toBe(name({ sql: lead }));
  expect(name({ sql: lead })).not.toBe(name({ sql: `${lead} FOR UPDATE` }));
});

test.each([
  ["a list, whose length changes the text", 'SELECT 1 FROM "Lead" WHERE "id" IN ($1,$2)'],
  ["many rows, whose number changes the text", 'INSERT INTO "Lead" ("id") VALUES ($1), ($2)'],
  ["a long text", `SELECT '${"x".repeat(5_000)}'`],
  ["what is not planned", "BEGIN"],
])("%s is not prepared", (_, sql) => {
  expect(name({ sql })).toBe("");
});

test("texts made at run time cannot fill the server with names", () => {
  const names = Array.from({ length: 1_000 }, (_, n) => name({ sql: `SELECT ${n}` }));
  expect(new Set(names).size).toBeLessThan(350);
});
