// What the clock said when the demo with this data ended: time goes on from there, too.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const fileIn = (folder: string) => join(folder, "time.json");

/** In ms since 1970; 0 where it is not known. */
export function lastTime(folder: string): number {
  const file = fileIn(folder);
  return existsSync(file) ? z.number().parse(JSON.parse(readFileSync(file, "utf8"))) : 0;
}

export function keepTime(folder: string, now: number): void {
  writeFileSync(fileIn(folder), JSON.stringify(now));
}
