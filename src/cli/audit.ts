// `baton audit verify | export | prove`: what they print, and the exit code of each answer: 0 whole or done, 1 broken
// or no such event, 2 could not run. What the database throws is left to whoever runs the command.
import type { AuditKey } from "../app/audit/checkpoint.ts";
import { writeExport } from "../app/audit/export.ts";
import { type AuditFiles, CannotRun, openFile, readText, writeWhole } from "../app/audit/files.ts";
import { type KeyResult, publicKeysIn } from "../app/audit/key.ts";
import type { AuditStore } from "../app/audit/ports.ts";
import { proveEvent } from "../app/audit/prove.ts";
import { createSealer } from "../app/audit/seal.ts";
import type { Broken, Verdict } from "../app/audit/verdict.ts";
import { verifyDatabase } from "../app/audit/verifyDatabase.ts";
import { verifyExport } from "../app/audit/verifyExport.ts";
import { LARGEST_PROOF, looksLikeProof, verifyProof } from "../app/audit/verifyProof.ts";
import type { Clock } from "../clock.ts";

export interface AuditDeps {
  /** Standard output and standard error; the text has its line breaks. */
  out(text: string): void;
  err(text: string): void;
  readonly files: AuditFiles;
  readonly clock: Clock;
  /** Called by the commands that need the database, once each: `verify FILE` needs none. */
  audit(): Promise<AuditStore>;
  /** The key that signs, made where there is none yet. */
  signingKey(): Promise<KeyResult>;
  /** The key that signs, where there is one already. */
  knownKey(): Promise<KeyResult | null>;
}

interface VerifyArgs {
  /** An export or a proof; without it the database is verified. */
  readonly file?: string | undefined;
  /** `--key`: a PEM file with the trusted public keys. */
  readonly key?: string | undefined;
  readonly json: boolean;
}

/** Exit 0 whole, 1 broken (the first broken event or line is named on standard error), 2 could not run. */
export function auditVerify(args: VerifyArgs, deps: AuditDeps): Promise<number> {
  return reportingProblems(deps, async () => {
    const trusted = args.key === undefined ? null : await trustedKeys(args.key, deps.files);
    const verdict =
      args.file === undefined
        ? await verifyStored(trusted, deps)
        : await verifyFile(args.file, trusted, deps.files);
    const { firstBroken, ...found } = verdict;
    if (args.json) deps.out(`${JSON.stringify(firstBroken ? { ...found, firstBroken } : found)}\n`);
    else if (verdict.ok) deps.out(whole(verdict));
    if (firstBroken) {
      deps.err(broken(firstBroken, args.file ?? "database"));
      return 1;
    }
    if (!verdict.keyTrusted && verdict.signedBy.length > 0) {
      const place = args.file === undefined ? "database" : "file";
      deps.err(`The key was taken from the ${place} itself; name the one you trust with --key FILE.\n`);
    }
    return 0;
  });
}

/** Exit 0 written, 1 the leaves are broken and nothing was written, 2 could not run. */
export function auditExport(
  { file, json }: { readonly file: string; readonly json: boolean },
  deps: AuditDeps,
): Promise<number> {
  return reportingProblems(deps, async () => {
    const { files, clock } = deps;
    const key = await keyToSignWith(deps);
    const audit = await deps.audit();
    const sealer = createSealer({ audit, key, clock });
    const outcome = await writeWhole(
      file,
      files,
      (write) => writeExport({ audit, sealer, key, clock }, write),
      (result) => result.kind === "written",
    );
    if (outcome.kind === "broken") return cannotSeal(outcome.what, deps);
    const { events, checkpoints, signedBy, missing } = outcome;
    if (json) deps.out(`${JSON.stringify({ file, events, checkpoints, signedBy, missing })}\n`);
    else {
      const amount = `${count(events, "event")} and ${count(checkpoints, "checkpoint")}`;
      deps.out(`Exported ${amount} to ${file}. Signed by ${signedBy}.\n`);
    }
    if (missing !== null) {
      deps.err(`${missing} was sealed and is missing from the database; run: baton audit verify\n`);
    }
    return 0;
  });
}

