/** Bundles the page's script and styles in memory, once. */
import { createHash } from "node:crypto";

export interface Sources {
  /** Path of a TSX entry. */
  readonly script: string;
  /** Path of a CSS entry. */
  readonly styles: string;
}

export interface Asset {
  readonly body: string;
  readonly etag: string;
}

export type Bundle =
  | { readonly ok: true; readonly script: Asset; readonly styles: Asset }
  /** What esbuild says about the sources, file and line included. */
  | { readonly ok: false; readonly problem: string };

/** Never rejects: sources that do not compile are an outcome. esbuild is loaded by the first call. */
export async function bundle({ script, styles }: Sources): Promise<Bundle> {
  try {
    const { build } = await import("esbuild");
    const { outputFiles } = await build({
      entryPoints: { page: script, styles },
      outdir: "/assets",
      bundle: true,
      minify: true,
      write: false,
      logLevel: "silent",
      format: "esm",
      target: "es2022",
      loader: { ".svg": "dataurl" },
      // Independent of whichever tsconfig lies next to the sources.
      tsconfigRaw: { compilerOptions: { jsx: "react-jsx", jsxImportSource: "preact", strict: true } },
    });
    const text = (name: string): string =>
      outputFiles.find(({ path }) => path.replaceAll("\\", "/").endsWith(name))?.text ?? "";
    return { ok: true, script: asset(text("/page.js")), styles: asset(text("/styles.css")) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function asset(body: string): Asset {
  return { body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"` };
}
