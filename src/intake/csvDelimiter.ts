// What separates the cells of a CSV file.
import { open } from "node:fs/promises";

const HEADER_BYTES = 64 * 1024;

/** Whichever of comma, semicolon and tab the first line has most of: spreadsheets in half of Europe write semicolons. */
export async function delimiterOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const [header = ""] = buffer
      .subarray(0, bytesRead)
      .toString("utf8")
      .split(/[\r\n]/);
    const counted = [",", ";", "\t"].map((mark) => ({ mark, times: header.split(mark).length }));
    return counted.reduce((best, one) => (one.times > best.times ? one : best)).mark;
  } finally {
    await handle.close();
  }
}
