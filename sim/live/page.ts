/** Serves the workspace page: its HTML shell, the bundled script and styles, an icon. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { PageOptions } from "../options.ts";
import { type Asset, bundle } from "./bundle.ts";

type Env = { Bindings: HttpBindings };

const SCRIPT = fileURLToPath(new URL("../page/main.tsx", import.meta.url));
const STYLES = fileURLToPath(new URL("../page/styles/main.css", import.meta.url));

/** The page's routes. Bundling starts here; requests wait for it, starting the server does not. */
export function pageRoutes(options: PageOptions, teamName: string): Hono<Env> {
  const icon = readFileSync(new URL("favicon.svg", import.meta.url), "utf8");
  const title = options.title ?? teamName;
  const bundling = bundle({ script: options.script ?? SCRIPT, styles: options.styles ?? STYLES });
  void bundling.then((made) => {
    if (!made.ok) process.stderr.write(`The page cannot be bundled:\n${made.problem}\n`);
  });

  const app = new Hono<Env>();
  app.get("/", async (c) => {
    const made = await bundling;
    c.header("content-security-policy", policyFor(c.req.header("host") ?? ""));
    c.header("cache-control", "no-cache");
    return made.ok ? c.html(shell(title)) : c.html(failure(title, made.problem), 500);
  });
  app.get("/assets/page.js", async (c) => {
    const made = await bundling;
    return made.ok ? send(c, made.script, "text/javascript") : c.text(made.problem, 500);
  });
  app.get("/assets/page.css", async (c) => {
    const made = await bundling;
    return made.ok ? send(c, made.styles, "text/css") : c.text(made.problem, 500);
  });
  // Browsers ask for favicon.ico whatever a page says, and take an SVG there.
  for (const path of ["/favicon.svg", "/favicon.ico"]) {
    app.get(path, (c) => c.body(icon, 200, { "content-type": "image/svg+xml" }));
  }
  if (options.routes !== undefined) {
    const more = new Hono();
    options.routes(more);
    app.route("/", more);
  }
  return app;
}

function send(c: Context<Env>, { body, etag }: Asset, type: string): Response {
  // Revalidated each time, since a restart may serve other sources.
  const headers = { "content-type": `${type}; charset=utf-8`, etag, "cache-control": "no-cache" };
  if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  return c.body(body, 200, headers);
}

/**
 * Scripts, styles and connections from here alone; images from anywhere, since those in Block Kit are remote.
 * The socket is named because not every browser takes `'self'` to include it.
 */
function policyFor(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ws://${host}`,
    "img-src 'self' http: https: data:",
    "font-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function shell(title: string) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/page.css">
<script type="module" src="/assets/page.js"></script>
</head>
<body><div id="app"></div></body>
</html>`;
}

function failure(title: string, problem: string) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}: the page cannot be bundled</title></head>
<body><h1>The page cannot be bundled</h1><pre>${problem}</pre><p>Mend it and start again.</p></body>
</html>`;
}
