import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprint, signContent } from "../../src/app/audit/checkpoint.ts";
import { canonical } from "../../src/canonical.ts";
import { hashEvent } from "../../src/domain/chain.ts";
import { MemoryAudit } from "./memoryAudit.ts";
import { accepted, commands, exported, leadA, newFolder, newKey, offered, sealedPast } from "./world.ts";

type World = Awaited<ReturnType<typeof exported>>;

/** Verifies other content in the place of the export. */
async function verifying(world: World, content: string | Buffer, more = {}) {
  const file = join(world.folder, "changed.jsonl");
  await writeFile(file, content);
  return world.commands.verify(file, more);
}

const idIn = (line: string | undefined) => /"id":"(evt_\w+)"/.exec(line ?? "")?.[1] ?? "no id";

describe("an export", () => {
  test("has one canonical line an event, in order, then the checkpoints and a closing line", async () => {
    const { lines, answer, audit, key, file } = await exported();
    expect(answer.code).toBe(0);
    expect(answer.out).toBe(
      `Exported 7 events and 3 checkpoints to ${file}. Signed by ${fingerprint(key.publicPem)}.\n`,
    );
    const values = lines.map((line) => JSON.parse(line));
    expect(values.slice(0, 7).map(({ leafIndex, ...event }) => event)).toEqual(audit.events);
    expect(values.slice(0, 7).map(({ leafIndex }) => leafIndex)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(values.slice(7, 10).map(({ checkpoint }) => checkpoint.size)).toEqual([3, 6, 7]);
    expect(values.slice(10)).toMatchObject([{ export: { events: 7, checkpoints: 3 } }]);
    expect(lines.every((line, index) => line === `${canonical(values[index])}\n`)).toBe(true);
  });

  test("is whole, and says by whose key", async () => {
    const { commands, file, key } = await exported();
    const answer = await commands.verify(file);
    expect(answer.code).toBe(0);
    expect(answer.out).toBe(
      `Whole: 7 events of 2 leads, 3 checkpoints. Signed by ${fingerprint(key.publicPem)}.\n`,
    );
    expect(answer.err).toContain("taken from the file itself; name the one you trust with --key FILE");
  });

  test("of nothing is whole, too", async () => {
    const { verify, export: write } = commands(new MemoryAudit(), newKey());
    const file = join(await newFolder(), "audit.jsonl");
    expect(await write(file)).toMatchObject({ code: 0 });
    expect(await verify(file)).toMatchObject({
      code: 0,
      out: expect.stringContaining("Whole: 0 events of 0 leads"),
    });
  });

  test("answers as one JSON value with --json", async () => {
    const { commands, file, key, lines } = await exported();
    const whole = await commands.verify(file, { json: true });
    expect(JSON.parse(whole.out)).toEqual({
      ok: true,
      events: 7,
      leads: 2,
      checkpoints: 3,
      unsealed: 0,
      signedBy: [fingerprint(key.publicPem)],
      keyTrusted: false,
    });
    await writeFile(file, lines.toSpliced(4, 1).join(""));
    const broken = await commands.verify(file, { json: true });
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({ ok: false, events: 4, firstBroken: { line: 5 } });
  });

  test("replaces an older one whole and leaves nothing beside it", async () => {
    const world = await exported();
    world.audit.commit(leadA, offered(2));
    expect(await world.commands.export(world.file)).toMatchObject({ code: 0 });
    expect(await world.commands.verify(world.file)).toMatchObject({
      code: 0,
      out: expect.stringContaining("8 events"),
    });
    expect(await readdir(world.folder)).toEqual(["audit.jsonl"]);
  });

  test("is written to the file that a link leads to", async () => {
    const world = await exported();
    const link = join(world.folder, "latest.jsonl");
    await symlink(world.file, link);
    world.audit.commit(leadA, offered(2));
    expect(await world.commands.export(link)).toMatchObject({ code: 0 });
    expect((await readFile(world.file, "utf8")).split("\n")).toHaveLength(8 + 4 + 1 + 1);
  });

  test("that cannot be written says so in one line and exits 2", async () => {
    const { commands, folder } = await exported();
    expect(await commands.export(join(folder, "none", "audit.jsonl"))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/none\/audit\.jsonl: cannot write it \(ENOENT\)\n$/),
    });
    expect(await commands.export(folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining("not a file"),
    });
    expect(await commands.export("/dev/null")).toMatchObject({ code: 2 });
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  test("of a database that lost a sealed event shows the loss", async () => {
    const world = await sealedPast();
    const lost = world.audit.events[1]?.id ?? "";
    world.audit.erase(lost);
    const file = join(await newFolder(), "audit.jsonl");
    expect(await world.commands.export(file)).toMatchObject({ code: 0, err: expect.stringContaining(lost) });
    expect(await world.commands.verify(file)).toMatchObject({ code: 1, err: expect.stringContaining(lost) });
  });
});

describe("a changed export is broken, by line", () => {
  test("whatever byte of an event is changed, taken out or put in", async () => {
    const world = await exported();
    const events = world.lines.slice(0, 7).map((line) => Buffer.from(line));
    const rest = Buffer.from(world.lines.slice(7).join(""));
    const change = fc.record({
      line: fc.nat({ max: 6 }),
      place: fc.nat(),
      byte: fc.nat({ max: 255 }),
      how: fc.constantFrom("change", "take out", "put in"),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ line, place, byte, how }) => {
        const original = events[line] ?? Buffer.alloc(0);
        const at = place % original.length;
        const changed = Buffer.concat([
          original.subarray(0, at),
          how === "take out" ? Buffer.alloc(0) : Buffer.of(byte),
          original.subarray(how === "put in" ? at : at + 1),
        ]);
        fc.pre(!changed.equals(original));
        const { code, err } = await verifying(world, Buffer.concat([...events.with(line, changed), rest]));
        expect(code).toBe(1);
        expect(err.includes(`:${line + 1}:`) || err.includes(idIn(world.lines[line]))).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  test("whatever byte of a checkpoint or the closing line is changed", async () => {
    const world = await exported();
    const bytes = Buffer.from(world.lines.join(""));
    const start = Buffer.byteLength(world.lines.slice(0, 7).join(""));
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (place, mask) => {
        const changed = Buffer.from(bytes);
        const at = start + (place % (bytes.length - start));
        changed[at] = (changed[at] ?? 0) ^ mask;
        expect(await verifying(world, changed)).toMatchObject({ code: 1, out: "" });
      }),
      { numRuns: 300 },
    );
  });

  test("wherever it is cut short", async () => {
    const world = await exported();
    const bytes = Buffer.from(world.lines.join(""));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), async (length) => {
        expect(await verifying(world, bytes.subarray(0, length))).toMatchObject({ code: 1 });
      }),
    );
    for (let count = 0; count < world.lines.length; count += 1) {
      const { code, err } = await verifying(world, world.lines.slice(0, count).join(""));
      expect([code, err]).toEqual([1, expect.stringContaining(`changed.jsonl:${count + 1}:`)]);
    }
  });

  test("whichever line is missing, doubled or swapped with the next", async () => {
    const world = await exported();
    for (const [index, line] of world.lines.entries()) {
      const changes = [world.lines.toSpliced(index, 1), world.lines.toSpliced(index, 0, line)];
      const next = world.lines[index + 1];
      if (next !== undefined) changes.push(world.lines.toSpliced(index, 2, next, line));
      for (const lines of changes) {
        const { code, err } = await verifying(world, lines.join(""));
        expect([code, err]).toEqual([1, expect.stringMatching(/changed\.jsonl:\d+:/)]);
      }
    }
  });

  test("when the missing event is known from its lead's chain, it is named", async () => {
    const world = await exported();
    const { err } = await verifying(world, world.lines.toSpliced(1, 1).join(""));
    expect(err).toContain(`changed.jsonl:2: event ${idIn(world.lines[1])}: event 1 of lead_bbbb`);
    expect(err).toContain("is missing");
  });

  test("with Windows line breaks, a byte order mark, an empty line, or more at the end", async () => {
    const world = await exported();
    const text = world.lines.join("");
    for (const [content, line] of [
      [text.replaceAll("\n", "\r\n"), 1],
      [`\uFEFF${text}`, 1],
      [`\n${text}`, 1],
      [`${text}\n`, 12],
      [`${text}{}\n`, 12],
      [`${text}junk`, 12],
      ["", 1],
      ["[]\n", 1],
      [Buffer.alloc(100), 1],
      [Buffer.alloc(20 * 1024 * 1024, "a"), 1],
    ] as const) {
      expect(await verifying(world, content)).toMatchObject({
        code: 1,
        err: expect.stringContaining(`changed.jsonl:${line}:`),
      });
    }
  });

  test("when an event was rewritten with a hash to fit, though nothing of its lead came after", async () => {
    const world = await exported();
    const last = JSON.parse(world.lines[5] ?? "");
    const { leafIndex, hash: _, ...forged } = { ...last, actor: "slack:U0MALLORY" };
    const line = `${canonical({ ...forged, hash: hashEvent(forged), leafIndex })}\n`;
    const { code, err } = await verifying(world, world.lines.with(5, line).join(""));
    expect(code).toBe(1);
    expect(err).toContain("an event on lines 4 to 6 is not the one that was sealed");
  });

  test("when it was signed again by somebody else in one place", async () => {
    const world = await exported();
    const { size, root, at } = JSON.parse(world.lines[8] ?? "").checkpoint;
    const mallory = newKey();
    const forged = { size, root, at, ...signContent({ size, root, at }, mallory) };
    const lines = world.lines.with(8, `${canonical({ checkpoint: forged })}\n`);
    const { code, err } = await verifying(world, lines.join(""));
    expect(code).toBe(1);
    expect(err).toContain(`:9: checkpoint: it is signed by ${fingerprint(mallory.publicPem)}, not by`);
  });
});

