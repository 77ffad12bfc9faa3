// Command lines, as a person types them: in this process against a given database, or as a process of their own.
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll } from "vitest";
import type { AuditKey } from "../../src/app/audit/checkpoint.ts";
import { receiveLeads } from "../../src/app/receiveLeads.ts";
import type { Host } from "../../src/cli/host.ts";
import { localHost } from "../../src/cli/localHost.ts";
import { runCommand } from "../../src/cli/run.ts";
import type { Environment } from "../../src/config.ts";
import type { Services } from "../../src/services.ts";

export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const BIN = join(import.meta.dirname, "../../bin/baton.js");

/** A folder that is gone after the test file. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "baton-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** As a process, with this environment and nothing else of the test's own. */
export async function baton(
  argv: readonly string[],
  { env = {}, cwd, node = process.execPath }: { env?: Record<string, string>; cwd: string; node?: string },
): Promise<Answer> {
  const child = spawn(node, [BIN, ...argv], {
    cwd,
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise<number | null>((ended) => child.on("close", ended));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, out, err };
}

export function newAuditKey(): AuditKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { privateKey, publicPem: publicKey.export({ type: "spki", format: "pem" }).toString() };
}

/** In this process, on this database, in this folder. */
export async function run(
  argv: readonly string[],
  services: Services,
  cwd: string,
  { terminal = false } = {},
): Promise<Answer> {
  const key = { ok: true, key: newAuditKey() } as const;
  const host: Host = {
    config: () => ({ policyFile: "policy.yml" }),
    services: async () => services,
    teamFile: () => null,
    intakeSources: () => ["website", "crm"],
    receive: async () =>
      receiveLeads({ ...services, stepsDue: () => {}, enrichmentDue: () => {}, recorded: () => {} }),
    signingKey: async () => key,
    knownKey: async () => key,
    debug: false,
  };
  return runOn(argv, cwd, host, terminal);
}

/** In this process, in this folder, with this environment and no database. */
export async function runOffline(
  argv: readonly string[],
  cwd: string,
  environment: Environment = {},
): Promise<Answer> {
  await using host = localHost({ ok: true, config: environment });
  return runOn(argv, cwd, host);
}

async function runOn(argv: readonly string[], cwd: string, host: Host, terminal = false): Promise<Answer> {
  let out = "";
  let err = "";
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    cwd,
    terminal,
  };
  const code = await runCommand(argv, io, host);
  return { code, out, err };
}
