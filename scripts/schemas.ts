// npm run schemas: writes the JSON Schemas that editors check policy.yml, team.yml and policy.test.yml with.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { editorSchemas } from "./editorSchemas/generate.ts";

const root = join(import.meta.dirname, "..");
mkdirSync(join(root, "schemas"), { recursive: true });
for (const [file, text] of editorSchemas()) {
  writeFileSync(join(root, file), text);
  process.stdout.write(`wrote ${file}\n`);
}
