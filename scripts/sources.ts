// What `npm run check` asks of source files besides what its tools do.

const LONGEST_FILE = 300;

/** Time, randomness and the environment come in as arguments; these three files are where they come from. */
const SOURCES = new Set(["src/clock.ts", "src/ids.ts", "src/config.ts"]);
const AMBIENT = /\b(Date\.now|Math\.random|process\.env)\b|\bnew Date\(\s*\)/;

/** What is wrong with a file of this path and content, a line each. */
export function faultsOf(file: string, text: string): string[] {
  const lines = text.split("\n");
  const faults: string[] = [];
  const count = lines.length - (lines.at(-1) === "" ? 1 : 0);
  if (count > LONGEST_FILE) faults.push(`${file}: ${count} lines; more than ${LONGEST_FILE} are two ideas`);
  const pure = file.startsWith("src/") || file.startsWith("blocks/");
  if (!pure || SOURCES.has(file)) return faults;
  for (const [index, line] of lines.entries()) {
    const found = AMBIENT.exec(line.replace(/\/\/.*$|^\s*\*.*$/, ""));
    if (found) faults.push(`${file}:${index + 1}: ${found[0]} is for clock.ts, ids.ts and config.ts`);
  }
  return faults;
}
