// `baton audit …`: proof that holds without trusting the server.
import fs from "node:fs/promises";
import type { Command } from "commander";
import { systemClock } from "../clock.ts";
import { type AuditDeps, auditExport, auditProve, auditVerify } from "./audit.ts";
import { pathFrom } from "./files.ts";
import type { Host } from "./host.ts";
import type { ExitCode, Io } from "./io.ts";
import { type Json, json } from "./options.ts";
import type { Context } from "./run.ts";

export function addAudit(program: Command, { io, host, action }: Context): void {
  const audit = program.command("audit").description("verify, export and prove the audit trail");
  audit
    .command("verify")
    .argument("[file]", "an export or a proof; the database when left out")
    .description("say whether the audit trail is whole; a file is verified without database or environment")
    .option("--key <file>", "the public keys you trust, in PEM form")
    .addOption(json())
    .action(
      action(async (file: string | undefined, { key, json }: Json & { readonly key?: string }) => {
        const deps = file === undefined ? await withDatabase(io, host) : offline(io, host);
        const args = { file: file && pathFrom(io, file), key: key && pathFrom(io, key), json: json === true };
        return exitCode(await auditVerify(args, deps));
      }),
    );
  audit
    .command("export")
    .argument("<file>", "where to; a file of that name is replaced")
    .description("seal a checkpoint and write every event, one a line, with the signed checkpoints")
    .addOption(json())
    .action(
      action(async (file: string, { json }: Json) =>
        exitCode(
          await auditExport({ file: pathFrom(io, file), json: json === true }, await withDatabase(io, host)),
        ),
      ),
    );
  audit
    .command("prove")
    .argument("<event>", "the event's id, evt_ and 32 hexadecimal digits")
    .description("print the proof, as JSON, that an event is in the audit trail")
    .addOption(json())
    .addHelpText(
      "after",
      "\nExample:\n  npx baton audit prove evt_… > proof.json && npx baton audit verify proof.json",
    )
    .action(
      action(async (event: string) =>
        exitCode(await auditProve({ event: event.trim() }, await withDatabase(io, host))),
      ),
    );
}

/** Opens the database first: whether the command can run here is known before it writes anything. */
async function withDatabase(io: Io, host: Host): Promise<AuditDeps> {
  const { audit, clock } = await host.services();
  return { ...offline(io, host), clock, audit: async () => audit };
}

function offline(io: Io, host: Host): AuditDeps {
  return {
    out: io.out,
    err: io.err,
    files: fs,
    clock: systemClock,
    audit: async () => (await host.services()).audit,
    signingKey: host.signingKey,
    knownKey: host.knownKey,
  };
}

function exitCode(code: number): ExitCode {
  return code === 0 || code === 1 ? code : 2;
}
