// The whole demo from outside: what somebody sees who types `npm run demo`, and then uses its page.
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CommandOutput, DemoState, RecentLead } from "../../demo/protocol.ts";
import { readCard } from "../../play/card.ts";
import type { SimMessage, Violation } from "../../sim/index.ts";
import { exampleCsv } from "../play/exampleCsv.ts";
import { clearAway, type DemoProcess, isAlive, runDemo, startDemoProcess, until } from "./process.ts";

const HOUR = 60 * 60_000;
const REP = "U0AMIRA";

const shown = (message: SimMessage | undefined) => JSON.stringify(message ?? null);
/** Minutes between two messages, rounded. */
const minutes = (from: SimMessage, to: SimMessage) => Math.round((Number(to.ts) - Number(from.ts)) / 60);
const cards = async (demo: DemoProcess, where: string) =>
  (await demo.messages(where)).filter((message) => readCard(message) !== null);

describe("npm run demo", () => {
  let demo: DemoProcess;
  let startedAt: number;
  let first: SimMessage;
  let children: number[];

  beforeAll(async () => {
    startedAt = performance.now();
    demo = await startDemoProcess("--port", "0");
  });
  afterAll(() => clearAway(demo));

  it("says where to look, and nothing else", () => {
    expect(demo.out()).toMatch(/^Open http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(demo.said().match(/https?:/g)).toHaveLength(1);
  });

  it("has a card for the first rep within 15 s", async () => {
    first = await demo.until("a card", async () => (await cards(demo, REP))[0]);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(shown(first)).toContain("Grace Okafor");
    expect((await demo.state()).people[0]?.id).toBe(REP);
  });

  it("takes a lead from its form, and says what is wrong with another", async () => {
    const { presets } = await demo.state();
    const hot = presets.find(({ id }) => id === "hot")?.form;
    expect(await demo.ask("/_demo/leads", hot)).toMatchObject({ body: { ok: true } });
    await demo.until("the hot lead's card", async () => (await cards(demo, "U0CLARA"))[0]);
    expect(await demo.ask("/_demo/leads", { ...hot, email: "no address" })).toMatchObject({
      body: { ok: false, problems: [expect.stringContaining("email")] },
    });
    expect(await demo.ask("/_demo/leads", { email: "a@b.example" })).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    });
  });

  it("lists the leads that came, each with its state, whether it has a card or not", async () => {
    const leads = (await demo.ask<readonly RecentLead[]>("/_demo/leads")).body;
    expect(leads.length).toBeGreaterThan(3);
    expect(leads[0]).toMatchObject({
      name: "Katharina Lorenz",
      company: "Seehafen Gruppe",
      state: "offered",
    });
    expect(leads.map(({ name }) => name)).toContain("Grace Okafor");
  });

  it("turned two hours ahead, has a card overdue to the minute, and two hours later in the tank", async () => {
    const { managers, tank } = (await demo.state()).channels;
    expect(await demo.ask("/_demo/clock", { ahead: 2 * HOUR })).toMatchObject({ status: 200 });
    const notice = (await demo.messages(managers)).find((message) =>
      shown(message).includes("Harbourline Freight"),
    );
    if (notice === undefined) throw new Error("no notice");
    expect(minutes(first, notice)).toBe(120);
    expect(shown(notice)).not.toMatch(/late|by \d+ h/);
    await demo.ask("/_demo/clock", { ahead: 2 * HOUR });
    const card = (await cards(demo, tank))[0];
    if (card === undefined) throw new Error("nothing in the tank");
    expect(minutes(first, card)).toBe(240);
  });

  it("stands still while it is paused, and delivers all the same", async () => {
    const paused = await demo.ask<DemoState>("/_demo/clock", { paused: true });
    const before = paused.body.clock;
    const before2 = (await cards(demo, "U0CLARA")).length;
    const hot = paused.body.presets.find(({ id }) => id === "hot")?.form;
    for (const n of [1, 2, 3]) {
      await demo.ask("/_demo/leads", { ...hot, email: `paused${n}@seehafen.example`, company: `Firm ${n}` });
    }
    await demo.until("three cards", async () => (await cards(demo, "U0CLARA")).length === before2 + 3);
    const { clock } = await demo.state();
    expect(clock.paused).toBe(true);
    expect(clock.now - before.now).toBeLessThan(10_000);
    await demo.ask("/_demo/clock", { paused: false });
  });

  it("names an event that was changed in the database, until it is put back", async () => {
    const value = JSON.stringify((await cards(demo, "U0CLARA"))[0]);
    const leadId = /lead_[0-9a-f]{32}/.exec(value)?.[0];
    const lead = await demo.ask<{ events: { id: string }[] }>(`/_demo/leads/${leadId}`);
    const eventId = lead.body.events[1]?.id;
    const verify = () => demo.ask<CommandOutput>("/_demo/verify", {});
    expect(await demo.ask("/_demo/tamper", { leadId, eventId })).toMatchObject({
      body: { tampered: { leadId, eventId } },
    });
    expect((await verify()).body).toMatchObject({ exit: 1, output: expect.stringContaining(`${eventId}`) });
    expect(await demo.ask("/_demo/tamper/undo", {})).toMatchObject({ body: { tampered: null } });
    expect((await verify()).body).toMatchObject({ exit: 0, command: "npx baton audit verify" });
  });

  it("gives a rep's leads to others while they are on leave", async () => {
    await demo.ask("/_demo/troubles", { trouble: "on_leave", person: "U0CLARA" });
    await demo.until("an empty hand", async () => (await cards(demo, "U0CLARA")).length === 0);
    expect(await demo.ask("/_demo/troubles", { trouble: "on_leave", person: "U0CLARA" })).toMatchObject({
      status: 200,
      body: { error: expect.stringContaining("already") },
    });
    await demo.ask("/_demo/troubles/mend", { trouble: "on_leave", person: "U0CLARA" });
    expect((await demo.state()).troubles).toEqual([]);
  });

  it("comes back from a killed bot and posts what was under way once", async () => {
    const { presets } = await demo.state();
    const hot = presets.find(({ id }) => id === "hot")?.form;
    const lead = { ...hot, firstName: "Zora", email: "zora@harvest.example", country: "US" };
    await demo.ask("/_demo/leads", lead);
    await demo.ask("/_demo/troubles", { trouble: "kill" });
    // No status that a browser would write into its console in red.
    for (const [path, body] of [
      ["/_demo/verify", {}],
      ["/_demo/leads", lead],
      [`/_demo/leads/lead_${"0".repeat(32)}`],
    ] as const) {
      expect(await demo.ask(path, body)).toMatchObject({
        status: 200,
        body: { error: expect.stringContaining("Baton is down") },
      });
    }
    expect(await demo.state()).toMatchObject({ bot: "down", troubles: [{ trouble: "kill" }] });
    await demo.ask("/_demo/troubles/mend", { trouble: "kill" });
    await demo.until("the bot", async () => (await demo.state()).bot === "up");
    // Long enough for a post that nobody knows the outcome of to be looked for, and to be made where it is missing.
    await demo.ask("/_demo/clock", { ahead: 60_000 });
    const zoras = async () => (await cards(demo, "U0ELENA")).filter(({ text }) => text.includes("Zora"));
    await demo.until("the card", async () => (await zoras()).length > 0);
    expect(await zoras()).toHaveLength(1);
  });

  it("sends the presets where they say: to the deal's owner, to a reviewer, into the lead that came before", async () => {
    const { presets, channels } = await demo.state();
    const send = async (id: string) => {
      const form = presets.find((preset) => preset.id === id)?.form;
      return (await demo.ask<{ leadId: string }>("/_demo/leads", form)).body.leadId;
    };
    const sent = {
      account: await send("existing-account"),
      review: await send("review"),
      again: await send("again"),
    };
    const stateOf = async (id: string) =>
      (await demo.ask<readonly RecentLead[]>("/_demo/leads")).body.find((lead) => lead.id === id)?.state;
    await demo.until("the merge", async () => (await stateOf(sent.again)) === "merged");
    await demo.ask("/_demo/clock", { ahead: 60_000 });
    const elenas = await cards(demo, "U0ELENA");
    expect(elenas.some((message) => shown(message).includes(sent.account))).toBe(true);
    const [triage = ""] = channels.reviews;
    const review = async () => (await demo.messages(triage)).find((one) => shown(one).includes(sent.review));
    expect(shown(await review())).toMatch(/U0SASHA.*Approve/);
    expect(await stateOf(sent.review)).toBe("review");
    // Nobody answers.
    await demo.ask("/_demo/clock", { ahead: HOUR / 2 });
    expect(shown(await review())).toContain("Approved: nobody answered in time");
    expect(await stateOf(sent.review)).toBe("offered");
  });

  it("has done nothing that Slack would have refused", async () => {
    expect((await demo.ask<readonly Violation[]>("/_sim/violations")).body).toEqual([]);
  });

  it("ends everything on Ctrl-C, open windows too, and leaves nothing behind", async () => {
    const window = await demo.window(REP);
    children = demo.children();
    expect(children.length).toBeGreaterThan(0);
    expect((await readdir(demo.place)).some((name) => name.startsWith("baton-demo-"))).toBe(true);
    const { code, ms } = await demo.end("SIGINT");
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
    window.terminate();
    expect((await readdir(demo.place)).filter((name) => name.startsWith("baton-demo-"))).toEqual([]);
    expect(children.filter(isAlive)).toEqual([]);
  });
});

