// The one place through which text reaches Slack. What comes from outside (names, titles, messages, labels, notes) is
// cleaned, escaped and cut here; a template can only be built with `md`, which does so to everything put into it.
import { LIMITS } from "./limits.ts";

const markup: unique symbol = Symbol("mrkdwn");

/** Slack markup known to be well-formed. Only this file makes it: a plain string is always taken for outside text. */
export interface Mrkdwn {
  readonly [markup]: string;
}

function trusted(text: string): Mrkdwn {
  return { [markup]: text };
}

export const NOTHING: Mrkdwn = trusted("");

/**
 * Builds markup: the template's own characters are kept, strings put into it come from outside and are cleaned and
 * escaped, and markup put into it stays markup. Newlines can only come from the template.
 */
export function md(template: TemplateStringsArray, ...values: readonly (Mrkdwn | string | number)[]): Mrkdwn {
  const parts = template.map((literal, index) => {
    const value = values[index];
    if (value === undefined) return literal;
    return literal + (typeof value === "object" ? value[markup] : escaped(clean(String(value))));
  });
  return trusted(parts.join(""));
}

/** Outside text of at most `max` code units as sent, escapes counted, ending in an ellipsis where it was cut. */
export function clip(text: string, max: number): Mrkdwn {
  // Escaping only lengthens, so what is past `max` cannot be shown; cutting first bounds the work on a huge message.
  return trusted(cut(escaped(clean(text.slice(0, 4 * max))), max));
}

export function joined(parts: readonly Mrkdwn[], separator: string): Mrkdwn {
  const kept = parts.map((part) => part[markup]).filter((text) => text !== "");
  return trusted(kept.join(separator));
}

export function lines(...parts: readonly Mrkdwn[]): Mrkdwn {
  return joined(parts, "\n");
}

export function isEmpty(text: Mrkdwn): boolean {
  return text[markup] === "";
}

/** A person in Slack, as `<@U…>`; an id that is none is shown as text. */
export function mention(id: string): Mrkdwn {
  return /^[A-Z0-9]{2,32}$/.test(id) ? trusted(`<@${id}>`) : md`${id}`;
}

/** An instant in the reader's own time zone. `format` in Slack's tokens; `fallback` for clients that know none. */
export function dateToken(unixSeconds: number, format: string, fallback: string): Mrkdwn {
  const safe = (text: string) => text.replace(/[<>|^&]/g, "");
  return trusted(`<!date^${Math.trunc(unixSeconds)}^${safe(format)}|${safe(fallback)}>`);
}

/** The markup as Slack gets it, at most `max` code units; entities, links and characters are never cut in two. */
export function rendered(text: Mrkdwn, max: number = LIMITS.section): string {
  return cut(text[markup], max);
}

/** What has been rendered, in fewer code units. */
export function recut(
  { type, text }: { readonly type: "mrkdwn" | "plain_text"; readonly text: string },
  max: number,
): string {
  return cutUnits(text, max, type === "mrkdwn" ? markupUnits : graphemes);
}

/** What has been rendered, for a slot that shows no markup, such as the error at a field: a date by its fallback. */
export function unmarked(text: string): string {
  return text
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replace(/[*`]/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** Outside text for a `plain_text` slot, where nothing is markup: cleaned and cut, but not escaped. */
export function plain(text: string, max: number): string {
  return cutUnits(clean(text.slice(0, 4 * max)), max, graphemes);
}

// -------------------------------------------------------------------------------------------------- cleaning

// Controls, line separators, direction overrides, invisible fillers and tags; what joins letters and emoji may stay.
const UNSEEN =
  /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\u200c\u200d\p{Variation_Selector}]]/gv;
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** One line, without anything that hides, reorders or piles up. Lone surrogates become U+FFFD. */
function clean(text: string): string {
  return text.toWellFormed().replace(UNSEEN, " ").replace(PILED_MARKS, "$1").replace(/\s+/gu, " ").trim();
}

/**
 * mrkdwn has escapes for `&`, `<` and `>` only. Its other marks are replaced by twins that look the same and mean
 * nothing; an underscore within a word formats nothing and stays. A `>` that begins a line would quote it, even escaped.
 */
function escaped(text: string): string {
  return text
    .replaceAll("*", "\u2217")
    .replaceAll("~", "\u223c")
    .replaceAll("`", "\u02cb")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\uff3f")
    .replace(/:(?=(?:[\w+'-]*[a-z+][\w+'-]*|100|1234):)/giu, "\ua789")
    .replace(/^>+/u, (marks) => "\u203a".repeat(marks.length))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

// --------------------------------------------------------------------------------------------------- cutting

const ELLIPSIS = "…";
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

const ONE_UNIT_EACH = /^[\x20-\x7e]*$/;

function* graphemes(text: string): Generator<string> {
  if (ONE_UNIT_EACH.test(text)) return yield* text;
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** Pieces of well-formed markup that must stay whole: `<…>`, an entity, or one character as people see it. */
function* markupUnits(text: string): Generator<string> {
  for (const [piece] of text.matchAll(/<[^<>]*>|&(?:amp|lt|gt);|[^<&]+/gu)) {
    if (piece.startsWith("<") || piece.startsWith("&")) yield piece;
    else yield* graphemes(piece);
  }
}

function cut(text: string, max: number): string {
  return cutUnits(text, max, markupUnits);
}

function cutUnits(text: string, max: number, unitsOf: (text: string) => Iterable<string>): string {
  if (text.length <= max) return text;
  let kept = "";
  for (const unit of unitsOf(text)) {
    if (kept.length + unit.length > max - ELLIPSIS.length) break;
    kept += unit;
  }
  return kept.trimEnd() + ELLIPSIS;
}
