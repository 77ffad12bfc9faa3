/** Emoji by their short codes, such as `:tada:` and `:wave::skin-tone-3:`. Names that are unknown stay text. */
import { nameToEmoji } from "gemoji";

export interface EmojiStretch {
  readonly text: string;
  /** Set where the stretch was a short code: its name. */
  readonly name?: string;
}

const CODE = /:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/g;

/** The characters of an emoji; undefined for a name that nobody has. `tone` from 2 to 6. */
export function emojiOf(name: string, tone?: string): string | undefined {
  const emoji = Object.hasOwn(nameToEmoji, name) ? nameToEmoji[name] : undefined;
  if (emoji === undefined || tone === undefined) return emoji;
  const [first = "", ...rest] = emoji;
  return first + String.fromCodePoint(0x1f3f9 + Number(tone)) + rest.join("").replace(/^\ufe0f/, "");
}

/** Cuts a text into emoji and what stands between them. */
export function findEmoji(text: string): EmojiStretch[] {
  const stretches: EmojiStretch[] = [];
  let from = 0;
  CODE.lastIndex = 0;
  for (let code = CODE.exec(text); code !== null; code = CODE.exec(text)) {
    const [whole, name = "", tone] = code;
    const emoji = emojiOf(name, tone);
    if (emoji === undefined) {
      // The closing colon may open the next one: `10:30:tada:`.
      CODE.lastIndex = code.index + name.length + 1;
      continue;
    }
    if (code.index > from) stretches.push({ text: text.slice(from, code.index) });
    stretches.push({ text: emoji, name });
    from = code.index + whole.length;
  }
  if (from < text.length) stretches.push({ text: text.slice(from) });
  return stretches;
}
