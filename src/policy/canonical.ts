import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** The RFC 8785 JSON of a validated document, and its SHA-256 as lower-case hex: the identity of a version. */
export function canonicalJson(document: unknown): { canonical: string; hash: string } {
  const canonical = canonicalize(document);
  if (canonical === undefined) throw new Error("a document without JSON form");
  return { canonical, hash: createHash("sha256").update(canonical, "utf8").digest("hex") };
}
