import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { PageOptions, Sim } from "../../sim/index.ts";
import { ALICE, clientFor, workspace } from "./support.ts";
import { openWindow } from "./window.ts";

/** A page of a host's own, small enough to bundle in no time. */
async function pageOptions(script = 'document.title = "windows" as string;'): Promise<PageOptions> {
  const folder = await mkdtemp(join(tmpdir(), "sim-page-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "main.tsx"), script);
  await writeFile(join(folder, "base.css"), "body { margin: 0 }");
  await writeFile(join(folder, "main.css"), '@import "./base.css"; p { color: red }');
  return { title: 'A "page" & more', script: join(folder, "main.tsx"), styles: join(folder, "main.css") };
}

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

/** A request with headers that `fetch` would not let anyone set. */
async function ask(
  sim: Sim,
  path: string,
  headers: Readonly<Record<string, string>>,
  method = "GET",
  body = "",
): Promise<Answer> {
  const sent = request({ port: sim.port, host: "127.0.0.1", path, method, headers });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [import("node:http").IncomingMessage];
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, body: text };
}

describe("the page", () => {
  test("is a shell with the script and styles bundled, and nothing from elsewhere but images", async () => {
    const sim = await workspace({ page: await pageOptions() });
    const shell = await fetch(sim.url);
    const html = await shell.text();
    expect(html).toContain('<html lang="en">');
    expect(html).toContain("<title>A &quot;page&quot; &amp; more</title>");
    expect(html).toContain('<div id="app">');
    expect(html).toContain('name="viewport"');
    const policy = shell.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${sim.port};`);
    expect(policy).not.toContain("unsafe");
    const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source);
    expect(sources).toEqual(["/favicon.svg", "/assets/page.css", "/assets/page.js"]);

    const script = await fetch(`${sim.url}/assets/page.js`);
    expect(script.headers.get("content-type")).toContain("text/javascript");
    expect(await script.text()).toContain("document.title=");
    const styles = await fetch(`${sim.url}/assets/page.css`);
    expect(styles.headers.get("content-type")).toContain("text/css");
    expect(await styles.text()).toMatch(/^body\{margin:0\}p\{color:red\}/);
    for (const icon of ["/favicon.svg", "/favicon.ico"]) {
      expect((await fetch(sim.url + icon)).headers.get("content-type")).toBe("image/svg+xml");
    }
  });

  test("is not sent again to who has it", async () => {
    const sim = await workspace({ page: await pageOptions() });
    const etag = (await fetch(`${sim.url}/assets/page.js`)).headers.get("etag") ?? "";
    const again = await ask(sim, "/assets/page.js", { "if-none-match": etag });
    expect(again).toEqual({ status: 304, body: "" });
  });

  test("that does not compile says where, in the browser and on stderr", async () => {
    const complaints = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    onTestFinished(() => complaints.mockRestore());
    const sim = await workspace({ page: await pageOptions("const a = <p>;") });
    const shell = await fetch(sim.url);
    expect(shell.status).toBe(500);
    expect(await shell.text()).toMatch(/cannot be bundled[\s\S]*main\.tsx:1:/);
    expect((await fetch(`${sim.url}/assets/page.js`)).status).toBe(500);
    expect(complaints.mock.calls.join("")).toContain("main.tsx:1:");
  });

  test("carries the host's own routes", async () => {
    const options: PageOptions = {
      ...(await pageOptions()),
      routes: (app) => app.get("/_demo/state", (c) => c.json({ speed: 60 })),
    };
    const sim = await workspace({ page: options });
    expect(await (await fetch(`${sim.url}/_demo/state`)).json()).toEqual({ speed: 60 });
    expect((await ask(sim, "/_demo/state", { host: "evil.example" })).status).toBe(403);
  });

  test("does not exist unless asked for", async () => {
    const sim = await workspace();
    for (const path of ["/", "/assets/page.js", "/assets/page.css", "/favicon.svg", "/favicon.ico"]) {
      expect((await fetch(sim.url + path)).status).toBe(404);
    }
  });

  test("costs nothing unless asked for: its bundler is not even loaded", async () => {
    const script = `
      const { startSim } = await import(${JSON.stringify(new URL("../../sim/index.ts", import.meta.url).href)});
      const { createRequire } = await import("node:module");
      const sim = await startSim();
      const loaded = Object.keys(createRequire(process.cwd() + "/").cache);
      console.log(JSON.stringify(loaded.filter((path) => path.includes("esbuild"))));
      await sim.stop();`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    expect(line).toBe("[]");
  });
});

test("the local Slack by itself serves the page when it is asked to", async () => {
  const child = spawn(process.execPath, ["sim/main.ts", "--page"], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const { url } = JSON.parse(line) as Pick<Sim, "url">;
  expect((await fetch(`${url}/favicon.svg`)).status).toBe(200);
  child.kill("SIGTERM");
  expect((await once(child, "exit"))[0]).toBe(0);
});

describe("another site in the same browser", () => {
  const json = { "content-type": "application/json" };
  const body = JSON.stringify({ user: ALICE, text: "hello" });

  test("gets nothing under a name of its own for 127.0.0.1", async () => {
    const sim = await workspace({ page: await pageOptions() });
    for (const path of ["/", "/assets/page.js", "/_sim/state", "/nothing"]) {
      for (const host of [
        "evil.example",
        `evil.example:${sim.port}`,
        "127.0.0.1.evil.example",
        "localhost.evil",
      ]) {
        expect((await ask(sim, path, { host })).status).toBe(403);
      }
    }
    for (const host of ["localhost", `LOCALHOST:${sim.port}`, `[::1]:${sim.port}`, `127.0.0.1:${sim.port}`]) {
      expect((await ask(sim, "/_sim/time", { host })).status).toBe(200);
    }
  });

  test("cannot act, whatever it claims to be", async () => {
    const sim = await workspace();
    const own = `http://127.0.0.1:${sim.port}`;
    for (const origin of [
      "http://evil.example",
      "null",
      `https://127.0.0.1:${sim.port}`,
      "http://127.0.0.1:1",
      "",
    ]) {
      expect((await ask(sim, "/_sim/say", { ...json, origin }, "POST", body)).status).toBe(403);
    }
    const fetched = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" };
    expect((await ask(sim, "/_sim/say", { ...json, ...fetched }, "POST", body)).status).toBe(403);
    expect((await ask(sim, "/_sim/state", fetched)).status).toBe(403);
    // A form can send this without asking first.
    const form = { "content-type": "text/plain", origin: own };
    expect((await ask(sim, "/_sim/say", form, "POST", body)).status).toBe(403);
    expect(sim.user(ALICE).messages()).toEqual([]);
    expect((await ask(sim, "/_sim/say", { ...json, origin: own }, "POST", body)).status).toBe(200);
    expect(sim.user(ALICE).messages()).toHaveLength(1);
  });

  test("opens no window, and a link to the page works all the same", async () => {
    const sim = await workspace({ page: await pageOptions() });
    await expect(openWindow(sim, ALICE, { origin: "http://evil.example" })).rejects.toThrow("403");
    await expect(openWindow(sim, ALICE, { headers: { host: "evil.example" } })).rejects.toThrow("403");
    await openWindow(sim, ALICE, { origin: `http://127.0.0.1:${sim.port}` });
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    expect((await ask(sim, "/", link)).status).toBe(200);
  });

  test("matters to browsers alone: curl and a script need not say anything", async () => {
    const sim = await workspace();
    const curl = { "content-type": "application/x-www-form-urlencoded" };
    expect((await ask(sim, "/_sim/say", curl, "POST", body)).status).toBe(200);
    expect((await fetch(`${sim.url}/_sim/say`, { method: "POST", body })).status).toBe(200);
  });

  test("is no concern of the bot's API, which asks for a token", async () => {
    const sim = await workspace();
    expect(await clientFor(sim).auth.test()).toMatchObject({ ok: true });
    const answer = await ask(sim, "/api/auth.test", { host: "bot.example", ...json }, "POST", "{}");
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: "not_authed" });
  });
});