describe("npm run demo -- --socket-mode --keep DIR", () => {
  let demo: DemoProcess;
  let again: DemoProcess;

  beforeAll(async () => {
    demo = await startDemoProcess("--port", "0", "--socket-mode", "--keep", "kept");
  });
  afterAll(() => clearAway(demo, again));

  it("delivers over a socket", async () => {
    const card = await demo.until("a card", async () => (await cards(demo, REP))[0]);
    await demo.ask("/_sim/press", { user: REP, channel: card.channel, ts: card.ts, target: "Accept" });
    await demo.until("the card's end", async () =>
      (await cards(demo, REP)).every(({ ts }) => ts !== card.ts),
    );
    expect((await demo.state()).transport).toBe("socket");
  });

  it("goes on from the data that was kept, on the next port where its own is busy", async () => {
    await demo.ask("/_demo/clock", { ahead: HOUR });
    const before = await demo.state();
    const open = (await cards(demo, REP)).map(({ text }) => text);
    expect(await demo.end("SIGTERM")).toMatchObject({ code: 0 });
    const taken = await startDemoProcess("--port", "0");
    try {
      const port = Number(new URL(taken.url).port);
      again = await startDemoProcess("--port", String(port), "--keep", join(demo.place, "kept"));
      expect(again.out()).toContain(`Port ${port} is busy, using ${new URL(again.url).port}\n`);
    } finally {
      await taken.end("SIGINT");
      await clearAway(taken);
    }
    expect((await again.state()).clock.now).toBeGreaterThanOrEqual(before.clock.now);
    await again.until("the cards of before", async () => {
      const now = (await cards(again, REP)).map(({ text }) => text);
      return open.every((text) => now.includes(text));
    });
  });

  it("leaves no bot behind when it is killed itself", async () => {
    const children = again.children();
    await again.end("SIGKILL");
    await until("the bot's end", async () => children.every((child) => !isAlive(child)), 8_000);
    await rm(demo.place, { recursive: true, force: true });
  });
});

