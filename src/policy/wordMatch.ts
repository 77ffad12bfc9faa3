/** Matching of whole words and of domains, prepared once for a list and then applied to many texts. */

export type TextMatcher = (text: string) => boolean;

/**
 * Whether any of `words` stands in a text as a whole word, in any case. Letters, digits, marks and `_` of any script
 * make up words, so `vp` is in `VP, Sales` and not in `SVP`; a phrase matches across any white space.
 */
export function wordMatcher(words: Iterable<string>): TextMatcher {
  const alternatives = [...words]
    .map((word) => word.normalize("NFKC").trim())
    .filter((word) => word !== "")
    .map((word) => word.split(/\s+/u).map(escaped).join("\\s+"));
  if (alternatives.length === 0) return () => false;
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}_])(?:${alternatives.join("|")})(?![\\p{L}\\p{M}\\p{N}_])`,
    "iu",
  );
  return (text) => pattern.test(isAscii(text) ? text : text.normalize("NFKC"));
}

/**
 * Whether a domain is one of `patterns`: `rival.example` is that domain alone; `*.edu` is `edu` and everything
 * below it. Case and a closing dot don't matter, and an international name equals its punycode.
 */
export function domainMatcher(patterns: Iterable<string>): TextMatcher {
  const exact = new Set<string>();
  const suffixes = new Set<string>();
  for (const pattern of patterns) {
    const wild = pattern.trim().startsWith("*.");
    const domain = normalDomain(wild ? pattern.trim().slice(2) : pattern.trim());
    if (domain === "") continue;
    exact.add(domain);
    if (wild) suffixes.add(domain);
  }
  return (text) => {
    const domain = normalDomain(text);
    if (exact.has(domain)) return true;
    if (suffixes.size === 0) return false;
    for (let dot = domain.indexOf("."); dot >= 0; dot = domain.indexOf(".", dot + 1)) {
      if (suffixes.has(domain.slice(dot + 1))) return true;
    }
    return false;
  };
}

function normalDomain(text: string): string {
  const lower = text.trim().toLowerCase();
  const bare = lower.endsWith(".") ? lower.slice(0, -1) : lower;
  if (isAscii(bare)) return bare;
  return URL.parse(`http://${bare}`)?.hostname ?? bare;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
