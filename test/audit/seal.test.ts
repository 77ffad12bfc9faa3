import { describe, expect, test } from "vitest";
import { SignatureCheck } from "../../src/app/audit/checkpoint.ts";
import { createSealer } from "../../src/app/audit/seal.ts";
import { GrowingTree, leafHash } from "../../src/domain/merkle.ts";
import { commands, leadA, newKey, offered, sealedPast } from "./world.ts";

describe("sealing", () => {
  test("signs the root of all events, with the time", async () => {
    const { audit, key } = await sealedPast();
    const tree = new GrowingTree();
    for (const event of audit.events.slice(0, 6)) tree.append(leafHash(event));
    expect(audit.checkpointRows.map(({ size, at }) => ({ size, at }))).toEqual([
      { size: 3, at: "2026-11-21T12:00:00.000Z" },
      { size: 6, at: "2026-11-21T12:01:00.000Z" },
    ]);
    const last = audit.checkpointRows[1];
    expect(last?.root).toBe(tree.root());
    expect(last && new SignatureCheck([key.publicPem]).checkpoint(last)).toBeNull();
  });

  test("does nothing when nothing has happened", async () => {
    const { audit, sealer } = await sealedPast();
    expect(await sealer.seal()).toMatchObject({ kind: "sealed", checkpoint: { size: 7 }, keyChanged: false });
    expect(await sealer.seal()).toMatchObject({ kind: "unchanged", checkpoint: { size: 7 } });
    expect(audit.checkpointRows).toHaveLength(3);
  });

  test("reads only the leaves that are new", async () => {
    const { audit, sealer } = await sealedPast();
    expect(audit.leavesRead).toBe(6);
    await sealer.seal();
    expect(audit.leavesRead).toBe(7);
  });

  test("goes on after a restart and beside another process, into the same roots", async () => {
    const { audit, key, clock, sealer } = await sealedPast();
    const other = createSealer({ audit, key, clock });
    expect(await other.seal()).toMatchObject({ kind: "sealed" });
    audit.commit(leadA, offered(2));
    await Promise.all([sealer.seal(), other.seal(), sealer.seal()]);
    audit.commit(leadA, offered(3));
    await other.seal();
    expect(audit.checkpointRows.map(({ size }) => size)).toEqual([3, 6, 7, 8, 9]);
    expect(await commands(audit, key).verify()).toMatchObject({ code: 0 });
  });

  test("says when the key has changed", async () => {
    const { audit, clock } = await sealedPast();
    expect(await createSealer({ audit, key: newKey(), clock }).seal()).toMatchObject({
      kind: "sealed",
      keyChanged: true,
    });
  });

  test("signs nothing over leaves that were changed or are gone", async () => {
    for (const tamper of [
      (leaves: { eventId: string; hash: string }[]) => leaves.splice(2, 1),
      (leaves: { eventId: string; hash: string }[]) =>
        leaves.splice(5, 1, { eventId: "evt_x", hash: "0".repeat(64) }),
    ]) {
      const { audit, key, clock } = await sealedPast();
      audit.appendLeaves = async () => audit.leafRows.length;
      tamper(audit.leafRows);
      expect(await createSealer({ audit, key, clock }).seal()).toMatchObject({ kind: "broken" });
      expect(audit.checkpointRows).toHaveLength(2);
    }
  });
});
