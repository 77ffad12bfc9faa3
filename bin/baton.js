#!/usr/bin/env node
// Starts the command line on the Node that comes with the project (see docs/decisions/): the machine's own may be Node
// 20, which cannot run TypeScript. So this one file is plain JavaScript.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));

/** The bundled Node for this machine; null where npm installed none (then the machine's own must be new enough). */
function bundledNode() {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve(`node-linux-${process.arch}/package.json`);
    const path = manifest.replace(/package\.json$/, "bin/node");
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

const major = Number(process.versions.node.split(".")[0]);
if (major >= 24) {
  await import(main);
} else {
  const node = bundledNode();
  if (node === null) {
    process.stderr.write(
      `baton needs Node 24; this is ${process.version}. Run npm ci again, or install Node 24.\n`,
    );
    process.exit(2);
  }
  const child = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(child.status ?? 2);
}
