import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Proof } from "../../src/app/audit/format.ts";
import { hashEvent } from "../../src/domain/chain.ts";
import { newFolder, newKey, sealedPast } from "./world.ts";

async function proved(index: number) {
  const world = await sealedPast();
  const event = world.audit.events[index];
  if (!event) throw new RangeError(`no event ${index}`);
  const answer = await world.commands.prove(event.id);
  const proof: Proof = JSON.parse(answer.out);
  const file = join(await newFolder(), "proof.json");
  const verify = async (content: unknown, key?: string) => {
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
    return world.commands.verify(file, key === undefined ? {} : { key });
  };
  return { ...world, event, answer, proof, file, verify };
}

describe("a proof", () => {
  test.each([0, 1, 2, 3, 4, 5, 6])(
    "of event %i is whole by itself, also when written out differently",
    async (n) => {
      const { answer, proof, verify, event } = await proved(n);
      expect(answer).toMatchObject({ code: 0, err: "" });
      expect(proof).toMatchObject({ event, leafIndex: n, treeSize: 7, checkpoint: { size: 7 } });
      expect(await verify(answer.out)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Whole: 1 event of 1 lead, 1 checkpoint\./),
      });
      expect(await verify(proof)).toMatchObject({ code: 0 });
    },
  );

  test("of a changed event is broken, also with a hash to fit", async () => {
    const { proof, event, verify } = await proved(3);
    const changed = { ...event, actor: "slack:U0MALLORY" };
    for (const forged of [changed, { ...changed, hash: hashEvent(changed) }]) {
      expect(await verify({ ...proof, event: forged })).toMatchObject({
        code: 1,
        err: expect.stringContaining(`event ${event.id}:`),
      });
    }
  });

  test("with another place, size, path or checkpoint is broken", async () => {
    const { proof, verify } = await proved(3);
    for (const change of [
      { leafIndex: 2 },
      { treeSize: 6 },
      { path: proof.path.slice(1) },
      { path: [] },
      { checkpoint: { ...proof.checkpoint, at: "2026-01-01T00:00:00.000Z" } },
      { checkpoint: { ...proof.checkpoint, signature: "AAAA" } },
      { checkpoint: { ...proof.checkpoint, key: newKey().publicPem } },
      { event: null },
      { extra: 1 },
    ]) {
      expect(await verify({ ...proof, ...change })).toMatchObject({ code: 1, out: "" });
    }
  });

  test("that says a thing twice, or in half a character, is broken", async () => {
    const { answer, proof, verify, event } = await proved(3);
    const twice = answer.out.replace('"actor":', '"actor": "slack:U0MALLORY", "actor":');
    expect(await verify(twice)).toMatchObject({
      code: 1,
      err: expect.stringContaining("stands there twice"),
    });
    expect(await verify({ ...proof, event: { ...event, actor: "\ud83e" } })).toMatchObject({ code: 1 });
  });

  test("is refused under a trusted key that did not sign it", async () => {
    const { proof, verify, file, key } = await proved(3);
    await writeFile(`${file}.other`, newKey().publicPem);
    await writeFile(`${file}.own`, key.publicPem);
    expect(await verify(proof, `${file}.other`)).toMatchObject({ code: 1 });
    expect(await verify(proof, `${file}.own`)).toMatchObject({ code: 0, err: "" });
  });

  test("is not given for an event that is not there, or not as it was sealed", async () => {
    const { commands, audit, event } = await proved(3);
    expect(await commands.prove(`evt_${"0".repeat(32)}`)).toMatchObject({ code: 1, out: "" });
    expect(await commands.prove("evt_1")).toMatchObject({
      code: 2,
      err: expect.stringContaining("evt_1: not an event's id"),
    });
    audit.overwrite({ ...event, actor: "slack:U0MALLORY" });
    expect(await commands.prove(event.id)).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining(event.id),
    });
  });
});
