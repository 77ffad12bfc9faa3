// npm run check: format, lint and import rules (Biome), types (TypeScript), dead code (knip), and what
// `sources.ts` asks: side by side, each with its output only when it has something to say.
import { execFile } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { promisify } from "node:util";
import { faultsOf } from "./sources.ts";

const run = promisify(execFile);

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

async function sourceFaults(): Promise<string> {
  const { stdout } = await run("git", ["ls-files", "*.ts", "*.tsx", "*.js"]);
  const files = stdout.split("\n").filter((file) => file !== "" && existsSync(file));
  return files
    .flatMap((file) => faultsOf(file, readFileSync(file, "utf8")))
    .map((fault) => `${fault}\n`)
    .join("");
}

const SCHEMA = "prisma/schema.prisma";
const CLIENT = "src/store/generated/client.ts";

/** After a pull that brought another schema, the types would be checked against the client of the old one. */
async function generateClient(): Promise<string> {
  if (existsSync(CLIENT) && statSync(CLIENT).mtimeMs >= statSync(SCHEMA).mtimeMs) return "";
  return tool("database client", "prisma", ["generate"]).work();
}

const checks: readonly Check[] = [
  tool("format, lint, imports", "biome", [
    "ci",
    "--colors=off",
    "--error-on-warnings",
    "--max-diagnostics=50",
  ]),
  tool("types", "tsc", ["-p", "."]),
  tool("types of the page", "tsc", ["-p", "tsconfig.page.json"]),
  tool("dead code", "knip", ["--no-progress"]),
  { name: "sources", work: sourceFaults },
];

const stale = await generateClient();
if (stale !== "") process.stdout.write(`FAILED  database client\n${stale}\n`);
const results = await Promise.all(checks.map(async ({ name, work }) => ({ name, said: await work() })));
for (const { name, said } of results) {
  process.stdout.write(said === "" ? `ok      ${name}\n` : `FAILED  ${name}\n${said}\n`);
}
process.exitCode = stale === "" && results.every(({ said }) => said === "") ? 0 : 1;
