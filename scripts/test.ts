// npm test: the checks, then every test, and a last line that says how many passed and failed. A failed check counts
// as one failed test, so that the line never says all is well when it is not.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium, HOW_TO_GET_ONE } from "./chromium.ts";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly success: boolean;
}

function passes(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "inherit" }).status === 0;
}

/** Vitest's own count; null when it ended without writing one. */
function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

const folder = mkdtempSync(join(tmpdir(), "baton-test-"));
const file = join(folder, "report.json");
const checked = passes(process.execPath, ["scripts/check.ts"]);
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
const tested = passes("node_modules/.bin/vitest", ["run", ...reporters, ...process.argv.slice(2)]);
const report = readReport(file);
rmSync(folder, { recursive: true, force: true });

const passed = (report?.numPassedTests ?? 0) + (checked ? 1 : 0);
// A run that failed without a failed test (a file that does not load, an error between tests) is a failure too.
const broken = !tested && (report?.numFailedTests ?? 0) === 0 ? 1 : 0;
const failed = (report?.numFailedTests ?? 0) + (checked ? 0 : 1) + broken;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
if (findChromium() === null) process.stdout.write(`The tests in a browser were skipped. ${HOW_TO_GET_ONE}\n`);
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
process.exitCode = failed === 0 ? 0 : 1;
