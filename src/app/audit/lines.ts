// A file's bytes as lines, however the chunks fall.

/** More than any line of an export comes to; a longer one is not read to its end. */
const LONGEST_LINE = 16 * 1024 * 1024;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** With the line break. */
  readonly bytes: Buffer;
  /** Without the line break; null when the bytes are not UTF-8, have no line break, or are too many. */
  readonly text: string | null;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const LINE_BREAK = 0x0a;

/**
 * Lines end in LF and nothing else: a carriage return is part of the text. After the first line that has no text
 * there may be more, except after one that is too long.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_BREAK); end !== -1; end = chunk.indexOf(LINE_BREAK, start)) {
      held.push(chunk.subarray(start, end + 1));
      yield toLine(++number, held);
      held = [];
      length = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      held.push(chunk.subarray(start));
      length += chunk.length - start;
    }
    if (length > LONGEST_LINE) break;
  }
  if (held.length > 0) yield toLine(++number, held);
}

function toLine(number: number, parts: readonly Uint8Array[]): Line {
  const bytes = Buffer.concat(parts);
  return { number, bytes, text: bytes.at(-1) === LINE_BREAK ? decode(bytes.subarray(0, -1)) : null };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
