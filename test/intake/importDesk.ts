// A desk for imports: a terminal, a folder of its own for each case, and a store that remembers what it took.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach } from "vitest";
import type { ExceptionEntry } from "../../src/app/ports.ts";
import { type ImportArgs, runImport } from "../../src/cli/import.ts";
import { TurnedClock } from "../../src/clock.ts";
import type { Receive } from "../../src/intake/receive.ts";
import { memoryReceive } from "../http/desk.ts";

const root = mkdtempSync(join(tmpdir(), "baton-import-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(root, "case-"));
});

/** A terminal and a store that stay the same over several imports. */
export function desk(overrides: { receive?: Receive; terminal?: boolean } = {}) {
  const { receive, leads } = memoryReceive();
  const kept: ExceptionEntry[] = [];
  /** What the latest run printed, also when it threw. */
  const printed = { out: [] as string[], err: [] as string[] };
  const run = async (args: Partial<ImportArgs>) => {
    printed.out.length = 0;
    printed.err.length = 0;
    const code = await runImport(
      { file: "leads.csv", source: "list", dryRun: false, json: true, ...args },
      {
        io: {
          out: (text) => void printed.out.push(text),
          err: (text) => void printed.err.push(text),
          cwd: folder,
          terminal: overrides.terminal ?? false,
        },
        receive: overrides.receive ?? receive,
        keepExceptions: async (entries) => void kept.push(...entries),
        clock: new TurnedClock(0),
      },
    );
    const [out, err] = [printed.out.join(""), printed.err.join("")];
    return { code, out, err, summary: out.startsWith("{") ? JSON.parse(out) : null };
  };
  return {
    run,
    printed,
    leads: () => [...leads.values()].map(({ externalId, submission }) => ({ externalId, ...submission })),
    kept,
  };
}

export function file(name: string, content: string | Uint8Array) {
  writeFileSync(join(folder, name), content);
}

export const written = (name: string) => readFileSync(join(folder, name), "utf8");
