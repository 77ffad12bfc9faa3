import { beforeEach, expect, test } from "vitest";
import { verifyDatabase } from "../../src/app/audit/verifyDatabase.ts";
import type { AvailabilityCommand } from "../../src/domain/availability.ts";
import { onBothDatabases } from "./support/databases.ts";
import { at } from "./support/leads.ts";

const ALICE = "U0ALICE";
const away = (until: number | null): AvailabilityCommand => ({
  do: "go_away",
  by: ALICE,
  until: until === null ? null : at(until),
});
const LOOK: AvailabilityCommand = { do: "look_at_clock" };

onBothDatabases(({ stores, other, database, empty }) => {
  beforeEach(empty);
  const { availability, leads, audit } = stores;
  const change = (command: AvailabilityCommand, minutes = 0, store = availability, person = ALICE) =>
    store.change({ person, command, actor: `slack:${person}`, at: at(minutes) });
  const events = async () =>
    (
      await database.pool.query<{ type: string; payload: object; seq: number }>(
        `SELECT type, payload, seq FROM "LeadEvent" WHERE "leadId" = 'desk' ORDER BY seq`,
      )
    ).rows;

  test("whoever is away is so until the time they named, by the clock of whoever asks", async () => {
    await change(away(60));
    await change(away(null), 0, availability, "U0BOB");
    expect((await availability.all(at(59))).get(ALICE)).toEqual({
      since: at(0),
      until: at(60),
      by: ALICE,
      because: "said_so",
    });
    expect([...(await availability.all(at(60))).keys()]).toEqual(["U0BOB"]);
    expect(await availability.returning(at(59))).toEqual([]);
    expect(await availability.returning(at(60))).toEqual([ALICE]);
  });

  test("each change is an event in the desk's chain, which verifies; what changes nothing is none", async () => {
    await change(away(60));
    expect(await change(away(60), 1)).toMatchObject({ changed: false });
    await change(away(90), 2);
    await change({ do: "come_back", by: ALICE }, 3);
    await change({ do: "come_back", by: ALICE }, 4);
    expect(await events()).toMatchObject([
      {
        type: "went_away",
        seq: 1,
        payload: { person: ALICE, by: ALICE, because: "said_so", until: at(60) },
      },
      { type: "went_away", seq: 2, payload: { until: at(90) } },
      { type: "came_back", seq: 3, payload: { person: ALICE, by: ALICE } },
    ]);
    expect(await verifyDatabase(audit, null)).toMatchObject({ ok: true, events: 3 });
  });

  test("of many who look at the clock at once one puts the return on record", async () => {
    await change(away(60));
    const looks = Array.from({ length: 8 }, (_, n) =>
      change(LOOK, 61, n % 2 ? availability : other.availability),
    );
    const changed = (await Promise.all(looks)).filter((one) => one.kind === "done" && one.changed);
    expect(changed).toHaveLength(1);
    expect((await events()).map(({ type }) => type)).toEqual(["went_away", "came_back"]);
  });

  test("what Slack said last is kept, also of who is here, and is no news to another instance", async () => {
    const says = { doNotDisturb: { until: at(30) }, status: { until: null } };
    const hear: AvailabilityCommand = { do: "hear", says };
    await change(hear);
    await change({ do: "come_back", by: ALICE }, 1);
    expect(await change(hear, 2, other.availability)).toMatchObject({ changed: false });
    expect((await availability.known([ALICE, "U0BOB"])).get(ALICE)).toEqual({ away: null, heard: says });
    expect((await events()).map(({ type }) => type)).toEqual(["went_away", "came_back"]);
  });

  test("a time that is over is refused and leaves no trace", async () => {
    expect(await change(away(0))).toEqual({ kind: "refused", why: "past" });
    expect(await events()).toEqual([]);
    expect(await leads.ledger("share", "share")).toMatchObject({ version: 0 });
  });

  test("a choice made before is made again: the shares keep their credits and are another version", async () => {
    await change(away(60));
    const share = await leads.ledger("share", "share");
    expect(share).toEqual({ id: "share", version: 1, data: { credits: {}, today: {} } });
    expect(await leads.ledger("claims", `claims:${ALICE}`)).toMatchObject({
      version: 1,
      data: { lastAt: null },
    });
    await change(away(90), 1);
    expect((await leads.ledger("share", "share")).version).toBe(2);
  });
});
