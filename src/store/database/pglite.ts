/** Starting PGlite: PostgreSQL compiled to WebAssembly, in a folder or in memory. */
import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";

/** `dump`: a data directory to begin with instead of an empty one (from `PGlite.dumpDataDir`). */
type StartOptions = { folder: string | "memory"; dump?: Blob | undefined };

/** Node has it; TypeScript knows it only with the browser's library, which this project leaves out. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssemblyModule> };
type WebAssemblyModule = NonNullable<PGliteOptions["pgliteWasmModule"]>;

type Artifacts = {
  pgliteWasmModule: WebAssemblyModule;
  initdbWasmModule: WebAssemblyModule;
  fsBundle: Blob;
};

let artifacts: Promise<Artifacts> | undefined;

/** Opens a PGlite in UTC. The caller holds the folder's lock. */
export async function startPglite({ folder, dump }: StartOptions): Promise<PGlite> {
  artifacts ??= loadArtifacts();
  return PGlite.create({
    ...(await artifacts),
    ...(dump && { loadDataDir: dump }),
    dataDir: folder === "memory" ? "memory://" : folder,
    startParams: [...PGlite.defaultStartParams, "-c", "TimeZone=UTC"],
  });
}

/** Compiled once in a process: opening a second database then costs a fraction of the first. */
async function loadArtifacts(): Promise<Artifacts> {
  const folder = dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite"));
  const file = (name: string) => join(folder, name);
  const compile = async (name: string) => WebAssembly.compile(await readFile(file(name)));
  const [pgliteWasmModule, initdbWasmModule, fsBundle] = await Promise.all([
    compile("pglite.wasm"),
    compile("initdb.wasm"),
    openAsBlob(file("pglite.data")),
  ]);
  return { pgliteWasmModule, initdbWasmModule, fsBundle };
}
