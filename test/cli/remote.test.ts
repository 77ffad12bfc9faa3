// Commands while the bot has the embedded database: the test's own process stands for the bot.
import { once } from "node:events";
import { openAsBlob, statSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, expect, test } from "vitest";
import { receiveLeads } from "../../src/app/receiveLeads.ts";
import { askBot } from "../../src/cli/remote/client.ts";
import { frame } from "../../src/cli/remote/frames.ts";
import { type CommandServer, serveCommands } from "../../src/cli/remote/server.ts";
import { socketPath } from "../../src/cli/remote/socketPath.ts";
import { systemClock, TurnedClock } from "../../src/clock.ts";
import { type Services, servicesOn } from "../../src/services.ts";
import { migratedDump } from "../../src/store/database/emptyDump.ts";
import { openDatabase } from "../../src/store/database/open.ts";
import { silent, truncateAll } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { leadBodies } from "../support/leadBodies.ts";
import { Past } from "../support/past.ts";
import { baton, newAuditKey, newFolder, write } from "./support.ts";

const dataDir = newFolder();
const cwd = newFolder();
write(cwd, "policy.yml", POLICY);
write(cwd, "team.yml", TEAM);

const dump = await openAsBlob(await migratedDump());
const database = await openDatabase({ dataDir, dump, log: silent });
const services = await servicesOn(database, systemClock);
afterAll(services.close);

const servers: CommandServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await truncateAll(database);
});

async function serve(
  folder: "memory" | (string & {}) = dataDir,
  on: Services = services,
): Promise<CommandServer> {
  const server = await serveCommands({
    services: on,
    config: { databaseUrl: null, dataDir: folder, policyFile: "policy.yml", intakeTokens: [] },
    auditKey: newAuditKey(),
    receive: receiveLeads({ ...services, stepsDue: () => {}, enrichmentDue: () => {}, recorded: () => {} }),
    cwd,
  });
  servers.push(server);
  return server;
}

/** Asks in this process; what the command printed, and how the asking ended. */
async function ask(path: string, argv: readonly string[], patienceMs = 5_000) {
  let out = "";
  let err = "";
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    cwd,
    terminal: false,
  };
  return { ...(await askBot(path, { argv, debug: false }, io, patienceMs)), out, err };
}

test("a command does the same while the bot has the database, from wherever it is called", async () => {
  await serve();
  const env = { BATON_DATA_DIR: dataDir };
  const [applied, published] = await Promise.all([
    baton(["team", "apply", "team.yml", "--by", "Dana", "--json"], { cwd, env }),
    baton(["policy", "publish", "policy.yml", "--by", "Dana", "--note", "first"], { cwd, env }),
  ]);
  expect(applied).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(applied.out)).toMatchObject({ version: 1, same: false });
  expect(published).toMatchObject({ code: 0, err: "" });
  expect((await services.rules.activePolicy())?.ref.version).toBe(1);

  write(cwd, "leads.csv", "externalId,email\na-1,jane@acme.com\na-2,nope\n");
  const imported = await baton(["import", "leads.csv", "--source", "website"], { cwd, env });
  expect(imported).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^2 rows: 1 valid \(1 new.*leads\.rejected\.csv\n$/),
  });
  expect(await services.leads.find("website", "a-1", 1)).toHaveLength(1);

  const unknown = await baton(["lead", "show", "lead_x"], { cwd, env });
  expect(unknown).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/^lead_x: no such lead/) });
});

/** So many leads that have been decided. */
async function record(leads: number): Promise<void> {
  const past = new Past(services, new TurnedClock(systemClock.now()));
  await past.publish();
  await past.receive(leadBodies(leads, 1));
  await past.turn(300_000);
}

test("a backtest inside the bot leaves everybody else their turn", async () => {
  await record(2_000);
  await serve();
  const path = await socketPath(dataDir, cwd);
  let waited = 0;
  let turns = 0;
  let last = performance.now();
  const others = setInterval(() => {
    waited = Math.max(waited, performance.now() - last);
    turns++;
    last = performance.now();
  }, 1);
  const { out, ...answer } = await ask(path, ["policy", "backtest", "policy.yml"]);
  clearInterval(others);
  expect(answer).toEqual({ kind: "done", code: 0, err: "" });
  expect(out).toMatch(/no lead changes[\s\S]*leads decided again: \d+ leads\/s\n$/);
  expect(turns).toBeGreaterThan(8); // at least one between two pages
  expect(waited).toBeLessThan(2_000); // on a machine that is anything but idle
});

