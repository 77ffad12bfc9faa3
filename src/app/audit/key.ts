// Where the key that signs checkpoints comes from: BATON_AUDIT_KEY, or a file in the data folder.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type fs from "node:fs/promises";
import { join, resolve } from "node:path";
import { type AuditKey, publicPem } from "./checkpoint.ts";

/** The part of node:fs/promises that is needed. */
type KeyFiles = Pick<typeof fs, "readFile" | "open" | "link" | "rm" | "mkdir" | "mkdtemp">;

interface KeyPlace {
  /** BATON_AUDIT_KEY: PEM text (line breaks may be written `\n`), or the path of a PEM file; null: not set. */
  readonly configured: string | null;
  /** BATON_DATA_DIR: a folder, or `memory`. */
  readonly dataDir: string;
}

export type KeyResult =
  | { readonly ok: true; readonly key: AuditKey; readonly warning?: string }
  | { readonly ok: false; readonly problem: string };

const FILE = "audit-key.pem";
const MAKE_ONE = "make one with: openssl genpkey -algorithm ed25519";

/**
 * The key, made on the first call where none is configured: in the data folder, readable by its owner alone. Of two
 * processes that start at once both get the same key. Without a folder the key lasts as long as the process.
 */
export async function openAuditKey(place: KeyPlace, files: KeyFiles): Promise<KeyResult> {
  const found = await findAuditKey(place, files);
  if (found) return found;
  if (place.dataDir === "memory") {
    return {
      ok: true,
      key: asKey(generateKeyPairSync("ed25519").privateKey),
      warning:
        "BATON_AUDIT_KEY is not set and nothing is kept on disk: checkpoints are signed by a key that ends with this process",
    };
  }
  const path = keyFile(place.dataDir);
  try {
    await createKeyFile(place.dataDir, path, files);
  } catch (error) {
    return {
      ok: false,
      problem: `${path}: cannot create the audit key (${reason(error)}); set BATON_AUDIT_KEY or make the folder writable`,
    };
  }
  const made = await readKey(path, path, files);
  return made === "absent" ? unreadable(path, "ENOENT") : made;
}

/** The key where there is one already; null where it would have to be made. */
export async function findAuditKey(place: KeyPlace, files: KeyFiles): Promise<KeyResult | null> {
  const { configured, dataDir } = place;
  if (configured?.includes("-----BEGIN"))
    return parseKey(configured.replaceAll("\\n", "\n"), "BATON_AUDIT_KEY");
  if (configured) {
    const given = await readKey(resolve(configured), `BATON_AUDIT_KEY: ${configured}`, files);
    // What is no path may be a key without its frame: it is not repeated.
    return given === "absent"
      ? unreadable("BATON_AUDIT_KEY", "no such file; give PEM text or the path of a PEM file")
      : given;
  }
  if (dataDir === "memory") return null;
  const path = keyFile(dataDir);
  const kept = await readKey(path, path, files);
  return kept === "absent" ? null : kept;
}

/** Every public key in a PEM text, in normal form; a private key stands for its public half. Empty when there is none. */
export function publicKeysIn(text: string): string[] {
  const blocks = text.match(/-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----/g) ?? [];
  const keys = blocks.map(publicPem);
  return keys.every((key) => key !== null) ? keys : [];
}

function keyFile(dataDir: string): string {
  return join(resolve(dataDir), FILE);
}

async function readKey(path: string, name: string, files: KeyFiles): Promise<KeyResult | "absent"> {
  try {
    return parseKey(await files.readFile(path, "utf8"), name);
  } catch (error) {
    const absent = code(error) === "ENOENT" || code(error) === "ENAMETOOLONG";
    return absent ? "absent" : unreadable(name, reason(error));
  }
}

function unreadable(name: string, why: string): KeyResult {
  return { ok: false, problem: `${name}: cannot read the audit key (${why})` };
}

function parseKey(pem: string, name: string): KeyResult {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    return { ok: false, problem: `${name}: not an unencrypted private key in PEM form; ${MAKE_ONE}` };
  }
  if (privateKey.asymmetricKeyType !== "ed25519") {
    return {
      ok: false,
      problem: `${name}: a key of type ${privateKey.asymmetricKeyType}, not Ed25519; ${MAKE_ONE}`,
    };
  }
  return { ok: true, key: asKey(privateKey) };
}

function asKey(privateKey: KeyObject): AuditKey {
  return {
    privateKey,
    publicPem: createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString(),
  };
}

/** Written whole elsewhere and then linked: the name either does not exist or has a complete key, the first one's. */
async function createKeyFile(dataDir: string, path: string, files: KeyFiles): Promise<void> {
  await files.mkdir(dataDir, { recursive: true });
  const folder = await files.mkdtemp(join(resolve(dataDir), ".audit-key-"));
  try {
    const draft = join(folder, FILE);
    const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
    await using file = await files.open(draft, "wx", 0o600);
    await file.writeFile(pem);
    await file.sync();
    await files.link(draft, path);
    await using directory = await files.open(resolve(dataDir), "r");
    await directory.sync();
  } catch (error) {
    if (code(error) !== "EEXIST") throw error;
  } finally {
    await files.rm(folder, { recursive: true, force: true });
  }
}

function code(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function reason(error: unknown): string {
  return code(error) ?? String(error);
}
