// How much of anything a source may send. Characters are Unicode code points, as JSON Schema counts them.

/** Names, titles and every other short text. */
export const MOST_TEXT = 500;
export const MOST_MESSAGE = 20_000;
/** One lead as it arrives, in bytes. */
export const MOST_LEAD_BYTES = 256 * 1024;
export const MOST_BATCH_BYTES = 16 * 1024 * 1024;
export const MOST_BATCH_LEADS = 10_000;
/** What behaviour was about, such as a page. */
export const MOST_SIGNAL_NAME = 100;
/** One report of behaviour, in bytes. */
export const MOST_SIGNAL_BYTES = 16 * 1024;
/** Different things that are counted of one lead. */
export const MOST_SIGNALS = 200;
/** Values inside `extra`, counted from its own braces. */
export const DEEPEST_EXTRA = 8;
export const MOST_UTM_KEYS = 50;
/** Deeper JSON is not looked at: whoever sends it tests us, or is broken. */
export const DEEPEST_JSON = 100;
/** What is kept of a body that is larger than a lead may be. */
export const KEPT_OF_TOO_LARGE = 64 * 1024;
/** Invalid fields that an answer names; a count stands for the rest. */
export const MOST_ERRORS = 50;
