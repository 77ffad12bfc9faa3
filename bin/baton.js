#!/usr/bin/env node
// Starts the command line on the Node that comes with the project (see docs/decisions/): the machine's own may be Node
// 20, which cannot run TypeScript. So this one file is plain JavaScript.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const main = new URL("../src/cli/main.ts", import.meta.url);

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

/** Stands in for the other Node: signals go on to it, and it ends as that ends. */
function runOn(node) {
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: "inherit" });
  const passOn = (signal) => child.kill(signal);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, passOn);
  child.on("error", ({ message }) => cannotRun(`${node} cannot be started (${message}). Run npm ci again.`));
  child.on("exit", (code, signal) => {
    for (const each of signals) process.off(each, passOn);
    if (signal === null) process.exitCode = code;
    else process.kill(process.pid, signal);
  });
}

function cannotRun(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

if (Number(process.versions.node.split(".")[0]) >= 24) {
  await import(main.href);
} else {
  const node = bundledNode();
  if (node) runOn(node);
  else cannotRun(`baton needs Node 24; this is ${process.version}. Run npm ci again, or install Node 24.`);
}