describe("npm run demo -- --leads FILE", () => {
  let demo: DemoProcess | undefined;
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "demo-leads-"));
  });
  afterEach(() => clearAway(demo));
  afterAll(() => rm(folder, { recursive: true }));
  const startWith = async (csv: string) => {
    const file = join(folder, "leads.csv");
    await writeFile(file, csv);
    demo = await startDemoProcess("--port", "0", "--leads", file);
    return demo;
  };
  const hasCard = async (running: DemoProcess) => {
    const { people, opening } = await running.state();
    return (await cards(running, opening.person ?? people[0]?.id ?? "")).length > 0;
  };

  it("with columns called as fields goes by the demo's own rules and people", async () => {
    const rows = ["email,externalId,country,intent", "ana@firm.example,r1,US,pricing"];
    const running = await startWith(`${rows.join("\n")}\n`);
    expect(running.out()).toMatch(/^Rules: .*demo\/policy\.yml, people: .*demo\/team\.yml\nOpen /);
    expect(await running.state()).toMatchObject({ rules: { file: null, holdMs: 0 } });
    expect(await hasCard(running)).toBe(true);
  });

  it("with the example's columns goes by its rules, and turns its clock ahead to the first card", async () => {
    const running = await startWith(exampleCsv(40));
    const { rules, opening } = await running.state();
    expect(rules.file).toMatch(/x-education\/policy\.yml$/);
    expect(rules.holdMs).toBe(3 * 60_000);
    expect(opening.aheadMs).toBeGreaterThan(0);
    expect(await hasCard(running)).toBe(true);
  });
});

describe("npm run demo with flags that it does not take", () => {
  it.each([
    [["--speed", "0"], /--speed.*1 to 1000/],
    [["--port", "http"], /--port.*port/],
    [["--leads", "/nowhere.csv"], /nowhere\.csv/],
    [["--map", "/nowhere.yml"], /--leads/],
    [["--sped", "2"], /--sped/],
    [["--keep", import.meta.filename], /--keep.*folder/],
    [["--keep", "/proc/demo/data"], /--keep.*folder/],
  ])("%j: one line, exit code 2", async (flags, expected) => {
    const { code, said } = await runDemo(...flags);
    expect(said).toMatch(expected);
    expect(said.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
  });
});
