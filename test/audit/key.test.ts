import { generateKeyPairSync } from "node:crypto";
import * as files from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findAuditKey, type KeyResult, openAuditKey, publicKeysIn } from "../../src/app/audit/key.ts";
import { newFolder, newKey } from "./world.ts";

const pemOf = (key: ReturnType<typeof newKey>) =>
  key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const publicPem = (result: KeyResult | null) => (result?.ok ? result.key.publicPem : result);

describe("the audit key", () => {
  test("is made in the data folder on first start, for its owner alone, and is the same from then on", async () => {
    const dataDir = join(await newFolder(), "data");
    const place = { configured: null, dataDir };
    expect(await findAuditKey(place, files)).toBeNull();
    const first = await openAuditKey(place, files);
    expect(first).toMatchObject({ ok: true });
    expect((await files.stat(join(dataDir, "audit-key.pem"))).mode & 0o777).toBe(0o600);
    expect(await files.readdir(dataDir)).toEqual(["audit-key.pem"]);
    expect(publicPem(await openAuditKey(place, files))).toBe(publicPem(first));
    expect(publicPem(await findAuditKey(place, files))).toBe(publicPem(first));
  });

  test("is one, however many start at once", async () => {
    const place = { configured: null, dataDir: await newFolder() };
    const keys = await Promise.all(Array.from({ length: 8 }, () => openAuditKey(place, files)));
    expect(new Set(keys.map(publicPem)).size).toBe(1);
    expect(await files.readdir(place.dataDir)).toEqual(["audit-key.pem"]);
  });

  test("is taken from BATON_AUDIT_KEY as text, as text on one line, or as a path", async () => {
    const dataDir = await newFolder();
    const key = newKey();
    const path = join(dataDir, "given.pem");
    await files.writeFile(path, pemOf(key));
    for (const configured of [pemOf(key), pemOf(key).replaceAll("\n", "\\n"), path]) {
      expect(publicPem(await openAuditKey({ configured, dataDir }, files))).toBe(key.publicPem);
    }
    expect(await files.readdir(dataDir)).toEqual(["given.pem"]);
  });

  test("without a folder lasts as long as the process, and says so", async () => {
    const result = await openAuditKey({ configured: null, dataDir: "memory" }, files);
    expect(result).toMatchObject({
      ok: true,
      warning: expect.stringContaining("BATON_AUDIT_KEY is not set"),
    });
  });

  test("that is wrong is one line with the place and the cure, and none of the key", async () => {
    const dataDir = await newFolder();
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
      type: "pkcs8",
      format: "pem",
    });
    const cut = pemOf(newKey()).slice(0, 60);
    const cases: [configured: string, problem: string][] = [
      [rsa.toString(), "BATON_AUDIT_KEY: a key of type rsa, not Ed25519; make one with: openssl"],
      [newKey().publicPem, "BATON_AUDIT_KEY: not an unencrypted private key in PEM form; make one"],
      [cut, "BATON_AUDIT_KEY: not an unencrypted private key in PEM form; make one"],
      [
        join(dataDir, "absent.pem"),
        "BATON_AUDIT_KEY: cannot read the audit key (no such file; give PEM text or the path",
      ],
    ];
    for (const [configured, problem] of cases) {
      const result = await openAuditKey({ configured, dataDir }, files);
      expect(result).toEqual({ ok: false, problem: expect.stringContaining(problem) });
      expect(JSON.stringify(result)).not.toMatch(/\\n|-----/);
    }
    expect(await files.readdir(dataDir)).toEqual([]);
  });

  test("without its PEM frame is not repeated in the complaint", async () => {
    const bare = pemOf(newKey()).split("\n")[1] ?? "";
    for (const configured of [bare, bare.repeat(10)]) {
      const result = await openAuditKey({ configured, dataDir: await newFolder() }, files);
      expect(result).toMatchObject({ ok: false });
      expect(JSON.stringify(result)).not.toContain(bare);
    }
  });

  test("in a damaged file is not replaced by a new one", async () => {
    const dataDir = await newFolder();
    await files.writeFile(join(dataDir, "audit-key.pem"), "");
    expect(await openAuditKey({ configured: null, dataDir }, files)).toMatchObject({ ok: false });
    expect(await files.readFile(join(dataDir, "audit-key.pem"), "utf8")).toBe("");
  });

  test("where no folder can be made is a clear line", async () => {
    const file = join(await newFolder(), "file");
    await files.writeFile(file, "");
    const result = await openAuditKey({ configured: null, dataDir: join(file, "data") }, files);
    expect(result).toEqual({
      ok: false,
      problem: expect.stringMatching(/audit-key\.pem: cannot .* \(ENOTDIR\)/),
    });
  });
});

test("public keys are found in a text of several, and none where one of them is of another kind", () => {
  const [a, b] = [newKey(), newKey()];
  expect(publicKeysIn(a.publicPem + pemOf(b))).toEqual([a.publicPem, b.publicPem]);
  const { publicKey } = generateKeyPairSync("x25519");
  expect(publicKeysIn(a.publicPem + publicKey.export({ type: "spki", format: "pem" }))).toEqual([]);
  expect(publicKeysIn("nothing")).toEqual([]);
});
