/** Configuration of the Prisma command line, which this project uses for one thing: `prisma generate`. */
import process from "node:process";
import { defineConfig } from "prisma/config";

// `generate` never starts the native schema engine but looks for it, and downloads it when it is not there.
// Any existing file ends the search, so that an installation needs no network.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
// It would also ask home for a newer version of itself.
process.env.CHECKPOINT_DISABLE ??= "1";

export default defineConfig({
  schema: "../prisma/schema.prisma",
  migrations: { path: "../prisma/migrations" },
});
