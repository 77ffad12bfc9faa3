// The inspection finds what must never be, and nothing where all is well.
import { describe, expect, it } from "vitest";
import { inspect } from "../../src/app/inspect.ts";
import { openWorkspace } from "../support/workspace.ts";

const LEAD = { externalId: "i-1", email: "jane@acme.example", country: "GB", intent: "demo", title: "VP" };

async function offeredLead() {
  const space = await openWorkspace();
  await space.post(LEAD);
  await space.settle();
  return space;
}

const found = async (space: Awaited<ReturnType<typeof offeredLead>>) =>
  (await inspect(space.baton.services)).map(({ what }) => what);

describe("the inspection", () => {
  it("finds nothing on a lead's whole way", async () => {
    await using space = await offeredLead();
    expect(await found(space)).toEqual([]);
    await space.turn(9 * 3_600_000);
    expect(await found(space)).toEqual([]);
  });

  it.each([
    ["forgotten", `UPDATE "Lead" SET state = 'tank', owner = NULL; DELETE FROM "Deadline"`],
    [
      "step_overdue",
      `UPDATE "Deadline" SET "dueAt" = "dueAt" - interval '3 hours', "leasedUntil" = 'infinity'`,
    ],
    ["mirror_behind", `UPDATE "Mirror" SET wanted = wanted + 1, leased = true, "notBefore" = '2026-01-01'`],
    ["card_unseen", `UPDATE "Mirror" SET blocked = 'invalid_blocks'; UPDATE "Lead" SET "nextDueAt" = NULL`],
    ["state_differs", `UPDATE "Lead" SET tier = '9'`],
  ])("finds what is %s", async (what, sql) => {
    await using space = await offeredLead();
    await space.baton.reconciler.stop();
    await space.tamper(sql);
    expect(await found(space)).toContain(what);
  });
});
