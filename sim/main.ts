/**
 * The local Slack by itself: `node sim/main.ts [--port 0] [--deliver-to URL] [--users FILE] [--page]`.
 * Prints one line of JSON with what a bot needs in its environment, and runs until it is interrupted.
 * With `--page` its `url` is the workspace in the browser.
 * FILE is JSON: `{"users": [{"id", "name", "tz"}], "channels": [{"id", "name", "private", "members"}]}`, and what
 * the app's manifest offers: `"commands": [{"command", "description", "usageHint"}]`, `"shortcuts": [{"name", "callbackId"}]`.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { SimOptions } from "./options.ts";
import { startSim } from "./start.ts";

const workspace = z.object({
  users: z
    .array(z.object({ id: z.string(), name: z.string(), tz: z.string().default("Europe/London") }))
    .default([]),
  channels: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        private: z.boolean().default(false),
        members: z.array(z.string()).exactOptional(),
      }),
    )
    .default([]),
  commands: z
    .array(
      z.object({
        command: z.string(),
        description: z.string().default(""),
        usageHint: z.string().default(""),
      }),
    )
    .exactOptional(),
  shortcuts: z.array(z.object({ name: z.string(), callbackId: z.string() })).default([]),
});

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "deliver-to": { type: "string" },
    users: { type: "string" },
    page: { type: "boolean", default: false },
    "bot-token": { type: "string" },
    "app-token": { type: "string" },
    "signing-secret": { type: "string" },
  },
});

const given: SimOptions =
  values.users === undefined
    ? { users: [{ id: "U0ALICE", name: "Alice" }], channels: [{ id: "C0GENERAL", name: "general" }] }
    : workspace.parse(JSON.parse(readFileSync(values.users, "utf8")));

const sim = await startSim({
  port: Number(values.port),
  ...given,
  ...(values.page ? { page: true } : {}),
  ...(values["deliver-to"] === undefined ? {} : { deliverTo: values["deliver-to"] }),
  ...(values["bot-token"] === undefined ? {} : { botToken: values["bot-token"] }),
  ...(values["app-token"] === undefined ? {} : { appToken: values["app-token"] }),
  ...(values["signing-secret"] === undefined ? {} : { signingSecret: values["signing-secret"] }),
});
const { url, apiUrl, botToken, appToken, signingSecret } = sim;
process.stdout.write(`${JSON.stringify({ url, apiUrl, botToken, appToken, signingSecret })}\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void sim.stop().then(() => process.exit(0)));
}
