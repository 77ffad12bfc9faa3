// The size of the pictures, in CSS pixels, and how wide a text is: a phone shows an image about 360 pixels wide.
import { plain } from "../../blocks/text.ts";

export const WIDTH = 360;
/** Device pixels a CSS pixel. */
export const DENSITY = 2;
export const PADDING = 16;
export const INNER = WIDTH - 2 * PADDING;
export const FONT_SIZE = 11;

/** About how wide a text is in Inter, in CSS pixels: only what room it is given depends on it. */
export function widthOf(text: string, fontSize = FONT_SIZE): number {
  let width = 0;
  for (const character of text) width += /[\p{ASCII}\p{sc=Latin}]/u.test(character) ? 0.6 : 1;
  return width * fontSize;
}

/**
 * Outside text cleaned and cut to a width in CSS pixels; never empty. The cut is made here, since ECharts looks texts up
 * in plain objects, where `constructor` and `__proto__` are found without having been put there: no text may be one
 * of these, nor become one by being cut there.
 */
export function fitted(text: string, width: number, fontSize = FONT_SIZE): string {
  const whole = plain(text, 200) || "–";
  const share = Math.min(1, width / widthOf(whole, fontSize));
  const cut = share === 1 ? whole : plain(whole, Math.max(2, Math.floor(whole.length * share)));
  return cut in Object.prototype ? `${cut}\u2060` : cut;
}