/** Prints the proof as JSON. Exit 0 proved, 1 no such event or broken, 2 could not run. */
export function auditProve({ event }: { readonly event: string }, deps: AuditDeps): Promise<number> {
  return reportingProblems(deps, async () => {
    if (!/^evt_[0-9a-f]{32}$/.test(event)) {
      throw new CannotRun(`${event}: not an event's id, which is evt_ and 32 hexadecimal digits`);
    }
    const key = await keyToSignWith(deps);
    const audit = await deps.audit();
    const outcome = await proveEvent(
      { audit, sealer: createSealer({ audit, key, clock: deps.clock }) },
      event,
    );
    if (outcome.kind === "broken") return cannotSeal(outcome.what, deps);
    if (outcome.kind === "unknown") {
      deps.err(`${event}: no such event is on record; baton lead show ID lists a lead's events\n`);
      return 1;
    }
    deps.out(`${JSON.stringify(outcome.proof, null, 2)}\n`);
    return 0;
  });
}

async function verifyFile(
  path: string,
  trusted: readonly string[] | null,
  files: AuditFiles,
): Promise<Verdict> {
  await using file = await openFile(path, files);
  if (file.size <= LARGEST_PROOF) {
    const text = await readText(path, files);
    if (text !== null && looksLikeProof(text)) return verifyProof(text, trusted);
  }
  return await verifyExport(() => file.read(), trusted);
}

/** Without `--key` the database is held against the key that Baton itself signs with, where that is at hand. */
async function verifyStored(named: readonly string[] | null, deps: AuditDeps): Promise<Verdict> {
  if (named !== null) return verifyDatabase(await deps.audit(), named);
  const own = await deps.knownKey();
  if (own !== null && !own.ok) throw new CannotRun(own.problem);
  return verifyDatabase(await deps.audit(), own === null ? null : [own.key.publicPem]);
}

async function trustedKeys(path: string, files: AuditFiles): Promise<string[]> {
  const keys = publicKeysIn((await readText(path, files)) ?? "");
  if (keys.length === 0) {
    throw new CannotRun(
      `${path}: no Ed25519 public key in PEM form; get it with: openssl pkey -in KEY -pubout`,
    );
  }
  return keys;
}

async function keyToSignWith(deps: AuditDeps): Promise<AuditKey> {
  const result = await deps.signingKey();
  if (!result.ok) throw new CannotRun(result.problem);
  if (result.warning !== undefined) deps.err(`${result.warning}\n`);
  return result.key;
}

async function reportingProblems(deps: AuditDeps, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    deps.err(`${error.message}\n`);
    return 2;
  }
}

function cannotSeal(what: string, deps: AuditDeps): number {
  deps.err(
    `Broken: ${what}. The audit trail in the database was changed; nothing was signed. Run: baton audit verify\n`,
  );
  return 1;
}

function whole({ events, leads, checkpoints, unsealed, signedBy }: Verdict): string {
  const amount = `${count(events, "event")} of ${count(leads, "lead")}, ${count(checkpoints, "checkpoint")}`;
  const waiting = unsealed > 0 ? ` ${count(unsealed, "event")} not sealed yet.` : "";
  const signed = signedBy.length > 0 ? ` Signed by ${signedBy.join(" and ")}.` : "";
  return `Whole: ${amount}.${waiting}${signed}\n`;
}

function broken({ what, line, eventId }: Broken, place: string): string {
  const where = line === undefined ? place : `${place}:${line}`;
  const event = eventId === undefined ? "" : ` event ${eventId}:`;
  return `Broken: ${where}:${event} ${what}. Compare with an earlier export or a backup.\n`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
