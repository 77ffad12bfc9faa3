/**
 * Where marks count. The parser knows fewer signs than Slack beside which they do: `code`: and "*bold*" are as good as
 * between blanks. So it is given blanks there that nobody sees, and that are taken out of what it has read.
 */

/** A blank to the parser; without width, and long since without use in a text. */
const BOUND = "\ufeff";

/** Signs beside a mark. Not those of a path or an address, where a mark is a letter like others. */
const SIGN = /[[\p{P}\p{S}]--[\/@#<>\|\\%$^+*_~`]]/v.source;

const marked = (mark: string) => {
  const inside = `[^\\s${mark}](?:[^${mark}\\n]*[^\\s${mark}])?`;
  return `(?<![\\p{L}\\p{N}${mark}])${mark}${inside}${mark}(?![\\p{L}\\p{N}${mark}])`;
};

/** Code between slashes is code all the same. */
const CODE = { text: "(?<!`)`[^`\\n]+`(?!`)", sign: `(?:${SIGN}|[\\/\\|])` };
const PAIRS = [CODE, ...["\\*", "_", "~"].map((mark) => ({ text: marked(mark), sign: SIGN }))].map(
  ({ text, sign }) => ({
    after: new RegExp(`(?<=${sign})(?:${text})`, "gv"),
    before: new RegExp(`(?:${text})(?=${sign})`, "gv"),
  }),
);

/** Parts marked text from the signs beside it. */
export function withBounds(text: string): string {
  return PAIRS.reduce(
    (parted, { after, before }) => parted.replace(after, `${BOUND}$&`).replace(before, `$&${BOUND}`),
    text,
  );
}

export function withoutBounds(text: string): string {
  return text.replaceAll(BOUND, "");
}
