/** Which addresses become links, and where they stand in a text. */

const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** The address as a link may carry it; undefined for what is none, or would do something other than open a page. */
export function safeUrl(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return SCHEMES.has(url.protocol) ? url.href : undefined;
}

export interface Stretch {
  readonly text: string;
  /** Set where the stretch is an address. */
  readonly url?: string;
}

// Direction marks end an address, so that none can be made to read as another.
const ADDRESS =
  /https?:\/\/[^\s<>"\p{Bidi_Control}]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/giu;
/** What ends a sentence and not an address. */
const TRAILING = /[.,;:!?'")\]}*_~`…]+$/u;

/** Cuts a text into addresses and what stands between them. Nothing is lost: the stretches make up the text. */
export function findAddresses(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(TRAILING, "");
    const url = safeUrl(/^https?:/i.test(address) ? address : `mailto:${address}`);
    if (url === undefined) continue;
    if (found.index > from) stretches.push({ text: text.slice(from, found.index) });
    stretches.push({ text: address, url });
    from = found.index + address.length;
  }
  if (from < text.length) stretches.push({ text: text.slice(from) });
  return stretches;
}
