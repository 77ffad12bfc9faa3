import type { Scalar } from "yaml";

/**
 * Where character `index` of a scalar's value stands in the file. Exact for plain and quoted texts on one line and
 * for literal blocks (`|`); where YAML folds lines, the beginning of the text.
 */
export function scalarOffset(text: string, scalar: Scalar, index: number): number {
  const [start, end] = scalar.range ?? [0, 0];
  const source = text.slice(start, end);
  if (scalar.type === "BLOCK_LITERAL") return start + literalOffset(source, index);
  if (source.includes("\n")) return start;
  switch (scalar.type) {
    case "QUOTE_SINGLE":
      return start + quotedOffset(source, index, /''|./sy);
    case "QUOTE_DOUBLE":
      return start + quotedOffset(source, index, /\\(?:x.{2}|u.{4}|U.{8}|.)|./sy);
    default:
      return start + Math.min(index, source.length);
  }
}

/** Walks the written form one character of the value at a time; `unit` matches what writes one. */
function quotedOffset(source: string, index: number, unit: RegExp): number {
  unit.lastIndex = 1;
  for (let count = 0; count < index && unit.test(source); count++);
  return unit.lastIndex === 0 ? source.length - 1 : Math.min(unit.lastIndex, source.length - 1);
}

/** In a literal block every line loses the same indentation and nothing else. */
function literalOffset(source: string, index: number): number {
  const [header = "", ...lines] = source.split("\n");
  const indent = lines.find((line) => line.trim() !== "")?.search(/\S/) ?? 0;
  let offset = header.length + 1;
  let left = index;
  for (const line of lines) {
    const length = Math.max(line.replace(/\r$/, "").length - indent, 0);
    if (left <= length) return offset + Math.min(indent + left, line.length);
    left -= length + 1;
    offset += line.length + 1;
  }
  return Math.min(offset, source.length);
}
