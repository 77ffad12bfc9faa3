/** Run as a process: opens the embedded database of a data folder and commits 1, 2, 3 …, saying each on a line. */
import { writeSync } from "node:fs";
import { openDatabase } from "../../../src/store/database/open.ts";

const [dataDir, count] = process.argv.slice(2) as [string, string];
const { prisma, close } = await openDatabase({ dataDir, log: { warn: console.error } });
await prisma.$executeRaw`CREATE TABLE written (n int PRIMARY KEY)`;
for (let n = 1; n <= Number(count); n++) {
  await prisma.$executeRaw`INSERT INTO written VALUES (${n})`;
  writeSync(1, `${n}\n`);
}
await close();
