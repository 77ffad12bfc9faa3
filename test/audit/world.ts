// A few leads with a past, the three commands over them, and a folder for their files.
import { generateKeyPairSync } from "node:crypto";
import * as files from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditKey } from "../../src/app/audit/checkpoint.ts";
import type { AuditStore } from "../../src/app/audit/ports.ts";
import { createSealer } from "../../src/app/audit/seal.ts";
import { type AuditDeps, auditExport, auditProve, auditVerify } from "../../src/cli/audit.ts";
import { TurnedClock } from "../../src/clock.ts";
import type { EventBody } from "../../src/domain/events.ts";
import { MemoryAudit } from "./memoryAudit.ts";

export function newKey(): AuditKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { privateKey, publicPem: publicKey.export({ type: "spki", format: "pem" }).toString() };
}

export const leadA = `lead_${"a".repeat(32)}`;
export const leadB = `lead_${"b".repeat(32)}`;

const at = "2026-11-21T10:00:00.000Z";
export const received: EventBody = {
  type: "received",
  source: "wébsite 🦈",
  person: "5e".repeat(32),
  policy: { version: 1, hash: "ab".repeat(32) },
  lane: null,
  timer: { ladder: "buffer", steps: [{ do: "qualify", at }], next: 0 },
};
export const offered = (turn: number): EventBody => ({
  type: "offered",
  turn,
  rep: "U0ALICE",
  how: "share",
  considered: [
    { rep: "U0ALICE", out: null, credit: 0.5 },
    { rep: "U0BOB", out: "territory", credit: null },
  ],
  skipped: [],
});
export const accepted = (turn: number): EventBody => ({ type: "accepted", turn, rep: "U0ALICE" });

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function newFolder(): Promise<string> {
  return files.mkdtemp(join(tmpdir(), "baton-audit-"));
}

/** The commands as a person has them, over a store. `key: null`: no key is at hand. */
export function commands(
  audit: AuditStore,
  key: AuditKey | null,
  clock = new TurnedClock(Date.UTC(2026, 10, 21)),
) {
  async function run(command: (deps: AuditDeps) => Promise<number>): Promise<Answer> {
    let out = "";
    let err = "";
    const known = key && ({ ok: true, key } as const);
    const code = await command({
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      files,
      clock,
      audit: async () => audit,
      signingKey: async () => known ?? { ok: false, problem: "no key" },
      knownKey: async () => known,
    });
    return { code, out, err };
  }
  return {
    verify: (file?: string, more: { key?: string; json?: boolean } = {}) =>
      run((deps) => auditVerify({ file, json: false, ...more }, deps)),
    export: (file: string, json = false) => run((deps) => auditExport({ file, json }, deps)),
    prove: (event: string) => run((deps) => auditProve({ event }, deps)),
  };
}

/** Two leads, seven events, sealed in two steps. */
export async function sealedPast() {
  const audit = new MemoryAudit();
  const key = newKey();
  const clock = new TurnedClock(Date.UTC(2026, 10, 21, 12));
  const sealer = createSealer({ audit, key, clock });
  audit.commit(leadA, received);
  audit.commit(leadB, received, offered(1));
  await sealer.seal();
  clock.turn(60_000);
  audit.commit(leadA, offered(1), accepted(1));
  audit.commit(leadB, accepted(1));
  await sealer.seal();
  audit.commit(leadA, { type: "refused", attempt: "claim", by: "U0BOB", code: "accepted" });
  return { audit, key, clock, sealer, commands: commands(audit, key, clock) };
}

export async function exported() {
  const past = await sealedPast();
  const folder = await newFolder();
  const file = join(folder, "audit.jsonl");
  const answer = await past.commands.export(file);
  return { ...past, folder, file, answer, lines: (await files.readFile(file, "utf8")).split(/(?<=\n)/) };
}
