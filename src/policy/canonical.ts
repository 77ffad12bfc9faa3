import { hash } from "node:crypto";
import { canonical } from "../canonical.ts";

/** The RFC 8785 JSON of a validated document, and its SHA-256 as lower-case hex: the identity of a version. */
export function canonicalJson(document: unknown): { canonical: string; hash: string } {
  const text = canonical(document);
  return { canonical: text, hash: hash("sha256", text, "hex") };
}
