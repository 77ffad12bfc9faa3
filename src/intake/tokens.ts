// BATON_INTAKE_TOKENS: who may post leads, and as which source.

export interface IntakeToken {
  readonly source: string;
  readonly token: string;
}

export type IntakeTokens =
  | { readonly ok: true; readonly tokens: readonly IntakeToken[] }
  /** What is wrong, by the number of the pair: a token is never quoted. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Source ids as `policy.yml` and the import know them. */
export const sourceId = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;
/** What fits after `Authorization: Bearer` as it is. */
const bearer = /^[\x21-\x2b\x2d-\x7e]{1,500}$/;

/**
 * Reads `source:token` pairs, comma separated. A token may hold a colon; a source may have several tokens, so that one
 * can be replaced without a gap; a token belongs to one source.
 */
export function parseIntakeTokens(text: string): IntakeTokens {
  const problems: string[] = [];
  const tokens: IntakeToken[] = [];
  for (const [index, part] of text.split(",").entries()) {
    const pair = readPair(part.trim());
    if (typeof pair === "string") {
      problems.push(`pair ${index + 1} ${pair}`);
      continue;
    }
    const same = tokens.findIndex(({ token }) => token === pair.token);
    if (same >= 0) {
      const whose =
        tokens[same]?.source === pair.source ? "is there twice" : "has the token of another source";
      problems.push(`pair ${index + 1} ${whose}; give each pair a token of its own`);
    }
    tokens.push(pair);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, tokens };
}

function readPair(pair: string): IntakeToken | string {
  if (pair === "") return "is empty; remove the comma";
  const colon = pair.indexOf(":");
  if (colon < 0) return "has no colon; write source:token, comma separated";
  const [source, token] = [pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()];
  if (source === "") return "has no source before the colon; write source:token";
  if (!sourceId.test(source)) return "has a source that is no id; use letters, digits, '-', '_' and '.'";
  if (token === "") return "has no token after the colon; write source:token";
  return bearer.test(token) ? { source, token } : "has a token with a space or a character that is not ASCII";
}
