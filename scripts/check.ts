// npm run check: format, lint and import rules (Biome), types (TypeScript), dead code (knip), file lengths: side by
// side, each with its output only when it has something to say.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);
const LONGEST_FILE = 300;

interface Check {
  readonly name: string;
  readonly work: () => Promise<string>;
}

/** Runs a tool of `node_modules/.bin`; what it printed when it failed, nothing when it passed. */
function tool(name: string, command: string, args: readonly string[]): Check {
  const work = async () => {
    try {
      await run(`node_modules/.bin/${command}`, [...args], { maxBuffer: 64 << 20 });
      return "";
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
      return `${stdout}${stderr}` || String(error);
    }
  };
  return { name, work };
}

async function longFiles(): Promise<string> {
  const { stdout } = await run("git", ["ls-files", "*.ts", "*.js"]);
  return stdout
    .split("\n")
    .filter((file) => file !== "" && !file.includes("/generated/"))
    .map((file) => ({ file, lines: readFileSync(file, "utf8").split("\n").length - 1 }))
    .filter(({ lines }) => lines > LONGEST_FILE)
    .map(({ file, lines }) => `${file}: ${lines} lines; more than ${LONGEST_FILE} are two ideas\n`)
    .join("");
}

const checks: readonly Check[] = [
  tool("format, lint, imports", "biome", [
    "ci",
    "--colors=off",
    "--error-on-warnings",
    "--max-diagnostics=50",
  ]),
  tool("types", "tsc", ["-p", "."]),
  tool("dead code", "knip", ["--no-progress"]),
  { name: "file lengths", work: longFiles },
];

const results = await Promise.all(checks.map(async ({ name, work }) => ({ name, said: await work() })));
for (const { name, said } of results) {
  process.stdout.write(said === "" ? `ok      ${name}\n` : `FAILED  ${name}\n${said}\n`);
}
process.exitCode = results.every(({ said }) => said === "") ? 0 : 1;