test("a backtest that is broken off is read no further", async () => {
  await record(1_000);
  let pages = 0;
  const { history } = services;
  const counted = {
    ...history,
    async *recorded(last: string) {
      for await (const page of history.recorded(last)) {
        pages++;
        socket.destroy();
        await sleep(50); // until the other end has seen it
        yield page;
      }
    },
  };
  await serve(dataDir, { ...services, history: counted });
  const path = await socketPath(dataDir, cwd);
  const socket = connect(path).on("error", () => {});
  const argv = ["policy", "backtest", "policy.yml"];
  socket.write(frame({ argv, cwd, terminal: false, debug: false }));
  await once(socket, "close");
  await Promise.all(servers.splice(0).map((server) => server.close()));
  expect(pages).toBe(1);
});

test("data in memory is reached through the bot of the same folder", async () => {
  const server = await serve("memory");
  const env = { BATON_DATA_DIR: "memory" };
  expect(await baton(["policy", "show"], { cwd, env })).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^No policy is in force/),
  });
  await server.close();
  expect(await baton(["policy", "show"], { cwd, env })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/no bot is running here/),
  });
});

test("a command gives up with a line when the holder of the database does not answer", async () => {
  const began = performance.now();
  const { code, out, err } = await baton(["migrate"], { cwd, env: { BATON_DATA_DIR: dataDir } });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^The database in \S+ is in use by another process\..* does not answer commands\.\n$/);
  expect(performance.now() - began).toBeGreaterThan(4_000); // it may have been starting, or about to end
});

test("many commands at once each get their own answer", async () => {
  await serve();
  const path = await socketPath(dataDir, cwd);
  const ids = Array.from({ length: 20 }, (_, index) => `lead_${index}`);
  const answers = await Promise.all(ids.map((id) => ask(path, ["lead", "show", id])));
  for (const [index, { err, ...answer }] of answers.entries()) {
    expect(answer).toEqual({ kind: "done", code: 1, out: "" });
    expect(err).toMatch(new RegExp(`^${ids[index]}: `));
  }
});

test("the socket is for its owner alone, and goes with the bot", async () => {
  const path = await socketPath(dataDir, cwd);
  const server = await serve();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await server.close();
  expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
});

test("what a killed bot left behind is replaced, and a late end does not take a successor's away", async () => {
  const path = await socketPath(dataDir, cwd);
  writeFileSync(path, "");
  const first = await serve();
  await serve();
  await first.close();
  expect(await ask(path, ["policy", "show"])).toMatchObject({ kind: "done", code: 1 });
});

test("a folder with a long path has its socket among the temporary files", async () => {
  const long = join(dataDir, "x".repeat(100));
  const path = await socketPath(long, cwd);
  expect(Buffer.byteLength(path)).toBeLessThan(100);
  expect(path).not.toBe(await socketPath(`${long}y`, cwd));
  await serve(long);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await ask(path, ["policy", "show"])).toMatchObject({ kind: "done", code: 1 });
});

test("whoever talks nonsense is refused, and the next is served", async () => {
  await serve();
  const path = await socketPath(dataDir, cwd);
  for (const nonsense of ["hello\n", '{"argv":"migrate"}\n', "\n"]) {
    const socket = connect(path).on("error", () => {});
    socket.write(nonsense);
    const frames = (await text(socket)).trim().split("\n");
    expect(JSON.parse(String(frames.at(-1)))).toEqual({ exit: 2 });
  }
  connect(path).destroy();
  expect(await ask(path, ["policy", "show"])).toMatchObject({ kind: "done", code: 1 });
});

test.each([
  ["silent", "says nothing", () => {}],
  ["gone", "ends half-way", (socket: Socket) => socket.end('{"hello":true}\n{"out":"half"}\n')],
  ["gone", "breaks off in a word", (socket: Socket) => socket.end('{"hello":true}\n{"out":"ha')],
] as const)("the command is told (%s) when whoever listens %s", async (kind, _, answer) => {
  const path = join(newFolder(), "baton.sock");
  const server = createServer(answer).listen(path);
  await once(server, "listening");
  expect(await ask(path, ["migrate"], 200)).toMatchObject({ kind });
  server.close();
});

test("nobody listening is told apart", async () => {
  expect(await ask(join(newFolder(), "baton.sock"), ["migrate"])).toMatchObject({ kind: "absent" });
});

test("on PostgreSQL nothing listens: commands connect by themselves", async () => {
  const server = await serveCommands({
    services,
    config: { databaseUrl: "postgresql://h/x", dataDir, policyFile: "policy.yml", intakeTokens: [] },
    auditKey: newAuditKey(),
    receive: () => Promise.reject(new Error("not called")),
    cwd,
  });
  expect(await ask(await socketPath(dataDir, cwd), ["migrate"])).toMatchObject({ kind: "absent" });
  await server.close();
});
