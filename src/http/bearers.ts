// Who is asking: the source or the admin that a bearer token stands for.
import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import type { IntakeToken } from "../intake/tokens.ts";
import { answerProblem, problem } from "./problems.ts";

export type Bearer = { readonly kind: "source"; readonly source: string } | { readonly kind: "admin" };

export class Bearers {
  readonly #known: readonly { readonly digest: Buffer; readonly bearer: Bearer }[];
  readonly hasAdmin: boolean;

  constructor(tokens: { readonly intake: readonly IntakeToken[]; readonly admin: string | null }) {
    this.hasAdmin = tokens.admin !== null;
    this.#known = [
      ...tokens.intake.map(({ source, token }) => ({
        digest: sha256(token),
        bearer: { kind: "source", source } as const,
      })),
      ...(tokens.admin === null
        ? []
        : [{ digest: sha256(tokens.admin), bearer: { kind: "admin" } as const }]),
    ];
  }

  /**
   * The owner of the token in an `Authorization: Bearer` header, or null. Every known token is compared, each in
   * constant time: how long it takes says nothing about how near a guess was.
   */
  of(c: Context): Bearer | null {
    const presented = /^Bearer +([^\s]+) *$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const digest = sha256(presented ?? "");
    let owner: Bearer | null = null;
    for (const known of this.#known) {
      if (timingSafeEqual(known.digest, digest)) owner = known.bearer;
    }
    return presented === undefined ? null : owner;
  }
}

/** 401, saying how to do better. */
export function answerUnauthorized(c: Context): Response {
  const given = c.req.header("authorization") !== undefined;
  const detail = given ? "the token is not known here" : "send the token as Authorization: Bearer TOKEN";
  return answerProblem(c, problem("unauthorized", detail), {
    "WWW-Authenticate": given ? 'Bearer realm="baton", error="invalid_token"' : 'Bearer realm="baton"',
  });
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
