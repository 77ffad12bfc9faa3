// Signatures (Ed25519) of the audit trail: what is signed, and whether a signature holds and by whose key.
import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { canonical } from "../../canonical.ts";
import type { Checkpoint } from "./ports.ts";

/** The key that signs, with its public half as SPKI PEM. */
export interface AuditKey {
  readonly privateKey: KeyObject;
  readonly publicPem: string;
}

/** What stands beside anything signed. */
interface Signed {
  /** Base64. */
  readonly signature: string;
  /** The public key, SPKI PEM. */
  readonly key: string;
}

export function signContent(content: unknown, key: AuditKey): Signed {
  const signature = sign(null, Buffer.from(canonical(content)), key.privateKey).toString("base64");
  return { signature, key: key.publicPem };
}

export function signCheckpoint(
  { size, root, at }: Pick<Checkpoint, "size" | "root" | "at">,
  key: AuditKey,
): Checkpoint {
  return { size, root, at, ...signContent({ size, root, at }, key) };
}

/** A public key as people compare it: `SHA256:` and the digest of its DER form in base64, as OpenSSH writes it. */
export function fingerprint(publicPem: string): string {
  const der = createPublicKey(publicPem).export({ type: "spki", format: "der" });
  return `SHA256:${createHash("sha256").update(der).digest("base64").replace(/=+$/, "")}`;
}

/** A key's PEM text in its one normal form; null when the text holds no Ed25519 key. */
export function publicPem(pem: string): string | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ed25519"
      ? key.export({ type: "spki", format: "pem" }).toString()
      : null;
  } catch {
    return null;
  }
}

/**
 * Checks signatures one after the other. With `trusted` keys (PEM, normal form) each must be by one of them; with
 * none given the first key seen is trusted, and all others must be by the same.
 */
export class SignatureCheck {
  readonly #trusted: readonly string[] | null;
  readonly #seen = new Set<string>();

  constructor(trusted: readonly string[] | null) {
    this.#trusted = trusted;
  }

  /** Fingerprints of the keys whose signatures held. */
  get signers(): string[] {
    return [...this.#seen].map(fingerprint);
  }

  checkpoint(checkpoint: Checkpoint): string | null {
    const { size, root, at } = checkpoint;
    return this.content({ size, root, at }, checkpoint);
  }

  /** What is wrong with the signature under `content`; null when it holds. */
  content(content: unknown, { signature, key }: Signed): string | null {
    if (publicPem(key) !== key) return "its key is not an Ed25519 public key in PEM form";
    const accepted = this.#trusted ?? (this.#seen.size > 0 ? [...this.#seen] : [key]);
    if (!accepted.includes(key)) {
      const keys = accepted.map(fingerprint).join(" or ");
      return `it is signed by ${fingerprint(key)}, not by ${keys}; if the key was changed on purpose, name every key with --key`;
    }
    const bytes = Buffer.from(signature, "base64");
    const holds =
      bytes.toString("base64") === signature && verify(null, Buffer.from(canonical(content)), key, bytes);
    if (!holds) return "its signature does not fit it";
    this.#seen.add(key);
    return null;
  }
}
