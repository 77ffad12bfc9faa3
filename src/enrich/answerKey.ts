// Under which key an answer is kept: a hash of whom was asked what. It gives nothing away, and another definition of the
// provider has other keys, so that nobody is served an answer of another shape.
import { createHash } from "node:crypto";
import type { HttpProvider } from "../policy/types.ts";

/** Counted up when values are normalised in another way. */
const FORMAT = 1;

export function answerKey({ id, url, map }: HttpProvider, address: URL): string {
  const definition = JSON.stringify([FORMAT, id, url, [...map].sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash("sha256").update(`${definition}\n${address.href}`).digest("hex");
}
