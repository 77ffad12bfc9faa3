/** Which statements PostgreSQL keeps prepared: the short ones whose text stays the same, parsed and planned once. */
import { createHash } from "node:crypto";

const LONGEST = 4_000;
const MOST = 300;

/** Prisma writes one placeholder a value in lists and in many rows: such a text is a new one with every length. */
const varies = /\bIN \(\$\d+,|\), ?\(\$\d+/i;

/**
 * A generator of prepared statements' names. An empty name means "not prepared". After 300 different statements the
 * rest stay unnamed, so that no text made at run time can fill the server's memory.
 */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST || sql.length > LONGEST || varies.test(sql) || !reads(sql)) return "";
    const name = createHash("sha256").update(sql).digest("base64url").slice(0, 24);
    names.set(sql, name);
    return name;
  };
}

/** BEGIN, COMMIT, DDL and VACUUM gain nothing from being prepared. */
function reads(sql: string): boolean {
  return /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(sql);
}