describe("the trusted key", () => {
  test("accepts what it signed and refuses what another key signed", async () => {
    const world = await exported();
    const good = join(world.folder, "good.pem");
    await writeFile(good, world.key.publicPem);
    expect(await world.commands.verify(world.file, { key: good })).toMatchObject({ code: 0, err: "" });
    const bad = join(world.folder, "bad.pem");
    await writeFile(bad, newKey().publicPem);
    expect(await world.commands.verify(world.file, { key: bad })).toMatchObject({
      code: 1,
      err: expect.stringContaining("audit.jsonl:8: checkpoint: it is signed by"),
    });
  });

  test("may be several, for a trail whose key was changed on purpose", async () => {
    const world = await exported();
    world.audit.commit(leadA, offered(2), accepted(2));
    const later = newKey();
    const file = join(world.folder, "later.jsonl");
    await commands(world.audit, later).export(file);
    expect(await world.commands.verify(file)).toMatchObject({ code: 1 });
    const keys = join(world.folder, "keys.pem");
    await writeFile(keys, world.key.publicPem + later.publicPem);
    expect(await world.commands.verify(file, { key: keys })).toMatchObject({ code: 0 });
  });

  test("that is none is a refusal to run", async () => {
    const world = await exported();
    for (const key of [world.file, join(world.folder, "absent.pem")]) {
      expect(await world.commands.verify(world.file, { key })).toMatchObject({ code: 2, out: "" });
    }
  });
});

test("a file that cannot be read exits 2 with its name", async () => {
  const world = await exported();
  const folder = join(world.folder, "sub");
  await mkdir(folder);
  for (const file of [join(world.folder, "absent.jsonl"), folder]) {
    const { code, err } = await world.commands.verify(file);
    expect([code, err]).toEqual([2, expect.stringContaining(file)]);
  }
});

test("nothing but the file is needed to verify it", async () => {
  const { file } = await exported();
  const nothing = commands(undefined as never, null);
  expect(await nothing.verify(file)).toMatchObject({ code: 0 });
});
